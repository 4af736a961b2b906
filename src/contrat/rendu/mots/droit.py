"""Les mots du droit : catégories de ressources, zones, assiettes, réponses, solidité d'un texte, plafonds."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.montants import AideDeclaree
from contrat.modele.bareme import Seuil
from contrat.modele.condition import ReponsePortee
from contrat.modele.fondement import Categorie, StatutDroit, Zone
from contrat.modele.montant import AssietteAide, UniteGeste
from contrat.nombres import euros
from contrat.rendu.mots.phrases import enumerer

CATEGORIES: dict[Categorie, str] = {
    "tres_social": "très social",
    "base": "base",
    "majore": "majoré",
    "tres_modeste": "très modeste",
    "modeste": "modeste",
    "intermediaire": "intermédiaire",
    "superieur": "supérieur",
    "hors_plafond": "au-dessus des plafonds",
}
ZONES: dict[Zone, str] = {"autres_regions": "Autres régions", "ile_de_france": "Île-de-France"}
# Après un montant, puis après un taux.
ASSIETTES: dict[AssietteAide, tuple[str, str]] = {
    "travaux_ht": ("HT", "des travaux HT"),
    "travaux_ttc": ("TTC", "des travaux TTC"),
    "prix_accompagnement": ("TTC", "du prix TTC de l'accompagnement"),
}
# Les aides dont le ménage n'a rien dit, dans la limite de toutes les aides ou d'un geste.
SUPPOSEES: dict[AideDeclaree, str] = {
    "autres_aides": "autres aides non dites",
    "aides_locales": "aides locales non dites",
    "cee": "primes énergie non dites",
}
# Après un forfait.
UNITES_GESTE: dict[UniteGeste, str] = {"forfait": " par geste", "equipement": " par équipement", "m2": " par m²"}
VERDICTS: dict[Verdict, str] = {
    Verdict.ELIGIBLE: "ÉLIGIBLE",
    Verdict.NON_ELIGIBLE: "NON ÉLIGIBLE",
    Verdict.INDETERMINE: "À VÉRIFIER",
    Verdict.HORS_CHAMP: "HORS DU CHAMP",
    Verdict.NON_JUGE: "NON JUGÉ",
}
# Ce qu'un texte répond à une personne ou pour un endroit.
ADMIS: dict[ReponsePortee, str] = {
    "oui": "admis",
    "non": "refusé",
    "hors_champ": "hors du champ",
    "non_juge": "non jugé",
}
# Ce que dit une condition non remplie, puis le calcul d'un montant, selon la réponse.
CAUSES: dict[Verdict, str] = {
    Verdict.ELIGIBLE: "sous réserve",
    Verdict.INDETERMINE: "à vérifier",
    Verdict.NON_ELIGIBLE: "condition non remplie",
    Verdict.HORS_CHAMP: "hors du champ de l'aide",
    Verdict.NON_JUGE: "l'outil ne juge pas ce cas",
}
HYPOTHESES: dict[Verdict, str] = {
    Verdict.ELIGIBLE: "",
    Verdict.INDETERMINE: ", si tout est confirmé",
    Verdict.NON_ELIGIBLE: ", si l'aide était accordée",
    Verdict.HORS_CHAMP: "",
    Verdict.NON_JUGE: "",
}
# La réponse d'une aide, quand une autre l'exige ; puis celle de plusieurs ménages.
REPONSES_AIDE: dict[Verdict, str] = {
    Verdict.ELIGIBLE: "accordée",
    Verdict.NON_ELIGIBLE: "refusée",
    Verdict.INDETERMINE: "à vérifier",
    Verdict.HORS_CHAMP: "hors du champ",
    Verdict.NON_JUGE: "non jugée",
}
REPONSES_MENAGES = {
    "eligible": "éligibles",
    "indetermine": "à vérifier",
    "non_eligible": "non éligibles",
    "non_juge": "non jugés",
    "hors_champ": "hors du champ",
    "sans_reponse": "sans réponse",
}
RESSOURCES_MENAGES = CATEGORIES | {"a_verifier": "à vérifier", "sans_reponse": "sans réponse"}
MARQUES: dict[Etat, str] = {
    Etat.REMPLIE: "[oui]",
    Etat.NON_REMPLIE: "[non]",
    Etat.A_VERIFIER: "[ ? ]",
    Etat.HORS_CHAMP: "[non]",
    Etat.NON_JUGE: "[ – ]",
}
# Ce que les revenus d'une autre année peuvent changer ; rien à dire quand c'est sans objet.
SUBSTITUTIONS = {
    "admise": "ceux de {suivante} peuvent les remplacer s'ils sont connus, notamment en cas de baisse",
    "incertaine": "que ceux de {suivante} puissent les remplacer en cas de baisse n'est pas établi",
}
STATUTS_DROIT: dict[StatutDroit, str] = {
    "certain": "texte lu",
    "corrobore": "sources concordantes",
    "deduit": "déduit",
    "incertain": "incertain",
}


def dire_categories(categories: Iterable[Categorie]) -> str:
    """Des catégories entre lesquelles on ne tranche pas : « modeste ou très modeste »."""
    return enumerer((CATEGORIES[c] for c in categories), "ou")


def dire_seuil(seuil: Seuil) -> str:
    """Un plafond exact, ou la fourchette dans laquelle il se trouve."""
    bas = None if seuil.bas is None else euros(seuil.bas, insecable=True)
    haut = None if seuil.haut is None else euros(seuil.haut, insecable=True)
    if bas is None:
        return "non retrouvé" if haut is None else f"non retrouvé, au plus {haut}"
    if haut is None:
        return f"non retrouvé, au moins {bas}"
    return bas if seuil.est_exact else f"non retrouvé, situé entre {bas} et {haut}"

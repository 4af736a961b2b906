"""Les mots du droit : catégories de ressources, zones, assiettes, réponses, solidité d'un texte, plafonds."""

from __future__ import annotations

from contrat.calculs.eligibilite.logique import Verdict
from contrat.modele.bareme import Seuil
from contrat.modele.fondement import Categorie, StatutDroit, Zone
from contrat.modele.montant import AssietteAide
from contrat.nombres import euros

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
VERDICTS: dict[Verdict, str] = {
    Verdict.ELIGIBLE: "ÉLIGIBLE",
    Verdict.NON_ELIGIBLE: "NON ÉLIGIBLE",
    Verdict.INDETERMINE: "À VÉRIFIER",
}
STATUTS_DROIT: dict[StatutDroit, str] = {
    "certain": "texte lu",
    "corrobore": "sources concordantes",
    "deduit": "déduit",
    "incertain": "incertain",
}


def enumerer(mots: list[str]) -> str:
    """Une suite de possibilités : « a, b ou c »."""
    return " ou ".join([", ".join(mots[:-1]), mots[-1]] if len(mots) > 1 else mots)


def dire_seuil(seuil: Seuil) -> str:
    """Un plafond exact, ou la fourchette dans laquelle il se trouve."""
    bas = None if seuil.bas is None else euros(seuil.bas, insecable=True)
    haut = None if seuil.haut is None else euros(seuil.haut, insecable=True)
    if bas is None:
        return "non retrouvé" if haut is None else f"non retrouvé, au plus {haut}"
    if haut is None:
        return f"non retrouvé, au moins {bas}"
    return bas if seuil.est_exact else f"non retrouvé, situé entre {bas} et {haut}"

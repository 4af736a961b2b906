"""Les mots de la concordance : le nom de chaque mesure, comment elle se recalcule, le sens de chaque verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from contrat.calculs.concordance.concordance import Concordance, Issue
from contrat.calculs.concordance.mesures import Origine
from contrat.modele.contrat import Mesure
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureSource
from contrat.rendu.mots.argent import NATURES
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.page import Cellule

# Le nom de la mesure, puis la façon dont les données la redonnent ; « {} » : l'aide ou l'indicateur du chiffre publié.
MESURES: dict[Mesure, tuple[str, str]] = {
    "contrat.exercices": ("Durée du contrat, en années", "exercices de la période du contrat"),
    "enveloppes.fonctionnement": ("Enveloppe de fonctionnement", "dépenses prévues des fiches, même section"),
    "enveloppes.investissement": ("Enveloppe d'investissement", "dépenses prévues des fiches, même section"),
    "budget.depenses.total": ("Dépenses", "dépenses prévues des fiches"),
    "budget.depenses.fonctionnement": ("Dépenses de fonctionnement", "dépenses prévues des fiches"),
    "budget.depenses.investissement": ("Dépenses d'investissement", "dépenses prévues des fiches"),
    "budget.ressources.total": ("Ressources", "ressources des plans des fiches"),
    "budget.ressources.ville": ("Ressources de la ville", "ressources des plans, ville et organismes rattachés"),
    "budget.ressources.externes": ("Ressources externes", "ressources des plans, autres organismes"),
    "budget.exercices": ("Exercices chiffrés", "exercices pour lesquels une fiche a un montant"),
    "organismes.financeurs": ("Partenaires financeurs", "organismes externes qui financent une fiche"),
    "axes.total": ("Axes", "fichiers d'axe"),
    "axes.commissions": ("Commissions de travail", "axes qui ont une commission"),
    "actions.approuvees": ("Actions approuvées", "fiches approuvées d'après leur historique"),
    "actions.deliberees": ("Actions délibérées", "fiches qui portent une délibération"),
    "actions.mises_en_oeuvre": ("Actions mises en œuvre", "fiches lancées d'après leur historique"),
    "actions.exercices": ("Durée de l'action, en années", "exercices du calendrier de la fiche"),
    "actions.partenaires": ("Partenaires de l'action", "organismes partenaires de la fiche"),
    "actions.criteres_atteints": ("Critères durables atteints", "critères que le bilan de la fiche dit atteints"),
    "actions.ressources.ville": ("Apport de la ville à l'action", "ressources de la ville au plan de la fiche"),
    "menages.contactes": ("Ménages contactés", "ménages du dépôt, étape « contacté »"),
    "menages.eligibles": ("Ménages éligibles", "ménages contactés à qui une aide nationale aux travaux est accordée"),
    "logements.reperes": ("Logements repérés", "ménages du dépôt qui ont une étape datée"),
    "logements.renoves": ("Logements rénovés", "ménages du dépôt aux travaux achevés"),
    "logements.habiter_mieux": ("Logements Habiter mieux", "ménages aux travaux achevés à qui l'aide est accordée"),
    "logements.travaux": ("Travaux dans les logements", "travaux TTC des ménages aux travaux achevés"),
    "aides.forfait": ("{}, forfait", "forfait des versions de l'aide en vigueur"),
    "aides.parite": ("{}, majoration", "limite de parité des versions de l'aide en vigueur"),
    "indicateurs.autre_source": ("{}", "valeur de l'indicateur que donne une autre source"),
}
ORIGINES: dict[Origine, str] = {
    "somme": "Montants additionnés depuis les fiches",
    "comptage": "Comptages dans les axes, les fiches et le contrat",
    "menages": "Comptages dans les ménages du dépôt",
    "jugement": "Ménages jugés par le moteur d'éligibilité",
    "bareme": "Montants relus dans le barème : droit livré, aides locales",
    "autre_source": "Comparaison à une autre source",
}
# Au singulier puis au pluriel pour le bilan, et en un mot pour un tableau.
VERDICTS: dict[Issue, tuple[str, str, str]] = {
    "concorde": ("concorde", "concordent", "concorde"),
    "concorde_approche": ("approché concorde", "approchés concordent", "approché"),
    "ecart_declare": ("écart déclaré", "écarts déclarés", "déclaré"),
    "non_recalcule": ("non recalculé", "non recalculés", "sans calcul"),
    "ecart": ("écart inexpliqué", "écarts inexpliqués", "ÉCART"),
}
EMPECHEMENTS = {
    "fichiers": "des fichiers sont mal formés : contrat validate les montre",
    "periode": "la période finit avant de commencer",
}
# Ce que la nature des données comptées ôte à la force d'une concordance.
RESERVES: dict[NatureSource, str] = {
    "reconstitution": (
        "Une partie de ces données est une reconstitution : concorder prouve que les fiches se tiennent, pas que "
        "chacune dit vrai."
    ),
    "fiction": "Les ménages du dépôt sont des exemples fictifs : concorder ne dit rien des ménages réels.",
}
RAISONS = "Pourquoi les données ne redonnent pas le chiffre"
AUCUNE = "Aucune contradiction déclarée."
SANS_MOTIF = "aucun motif déclaré : corriger les données, ou déclarer le motif dans « ecart: … »"


def nommer(dossier: Dossier, concordance: Concordance) -> str:
    """Le nom d'un chiffre publié : « Dépenses 2010-2011 », « Ménages contactés 2010-2011 »."""
    return f"{libeller(dossier, concordance)} {dire_exercices(concordance.publie.periode)}"


def libeller(dossier: Dossier, concordance: Concordance) -> str:
    """Le nom de la mesure, avec l'aide ou l'indicateur dont il s'agit."""
    publie, indicateur = concordance.publie, concordance.indicateur
    if publie.mesure == "indicateurs.autre_source":
        cible = indicateur.libelle if indicateur else publie.indicateur or "indicateur non nommé"
    else:
        cible = next((a.libelle for a in dossier.droit.aides if a.id == publie.aide), publie.aide or "aide non nommée")
    texte = MESURES[publie.mesure][0].format(cible)
    return texte[0].upper() + texte[1:]


def chiffrer(valeur: Decimal | None, unite: str, avant: str = "") -> Cellule:
    """Une valeur dans son unité, quand elle est courte."""
    return Cellule(
        valeur, "euros" if unite == "€" else "nombre", avant, "%" if unite == "%" and valeur is not None else ""
    )


def publier(concordance: Concordance) -> Cellule:
    """Le chiffre publié, précédé de « ≈ » quand la source arrondit."""
    return chiffrer(concordance.publie.valeur, concordance.unite, "≈ " if concordance.publie.approche else "")


def motiver(concordance: Concordance) -> str | None:
    """Pourquoi les données ne redonnent pas le chiffre ; rien quand elles le redonnent."""
    if concordance.empechement is not None:
        return EMPECHEMENTS[concordance.empechement]
    if concordance.est_retrouve:
        return None
    return concordance.publie.ecart or SANS_MOTIF


def dire_bilan(comptes: Mapping[Issue, int]) -> str:
    """Combien de chiffres publiés, et combien pour chaque verdict."""
    dits = [f"{n} {VERDICTS[verdict][n > 1]}" for verdict, n in comptes.items() if n]
    total = sum(comptes.values())
    sujet = f"{total} chiffre publié" if total == 1 else f"{total} chiffres publiés"
    return f"{sujet} : {', '.join(dits)}." if dits else "Aucun chiffre publié."


def reserver(concordances: Iterable[Concordance]) -> list[str]:
    """Ce qu'il faut savoir de la nature des données pour lire un tableau."""
    natures = {nature for c in concordances for nature in c.natures}
    return [texte for nature, texte in RESERVES.items() if nature in natures]


def grouper_par_motif(dossier: Dossier, concordances: Iterable[Concordance]) -> dict[str, list[str]]:
    """Les noms des chiffres que les données ne redonnent pas, sous le motif qu'ils partagent."""
    groupes: dict[str, list[str]] = {}
    for concordance in concordances:
        if (motif := motiver(concordance)) is not None:
            groupes.setdefault(motif, []).append(nommer(dossier, concordance))
    return groupes


def dire_sources(dossier: Dossier, concordances: Iterable[Concordance]) -> str:
    """Les sources des chiffres publiés, avec leur éditeur et leur nature."""
    citees = dict.fromkeys(c.publie.source for c in concordances)
    dites = []
    for identifiant in citees:
        source = dossier.sources.get(identifiant)
        precise = f" ({source.editeur or source.titre}, {NATURES[source.nature]})" if source else ""
        dites.append(identifiant + precise)
    return f"Source des chiffres publiés : {' ; '.join(dites)}." if dites else ""

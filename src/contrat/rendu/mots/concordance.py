"""Les mots de la concordance : le nom de chaque chiffre publié, l'origine de son calcul, le sens de chaque verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from contrat.calculs.concordance.concordance import Concordance, Empechement, Issue
from contrat.calculs.concordance.mesures import Origine
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureSource
from contrat.rendu.mots.argent import NATURES
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.mesures import MESURES, nommer_mesure
from contrat.rendu.mots.phrases import compter, mettre_majuscule
from contrat.rendu.page import Cellule

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
EMPECHEMENTS: dict[Empechement, str] = {
    "fichiers": "des fichiers sont mal formés : contrat validate les montre",
    "periode": "la période finit avant de commencer",
    "montants": "le montant des travaux d'un ménage est inconnu, et ne vaut pas zéro : le demander",
    "lignes": "une ligne des fiches n'a pas de montant, ou est hors taxes quand une autre ne l'est pas : la compléter",
}
# Ce que la nature des données comptées ôte à la force d'une concordance.
RESERVES: tuple[tuple[NatureSource, str], ...] = (
    (
        "reconstitution",
        "Une partie de ces données est une reconstitution : concorder prouve que les fiches se tiennent, pas que "
        "chacune dit vrai.",
    ),
    ("fiction", "Les ménages du dépôt sont des exemples fictifs : concorder ne dit rien des ménages réels."),
)
COMMENT_JUGE = (
    "Chaque ménage est jugé au jour de sa demande ou, à défaut, de sa dernière étape. Celui qui n'a pas été contacté "
    "pendant la période, ou dont ce jour précède les aides, n'est pas compté éligible."
)
RAISONS = "Pourquoi les données ne redonnent pas le chiffre"
AUCUNE = "Aucune contradiction déclarée."
SANS_MOTIF = "aucun motif déclaré : corriger les données, ou déclarer le motif dans « ecart: … »"


def nommer(dossier: Dossier, concordance: Concordance) -> str:
    """Le nom d'un chiffre publié : « Dépenses 2010-2011 », « Ménages contactés 2010-2011 »."""
    return f"{libeller(dossier, concordance)} {dire_exercices(concordance.publie.periode)}"


def libeller(dossier: Dossier, concordance: Concordance) -> str:
    """Le nom de la mesure, avec l'aide ou l'indicateur dont il s'agit."""
    publie, indicateur = concordance.publie, concordance.indicateur
    if publie.mesure != "indicateurs.autre_source":
        return mettre_majuscule(nommer_mesure(dossier, publie))
    cible = indicateur.libelle if indicateur else publie.indicateur or "indicateur non nommé"
    return mettre_majuscule(MESURES[publie.mesure][0].format(cible))


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
    sujet = compter(sum(comptes.values()), "chiffre publié", "chiffres publiés")
    return f"{sujet} : {', '.join(dits)}." if dits else "Aucun chiffre publié."


def reserver(concordances: Iterable[Concordance]) -> list[str]:
    """Ce qu'il faut savoir de la nature des données pour lire un tableau."""
    natures = {nature for c in concordances for nature in c.natures}
    return [texte for nature, texte in RESERVES if nature in natures]


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

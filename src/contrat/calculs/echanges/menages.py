"""D'une rangée de tableur à un dossier de ménage : la place de chaque colonne, et ce qu'elle change au dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter

from contrat.calculs.eligibilite.permanence.questionnaire import enumerer_reponses
from contrat.calculs.suivi.suivi import ETAPES
from contrat.modele.menage import (
    RENDEZ_VOUS,
    Avis,
    BudgetMensuel,
    Evenement,
    GesteChoisi,
    Logement,
    Menage,
    Occupants,
    Projet,
)
from contrat.modele.saisie import Saisie, chercher
from contrat.proches import replier

NUMERO = "id"
EVENEMENTS, REVENUS, GESTES = "evenements", "revenus", "gestes"
# Du texte libre : une identité pourrait s'y écrire.
TEXTES = frozenset({"secteur", "origine", "souhaites", "preconises", "retenus"})
LISTES = frozenset({"souhaites", "preconises", "retenus"})
_NUMEROS = frozenset({"id", "identifiant", "numero", "n", "numerodedossier", "ndedossier"})
# Ce qu'une case ne sait pas dire : la cause d'un choix, des listes de blocs.
_SANS_COLONNE = frozenset({"nombre", "autres_travaux", GESTES, "factures_energie", "estimation"})


class ColonneMenage(NamedTuple):
    """Une colonne de tableur : son nom, le bloc et la clé du dossier où va sa valeur, le modèle qui la contrôle."""

    nom: str
    bloc: str
    cle: str
    modele: type[BaseModel]

    @property
    def chemin(self) -> tuple[str, ...]:
        """La place de la valeur dans le dossier."""
        return (self.bloc, self.cle) if self.bloc else (self.cle,)

    @property
    def reponses(self) -> tuple[str, ...]:
        """Les mots d'une liste fermée, `oui` et `non` compris ; aucun quand la case est libre."""
        return enumerer_reponses(self.modele.model_fields[self.cle].annotation)

    def lire(self, valeur: Any) -> Any:
        """La valeur telle que le dossier la comprend ; lève l'erreur de pydantic quand elle est mal formée."""
        return _forme(self.modele, self.cle).validate_python(valeur)


@cache
def _forme(modele: type[BaseModel], cle: str) -> TypeAdapter[Any]:
    return TypeAdapter(modele.model_fields[cle].rebuild_annotation())


def _lister() -> Iterator[ColonneMenage]:
    yield from (ColonneMenage(nom, "", nom, Menage) for nom in ("secteur", "origine"))
    yield ColonneMenage("personnes", "occupants", "nombre", Occupants)
    yield ColonneMenage("date", "projet", "demande", Projet)
    yield from (ColonneMenage(nom, REVENUS, cle, Avis) for nom, cle in (("rfr", "rfr"), ("rfr_annee", "annee")))
    blocs: tuple[tuple[str, type[BaseModel]], ...] = (
        ("occupants", Occupants), ("budget", BudgetMensuel), ("logement", Logement), ("projet", Projet),
    )  # fmt: skip
    for bloc, modele in blocs:
        yield from (ColonneMenage(cle, bloc, cle, modele) for cle in modele.model_fields if cle not in _SANS_COLONNE)
    yield from (ColonneMenage(cle, GESTES, cle, GesteChoisi) for cle in ("geste", "quantite", "cee"))
    yield from (ColonneMenage(etape, EVENEMENTS, "date", Evenement) for etape in ETAPES)
    yield ColonneMenage("motif", EVENEMENTS, "motif", Evenement)


COLONNES: Mapping[str, ColonneMenage] = {colonne.nom: colonne for colonne in _lister()}
_REPLIES = {replier(nom): nom for nom in COLONNES} | dict.fromkeys(_NUMEROS, NUMERO)


def reconnaitre_colonne(entete: str) -> str | None:
    """La colonne que nomme un en-tête, sans regarder casse, accents ni séparateurs."""
    return _REPLIES.get(replier(entete))


@dataclass
class RangeeMenage:
    """Ce qu'une rangée dit d'un ménage ; `ecartees` : les cases qui n'en sont pas reprises, et pourquoi.

    `valeurs` : par colonne, telles qu'elles s'écrivent dans le dossier ; `refus` : pourquoi la rangée ne l'est pas.
    """

    ligne: int
    numero: str = ""
    valeurs: dict[str, str] = field(default_factory=dict)
    ecartees: list[str] = field(default_factory=list)
    refus: str = ""


class Report(NamedTuple):
    """Ce qu'une rangée change à un dossier ; `contredites` : les colonnes que le dossier dit autrement.

    `anciennes` : les étapes à écrire avant la dernière du dossier, ce qu'un ajout ne sait pas faire.
    """

    saisies: list[Saisie]
    contredites: list[str]
    anciennes: list[str]


def reporter_rangee(contenu: Mapping[str, Any], valeurs: Mapping[str, str], *, remplacer: bool) -> Report:
    """Ce que des valeurs ajoutent au contenu d'un dossier ; elles n'y changent rien sans `remplacer`."""
    report = Report([], [], [])
    for nom, valeur in valeurs.items():
        if COLONNES[nom].bloc not in (REVENUS, GESTES, EVENEMENTS):
            _reporter_valeur(report, COLONNES[nom], contenu, valeur, remplacer=remplacer)
    if "rfr" in valeurs:
        _reporter_revenus(report, contenu, valeurs, remplacer=remplacer)
    if "geste" in valeurs:
        _reporter_geste(report, contenu, valeurs)
    _reporter_etapes(report, contenu.get(EVENEMENTS, []), valeurs)
    return report


def _reporter_valeur(
    report: Report, colonne: ColonneMenage, contenu: Mapping[str, Any], valeur: str, *, remplacer: bool
) -> None:
    deja = chercher(contenu, colonne.chemin)
    if colonne.nom in LISTES:
        nouveaux = [texte for texte in decouper_liste(valeur) if texte not in (deja or ())]
        report.saisies.extend([Saisie(colonne.chemin, nouveaux)] if nouveaux else [])
    elif deja is None or (remplacer and colonne.lire(deja) != colonne.lire(valeur)):
        report.saisies.append(Saisie(colonne.chemin, valeur))
    elif colonne.lire(deja) != colonne.lire(valeur):
        report.contredites.append(colonne.nom)


def decouper_liste(valeur: str) -> list[str]:
    """Les textes d'une case, un par ligne ou séparés par des points-virgules."""
    return [texte for ligne in valeur.splitlines() for morceau in ligne.split(";") if (texte := morceau.strip())]


def decouper_revenus(valeur: str) -> list[str]:
    """Les revenus d'une case, joints par un « + » : un par avis d'imposition."""
    return [terme.strip() for terme in valeur.split("+")]


def _reporter_revenus(
    report: Report, contenu: Mapping[str, Any], valeurs: Mapping[str, str], *, remplacer: bool
) -> None:
    annee, donnes = valeurs["rfr_annee"], decouper_revenus(valeurs["rfr"])
    rangs = [rang for rang, avis in enumerate(contenu.get(REVENUS, ())) if avis["annee"] == annee]
    if not rangs:
        report.saisies.append(Saisie((REVENUS,), [{"annee": annee, "rfr": rfr} for rfr in donnes]))
    elif _sommer(donnes) != _sommer([contenu[REVENUS][rang]["rfr"] for rang in rangs]):
        if remplacer and len(rangs) == len(donnes):
            report.saisies.extend(Saisie((REVENUS, r, "rfr"), rfr) for r, rfr in zip(rangs, donnes, strict=True))
        else:
            report.contredites.append("rfr")


def _sommer(montants: list[str]) -> Decimal:
    return sum((COLONNES["rfr"].lire(montant) for montant in montants), Decimal(0))


def _reporter_geste(report: Report, contenu: Mapping[str, Any], valeurs: Mapping[str, str]) -> None:
    geste = {nom: valeurs[nom] for nom in ("geste", "quantite", "cee") if nom in valeurs}
    deja = chercher(contenu, ("projet", GESTES)) or []
    memes = [connu for connu in deja if connu["geste"] == geste["geste"]]
    if not memes:
        report.saisies.append(Saisie(("projet", GESTES), [geste]))
    elif not any(geste.items() <= connu.items() for connu in memes):
        report.contredites.append("geste")


def _reporter_etapes(report: Report, deja: list[Mapping[str, Any]], valeurs: Mapping[str, str]) -> None:
    """Les étapes datées que le dossier n'a pas, dans l'ordre des jours ; une étape déjà datée autrement reste."""
    donnees = sorted((valeurs[etape], rang, etape) for rang, etape in enumerate(ETAPES) if etape in valeurs)
    franchis = [connue["date"] for connue in deja if connue["etape"] not in RENDEZ_VOUS]
    derniere = franchis[-1] if franchis else ""
    nouvelles = []
    for jour, _, etape in donnees:
        jours = [connue["date"] for connue in deja if connue["etape"] == etape]
        if jour in jours:
            continue
        if jours:
            report.contredites.append(etape)
        elif jour < derniere and etape not in RENDEZ_VOUS:
            report.anciennes.append(etape)
        else:
            motif = {"motif": valeurs["motif"]} if etape == "abandon" and "motif" in valeurs else {}
            nouvelles.append({"date": jour, "etape": etape, **motif})
    if nouvelles:
        report.saisies.append(Saisie((EVENEMENTS,), nouvelles))

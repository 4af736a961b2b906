"""D'une rangée de tableur à un dossier de ménage : la place de chaque colonne, et ce qu'elle change au dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, TypeAdapter

from contrat.calculs.eligibilite.permanence.questionnaire import enumerer_reponses
from contrat.calculs.sommes import sommer_connus
from contrat.calculs.suivi.suivi import ETAPES, SENS
from contrat.modele.evenement import REFUS, RENDEZ_VOUS, Evenement, MotifAbandon, MotifRefus
from contrat.modele.menage import (
    Avis,
    BudgetMensuel,
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
MOTIF, MONTANTS = "motif", "montants"
# Où s'écrit le motif d'une étape, et parmi quels mots.
MOTIVEES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "abandon": ("motif", get_args(MotifAbandon)),
    **dict.fromkeys(sorted(REFUS), ("refus", get_args(MotifRefus))),
}
# Du texte libre : une identité pourrait s'y écrire.
TEXTES = frozenset({"secteur", "origine", "souhaites", "preconises", "retenus"})
LISTES = frozenset({"souhaites", "preconises", "retenus"})
_NUMEROS = frozenset({"id", "identifiant", "numero", "n", "numerodedossier", "ndedossier", "numerodossier", "ndossier"})
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
        if self.nom == MOTIF:
            return tuple(dict.fromkeys(mot for _, mots in MOTIVEES.values() for mot in mots))
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
    yield from (ColonneMenage(nommer_montants(etape), EVENEMENTS, MONTANTS, Evenement) for etape in SENS)
    yield ColonneMenage(MOTIF, EVENEMENTS, MOTIF, Evenement)


def nommer_montants(etape: str) -> str:
    """Le nom de la colonne des montants que la pièce d'une étape écrit."""
    return f"montant_{etape}"


COLONNES: Mapping[str, ColonneMenage] = {colonne.nom: colonne for colonne in _lister()}
# Un tableur dit « demandé » et « payé » : la demande est celle du dépôt, et un seul versement est le solde.
_REPLIES = {replier(nom): nom for nom in COLONNES} | dict.fromkeys(_NUMEROS, NUMERO) | {
    "montantdemande": "montant_dossier_depose", "montantpaye": "montant_solde_paye",
}  # fmt: skip


def reconnaitre_colonne(entete: str) -> str | None:
    """La colonne que nomme un en-tête, sans regarder casse, accents ni séparateurs."""
    return _REPLIES.get(replier(entete))


@dataclass
class RangeeMenage:
    """Ce qu'une rangée dit d'un ménage ; `ecartees` : les cases qui n'en sont pas reprises, et pourquoi.

    `valeurs` : par colonne, telles qu'elles s'écrivent dans le dossier ; `refus` : pourquoi la rangée ne l'est pas ;
    `cases` : par colonne du tableur, la place de sa case et son en-tête, comme « F3 « montant demandé » ».
    """

    ligne: int
    numero: str = ""
    valeurs: dict[str, str] = field(default_factory=dict)
    ecartees: list[str] = field(default_factory=list)
    refus: str = ""
    cases: dict[str, str] = field(default_factory=dict)

    def nommer(self, colonnes: Iterable[str]) -> str:
        """Ces colonnes, comme le tableur les nomme."""
        return ", ".join(self.cases.get(colonne, colonne) for colonne in colonnes)


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
    _reporter_etapes(report, contenu.get(EVENEMENTS, []), valeurs, remplacer=remplacer)
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
    return sommer_connus(COLONNES["rfr"].lire(montant) for montant in montants)


def _reporter_geste(report: Report, contenu: Mapping[str, Any], valeurs: Mapping[str, str]) -> None:
    geste = {nom: valeurs[nom] for nom in ("geste", "quantite", "cee") if nom in valeurs}
    deja = chercher(contenu, ("projet", GESTES)) or []
    memes = [connu for connu in deja if connu["geste"] == geste["geste"]]
    if not memes:
        report.saisies.append(Saisie(("projet", GESTES), [geste]))
    elif not any(geste.items() <= connu.items() for connu in memes):
        report.contredites.append("geste")


def decouper_montants(valeur: str) -> list[dict[str, str]]:
    """Les montants d'une case, `anah=3000 ; ville=500` : un par financeur."""
    paires = (morceau.rpartition("=") for morceau in decouper_liste(valeur))
    return [{"financeur": financeur, "montant": montant} for financeur, _, montant in paires]


def situer_motif(valeurs: Mapping[str, str]) -> str | None:
    """L'étape que le motif d'une rangée explique : la seule de la rangée qui l'admette."""
    etapes = [etape for etape, (_, mots) in MOTIVEES.items() if etape in valeurs and valeurs[MOTIF] in mots]
    return etapes[0] if len(etapes) == 1 else None


def _detailler(valeurs: Mapping[str, str], etape: str) -> dict[str, Any]:
    """Ce qu'une rangée dit d'une étape, en plus de son jour : pourquoi, et les montants de sa pièce."""
    details: dict[str, Any] = {}
    if MOTIF in valeurs and situer_motif(valeurs) == etape:
        details[MOTIVEES[etape][0]] = valeurs[MOTIF]
    if (montants := nommer_montants(etape)) in valeurs:
        details[MONTANTS] = decouper_montants(valeurs[montants])
    return details


def _reporter_etapes(
    report: Report, deja: list[Mapping[str, Any]], valeurs: Mapping[str, str], *, remplacer: bool
) -> None:
    """Les étapes datées que le dossier n'a pas, dans l'ordre des jours ; une étape déjà datée autrement reste."""
    donnees = sorted((valeurs[etape], rang, etape) for rang, etape in enumerate(ETAPES) if etape in valeurs)
    franchis = [connue["date"] for connue in deja if connue["etape"] not in RENDEZ_VOUS]
    derniere = franchis[-1] if franchis else ""
    nouvelles = []
    for jour, _, etape in donnees:
        details = _detailler(valeurs, etape)
        rangs = {connue["date"]: rang for rang, connue in enumerate(deja) if connue["etape"] == etape}
        if jour in rangs:
            _completer_etape(report, deja[rangs[jour]], (EVENEMENTS, rangs[jour]), details, remplacer=remplacer)
        elif rangs:
            report.contredites.extend([etape, *_nommer(etape, details)])
        elif jour < derniere and etape not in RENDEZ_VOUS:
            report.anciennes.extend([etape, *_nommer(etape, details)])
        else:
            nouvelles.append({"date": jour, "etape": etape, **details})
    if nouvelles:
        report.saisies.append(Saisie((EVENEMENTS,), nouvelles))


def _nommer(etape: str, details: Mapping[str, Any]) -> list[str]:
    """Les colonnes d'où viennent les détails d'une étape : écartée, elle les emporte."""
    return [nommer_montants(etape) if cle == MONTANTS else MOTIF for cle in details]


def _completer_etape(
    report: Report,
    connue: Mapping[str, Any],
    place: tuple[str | int, ...],
    details: Mapping[str, Any],
    *,
    remplacer: bool,
) -> None:
    """Ce qu'une rangée ajoute à une étape déjà écrite : son motif, et les montants qu'elle ne dit pas."""
    for cle, valeur in details.items():
        if cle == MONTANTS:
            _completer_montants(report, connue, place, valeur, remplacer=remplacer)
        elif cle not in connue or (remplacer and connue[cle] != valeur):
            report.saisies.append(Saisie((*place, cle), valeur))
        elif connue[cle] != valeur:
            report.contredites.append(MOTIF)


def _completer_montants(
    report: Report,
    connue: Mapping[str, Any],
    place: tuple[str | int, ...],
    donnes: list[dict[str, str]],
    *,
    remplacer: bool,
) -> None:
    connus = {notifie["financeur"]: (rang, notifie["montant"]) for rang, notifie in enumerate(connue.get(MONTANTS, ()))}
    if nouveaux := [donne for donne in donnes if donne["financeur"] not in connus]:
        report.saisies.append(Saisie((*place, MONTANTS), nouveaux))
    for donne in (donne for donne in donnes if donne["financeur"] in connus):
        rang, ecrit = connus[donne["financeur"]]
        if _sommer([ecrit]) == _sommer([donne["montant"]]):
            continue
        if remplacer:
            report.saisies.append(Saisie((*place, MONTANTS, rang, "montant"), donne["montant"]))
        else:
            report.contredites.append(nommer_montants(connue["etape"]))

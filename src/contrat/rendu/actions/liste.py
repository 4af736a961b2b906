"""La liste des actions : une ligne par action, et ce qu'il faut savoir pour la lire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contrat.calculs.actions.fiche import ListeActions
from contrat.calculs.actions.retard import Retard
from contrat.calculs.actions.selection import SituationAction
from contrat.modele.dossier import Dossier
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.noms import nommer_court
from contrat.rendu.mots.origine import abreger, legender
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, Valeur, lister, tabuler

VERSION = 1
COLONNES = (
    Colonne("N°", fixe=True), Colonne("Action"), Colonne("Statut", fixe=True), Colonne("Porteur"),
    Colonne("Prévu", "euros"), Colonne("Fin", fixe=True), Colonne("Retard", fixe=True), Colonne("Rempli", "rang"),
)  # fmt: skip
CHAMPS = (
    "id", "axe", "numero", "titre_court", "statut", "porteur", "depenses_prevues", "base", "fin", "en_retard",
    "remplis", "attendus",
)  # fmt: skip
# Un statut daté d'un mois ou d'une année qui n'était pas fini ce jour-là.
DOUTE = "(?)"
VIDE = "Aucune action ne répond à cette demande."


def documenter_liste(liste: ListeActions) -> Document:
    """La liste dans toutes ses formes."""
    return Document(
        page=lambda: composer(liste),
        objet=lambda: {"version": VERSION, "au": liste.jour, "actions": [decrire(s) for s in liste.situations]},
        donnees=lambda: tabuler_situations(liste.situations),
    )


def composer(liste: ListeActions) -> Page:
    """Un tableau et ses réserves."""
    titre = f"Actions au {dire_jour(liste.jour)}"
    sujet = liste.dossier.contrat.titre if liste.dossier.contrat else ""
    if not liste.situations:
        return Page(titre, sujet, [Partie("", [VIDE])])
    rangees = tuple(Rangee(_rang(liste.dossier, s)) for s in liste.situations)
    return Page(titre, sujet, [Partie("", [Tableau(COLONNES, rangees), lister(*_notes(liste))])])


def tabuler_situations(situations: Iterable[SituationAction]) -> Tableau:
    """Une ligne par action, case vide quand rien n'est renseigné."""
    objets = [decrire(situation) for situation in situations]
    return tabuler(CHAMPS, [objet | objet["completude"] for objet in objets])


def decrire(situation: SituationAction) -> dict[str, Any]:
    """Une action telle que le JSON la montre ; `statut` est nul avant la première étape."""
    action = situation.action
    return {
        "id": action.id,
        "axe": action.axe,
        "numero": situation.numero,
        "titre": action.titre,
        "titre_court": action.titre_court,
        "statut": situation.statut,
        "statut_est_sur": situation.statut_est_sur,
        "porteur": action.porteur,
        "depenses_prevues": situation.cout,
        "base": action.budget.base,
        "fin": situation.fin,
        "en_retard": bool(situation.retard),
        "retards": _decrire_retard(situation.retard),
        "completude": {
            "remplis": situation.completude.remplis,
            "attendus": situation.completude.attendus,
            "manques": [{"champ": manque.champ, "quoi": manque.quoi} for manque in situation.completude.manques],
        },
    }


def _decrire_retard(retard: Retard) -> list[dict[str, str | None]]:
    fin = [] if retard.fin is None else [{"genre": "fin", "libelle": None, "prevu": retard.fin}]
    return [*fin, *({"genre": "jalon", "libelle": j.libelle, "prevu": j.prevu} for j in retard.jalons)]


def _rang(dossier: Dossier, situation: SituationAction) -> tuple[Valeur, ...]:
    action, completude = situation.action, situation.completude
    return (
        situation.numero,
        abreger(dossier, action),
        STATUTS[situation.statut] + ("" if situation.statut_est_sur else f" {DOUTE}"),
        nommer_court(dossier, action.porteur),
        situation.cout,
        situation.fin,
        _abreger(situation.retard),
        f"{completude.remplis}/{completude.attendus}" if completude.attendus else None,
    )


def _notes(liste: ListeActions) -> list[str]:
    lues = f"{compter(len(liste.situations), 'action')} sur {len(liste.dossier.actions)}"
    notes = [
        f"{lues} ; {liste.en_retard} en retard au {dire_jour(liste.jour)}. Statuts et retards sont ceux de ce jour.",
        "Retard : ce qui est dépassé, la fin ou des jalons. Rempli : champs remplis sur champs attendus.",
    ]
    if not all(s.statut_est_sur for s in liste.situations):
        notes.append(f"{DOUTE} : statut daté d'un mois ou d'une année qui n'était pas fini ce jour-là.")
    notes += legender(liste.dossier, (s.action for s in liste.situations))
    if liste.est_reconstituee:
        notes.append("Prévu : tout ou partie de ces montants est une reconstitution.")
    return notes


def _abreger(retard: Retard) -> str | None:
    jalons = [compter(len(retard.jalons), "jalon")] if retard.jalons else []
    return ", ".join([*(["fin"] if retard.fin else []), *jalons]) or None

"""Ranger les lignes consolidées : par section, axe, action, financeur, exercice, chapitre ou budget qui les tient."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from contrat.calculs.argent.budget import Consolidation, ordonner_actions, ordonner_axes
from contrat.calculs.argent.lignes import LigneConsolidee
from contrat.calculs.sommes import sommer
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier
from contrat.modele.plan import (
    CERTITUDES_COMPTEES,
    ETATS_ACQUIS,
    NATURES_PORTEES,
    CertitudeComptee,
    certitude_non_acquise,
)

Dimension = Literal["section", "axe", "action", "financeur", "exercice", "chapitre", "budget"]


@dataclass(frozen=True)
class Groupe:
    """Les lignes qui partagent une section, un axe, une action, un financeur ou un exercice.

    Par financeur, `est_ville` sépare ce que la ville porte (un emprunt, le FCTVA) de ce que le même organisme donne.
    """

    cle: str
    consolidation: Consolidation
    est_ville: bool


def repartir(dossier: Dossier, consolidation: Consolidation, par: Dimension) -> list[Groupe]:
    """Ranger les lignes selon une dimension ; un axe, une action ou un exercice sans ligne garde sa place.

    Par financeur, seules les ressources sont rangées : la ville d'abord, puis le plus gros montant. Par chapitre,
    seules les dépenses le sont : le fonctionnement d'abord, puis le numéro. Par budget : qui dépense ou encaisse.
    """
    lire: dict[Dimension, Callable[[LigneConsolidee], str | None]] = {
        "section": lambda x: x.section,
        "axe": lambda x: x.axe,
        "action": lambda x: x.action,
        "financeur": financeur,
        "exercice": lambda x: str(x.exercice),
        "chapitre": lambda x: x.chapitre,
        "budget": lambda x: x.budget,
    }
    rangees: dict[tuple[str, bool], list[LigneConsolidee]] = {
        (cle, False): [] for cle in _cles(dossier, consolidation, par)
    }
    for ligne in consolidation.lignes:
        cle = lire[par](ligne)
        if cle is not None:
            rangees.setdefault((cle, par == "financeur" and ligne.est_ville), []).append(ligne)
    groupes = [
        Groupe(cle, replace(consolidation, lignes=tuple(siennes)), est_ville)
        for (cle, est_ville), siennes in rangees.items()
    ]
    if par == "financeur":
        return sorted(groupes, key=_rang_financeur)
    return sorted(groupes, key=_rang_chapitre) if par == "chapitre" else groupes


def financeur(ligne: LigneConsolidee) -> str | None:
    """Qui apporte ; d'un emprunt ou d'une compensation de TVA, la collectivité qui l'encaisse, si ce n'est la ville."""
    est_portee = ligne.nature in NATURES_PORTEES and not ligne.est_ville
    return ligne.budget if est_portee else ligne.organisme


def _cles(dossier: Dossier, consolidation: Consolidation, par: Dimension) -> list[str]:
    """Les groupes à montrer même vides, dans l'ordre du contrat."""
    if par == "section":
        return list(SECTIONS)
    if par == "axe":
        return [axe.id for axe in ordonner_axes(dossier)]
    if par == "action":
        return [action.id for action in ordonner_actions(dossier) if action.statut not in STATUTS_EXCLUS]
    return [str(exercice) for exercice in consolidation.exercices] if par == "exercice" else []


def _rang_financeur(groupe: Groupe) -> tuple[bool, Decimal, str]:
    return (not groupe.est_ville, -(groupe.consolidation.total_ressources or Decimal(0)), groupe.cle)


def _rang_chapitre(groupe: Groupe) -> tuple[int, str]:
    return min(SECTIONS.index(x.section) for x in groupe.consolidation.lignes), groupe.cle


def sans_ligne(dossier: Dossier, consolidation: Consolidation) -> list[Action]:
    """Les actions, hors abandonnées, qui n'ont ni dépense ni ressource sur ces exercices."""
    avec = {x.action for x in consolidation.lignes} | {x.ligne.action for x in consolidation.exclues}
    return [a for a in ordonner_actions(dossier) if a.id not in avec and a.statut not in STATUTS_EXCLUS]


def certitude(ligne: LigneConsolidee) -> CertitudeComptee:
    """Dire si une ressource est acquise, dite apportée sans acte, demandée, ou seulement espérée."""
    return "acquis" if ligne.etat in ETATS_ACQUIS else certitude_non_acquise(ligne.etat)


def par_certitude(lignes: Iterable[LigneConsolidee]) -> dict[CertitudeComptee, Decimal]:
    """Les montants par degré de certitude, sans ceux qui n'ont aucune ligne."""
    toutes = list(lignes)
    sommes = {c: sommer(x.montant for x in toutes if certitude(x) == c) for c in CERTITUDES_COMPTEES}
    return {c: montant for c, montant in sommes.items() if montant is not None}

"""Ce que l'approbation a figé : questions, critères et cibles, et ce qui en a changé depuis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contrat.calculs.moments import precede
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class FixationTardive:
    """Ce qui a été arrêté après l'approbation ; `chemin` est l'endroit de la fiche qui le date."""

    quoi: str
    date: str
    approbation: str
    chemin: tuple[str | int, ...]


def date_approbation(action: Action) -> str | None:
    """La date de la première approbation, d'après l'historique."""
    return next((etape.date for etape in action.historique if etape.statut == "approuvee"), None)


def changements(action: Action) -> list[FixationTardive]:
    """Les questions, les critères et les cibles arrêtés après l'approbation ; aucun tant qu'elle n'a pas eu lieu."""
    approbation = date_approbation(action)
    if approbation is None:
        return []
    return [
        FixationTardive(quoi, date, approbation, chemin)
        for quoi, date, chemin in _fixations(action)
        if date is not None and precede(approbation, date)
    ]


def _fixations(action: Action) -> Iterator[tuple[str, str | None, tuple[str | int, ...]]]:
    yield "questions d'évaluation", action.evaluation.fixees_le, ("evaluation", "fixees_le")
    yield "critères de développement durable", action.criteres_dd.fixes_le, ("criteres_dd", "fixes_le")
    for rang, indicateur in enumerate(action.indicateurs):
        quoi = f"cible de « {indicateur.libelle} »"
        yield quoi, indicateur.cible_fixee_le, ("indicateurs", rang, "cible_fixee_le")


def changement_du_contrat(dossier: Dossier) -> tuple[str, str] | None:
    """La date des critères du contrat et celle de la première approbation, quand celle-ci précède ; sinon rien."""
    prevue = dossier.contrat.evaluation
    approbations = [date for date in map(date_approbation, dossier.actions.values()) if date is not None]
    if prevue is None or prevue.criteres_fixes is None or not approbations:
        return None
    premiere = min(approbations)
    return (prevue.criteres_fixes, premiere) if precede(premiere, prevue.criteres_fixes) else None

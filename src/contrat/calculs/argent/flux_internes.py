"""Les versements entre deux budgets du contrat : dépense de l'un, ressource de l'autre, un seul argent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne


@dataclass(frozen=True)
class FluxInterne:
    """Une dépense versée à un organisme dont les propres dépenses du même exercice sont dans les fiches."""

    action: str
    rang: int
    ligne: Ligne
    beneficiaire: str


def organismes_de_la_ville(dossier: Dossier) -> frozenset[str]:
    """Le porteur du contrat et les organismes qui lui sont rattachés, de proche en proche."""
    return rattaches({dossier.contrat.porteur}, dossier)


def rattaches(organismes: Iterable[str], dossier: Dossier) -> frozenset[str]:
    """Ces organismes et ceux qui leur sont rattachés, de proche en proche."""
    trouves = set(organismes)
    while nouveaux := {o.id for o in dossier.organismes.values() if o.rattache_a in trouves} - trouves:
        trouves |= nouveaux
    return frozenset(trouves)


def trouver_flux(dossier: Dossier) -> list[FluxInterne]:
    """Les versements internes de toutes les fiches, dans l'ordre des fiches."""
    depenses = {
        (ligne.budget, ligne.exercice)
        for action in dossier.actions.values()
        for ligne in action.budget.lignes
        if ligne.sens == "depense" and ligne.beneficiaire is None
    }
    return [flux for action in dossier.actions.values() for flux in _flux(action, depenses)]


def payeurs(budget: str, ville: frozenset[str]) -> frozenset[str]:
    """Qui apporte de quoi payer un versement de ce budget : la ville entière quand c'est elle, sinon lui seul."""
    return ville if budget in ville else frozenset({budget})


def _flux(action: Action, depenses: set[tuple[str, int]]) -> Iterator[FluxInterne]:
    for rang, ligne in enumerate(action.budget.lignes):
        beneficiaire = ligne.beneficiaire
        if ligne.sens != "depense" or beneficiaire is None or beneficiaire == ligne.budget:
            continue
        if (beneficiaire, ligne.exercice) in depenses:
            yield FluxInterne(action.id, rang, ligne, beneficiaire)

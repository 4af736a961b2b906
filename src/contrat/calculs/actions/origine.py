"""Ce qu'une fiche reconstitue : chaque chose que rien n'établit, et non la fiche d'un bloc."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from contrat.modele.action import Action, ChampReconstitue
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES

ChoseReconstituee = Literal["action", "statut", "criteres", "montants", "evaluation"]


class OrigineDesActions(NamedTuple):
    """De combien d'actions chaque chose est reconstituée, et sur combien d'actions."""

    actions: int
    choses: Mapping[ChoseReconstituee | ChampReconstitue, int]


def decompter_reconstitutions(dossier: Dossier, actions: Iterable[Action]) -> OrigineDesActions:
    """Ce que ces fiches reconstituent, de la chose la plus fréquente à la plus rare."""
    toutes = list(actions)
    choses = Counter(chose for action in toutes for chose in reconstitutions(dossier, action))
    return OrigineDesActions(len(toutes), dict(choses.most_common()))


def reconstitutions(dossier: Dossier, action: Action) -> tuple[ChoseReconstituee | ChampReconstitue, ...]:
    """Ce que la fiche reconstitue ; `action` : son existence même, donc tout ce qu'elle ne source pas."""
    return tuple(dict.fromkeys(_choses(dossier, action)))


def _choses(dossier: Dossier, action: Action) -> Iterator[ChoseReconstituee | ChampReconstitue]:
    if dossier.est_reconstitue(action.source):
        yield "action"
    yield from action.reconstitues
    if dossier.est_reconstitue(action.historique[-1].source):
        yield "statut"
    if any(dossier.est_reconstitue(action.criteres_dd.lire(nom).prevu.source) for nom in CRITERES):
        yield "criteres"
    lignes = [ligne.source or action.budget.source for ligne in action.budget.lignes]
    ressources = [ressource.source or action.plan.source for ressource in action.plan.ressources]
    if any(map(dossier.est_reconstitue, (*lignes, *ressources))):
        yield "montants"
    if action.evaluation.questions and dossier.est_reconstitue(action.evaluation.source):
        yield "evaluation"

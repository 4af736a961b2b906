"""L'évaluation complète d'un contrat à la fin d'une période : tout ce que son rapport montre."""

from __future__ import annotations

from dataclasses import dataclass

from contrat.calculs.actions.engagements import changement_du_contrat
from contrat.calculs.actions.evaluation import EvaluationAxe, evaluer, relever
from contrat.calculs.actions.selection import numeroter
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES
from contrat.modele.suivi import Indicateur, Valeur


@dataclass(frozen=True)
class Releve:
    """Un indicateur du contrat : sa valeur à la fin de la période, et celles relevées après."""

    indicateur: Indicateur
    valeur: Valeur | None
    posterieures: tuple[Valeur, ...]


@dataclass(frozen=True)
class Reconstitues:
    """Combien de choses l'outil a reconstituées, que personne n'a publiées, et sur combien."""

    questions: int
    actions: int
    niveaux: int
    niveaux_en_tout: int


@dataclass(frozen=True)
class RapportEvaluation:
    """Les axes évalués, les indicateurs du contrat, ce qui a changé après l'approbation, ce qui est reconstitué."""

    dossier: Dossier
    contrat: Contrat
    periode: Periode
    axes: tuple[EvaluationAxe, ...]
    releves: tuple[Releve, ...]
    criteres_changes: tuple[str, str] | None
    reconstitues: Reconstitues
    numeros: dict[str, str]


def evaluer_contrat(dossier: Dossier, contrat: Contrat, periode: Periode) -> RapportEvaluation:
    """Évaluer le contrat, ses axes et ses actions à la fin de la période."""
    axes = tuple(evaluer(dossier, periode))
    return RapportEvaluation(
        dossier=dossier,
        contrat=contrat,
        periode=periode,
        axes=axes,
        releves=tuple(Releve(i, *relever(i, periode)) for i in contrat.indicateurs),
        criteres_changes=changement_du_contrat(dossier),
        reconstitues=_compter_reconstitues(dossier, axes),
        numeros={action.id: numeroter(dossier, action) for action in dossier.actions.values()},
    )


def _compter_reconstitues(dossier: Dossier, axes: tuple[EvaluationAxe, ...]) -> Reconstitues:
    actions = [evaluee.action for axe in axes for evaluee in axe.actions]
    prevus = [action.criteres_dd.lire(nom).prevu.source for action in actions for nom in CRITERES]
    return Reconstitues(
        questions=sum(dossier.est_reconstitue(action.evaluation.source) for action in actions),
        actions=len(actions),
        niveaux=sum(dossier.est_reconstitue(source) for source in prevus),
        niveaux_en_tout=len(prevus),
    )

"""L'évaluation complète d'un contrat à la fin d'une période : tout ce que son rapport montre."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from contrat.calculs.actions.engagements import changement_du_contrat
from contrat.calculs.actions.evaluation import (
    Decompte,
    EvaluationAxe,
    decompter,
    evaluer,
    questions_posees,
    questions_sans_reponse,
)
from contrat.calculs.actions.mesure import Releve, mesurer
from contrat.calculs.actions.selection import numeroter
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Niveau


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
    periode: Periode
    axes: tuple[EvaluationAxe, ...]
    mesures: tuple[Releve, ...]
    criteres_changes: tuple[str, str] | None
    reconstitues: Reconstitues
    numeros: dict[str, str]

    @property
    def decompte(self) -> Decompte:
        """Ce que le contrat entier a à mesurer, et ce qui l'est."""
        propres = (*self.mesures, *(mesure for axe in self.axes for mesure in axe.mesures))
        return decompter(tuple(evaluee for axe in self.axes for evaluee in axe.actions), propres)

    @property
    def questions(self) -> tuple[str, ...]:
        """Les questions posées au contrat : les siennes, puis celles de ses critères de développement durable."""
        return questions_posees(self.dossier.contrat)

    @property
    def constats(self) -> dict[str, Counter[Niveau]]:
        """Pour la question de chaque critère, ce que les fiches lancées en constatent, niveau par niveau."""
        lancees = [evaluee.action for axe in self.axes for evaluee in axe.actions if evaluee.est_lancee]
        constats: dict[str, Counter[Niveau]] = {}
        for critere in self.dossier.contrat.criteres_durables:
            niveaux = (action.criteres_dd.lire(critere.critere).bilan for action in lancees)
            constats[critere.question] = Counter(bilan.niveau if bilan else "non_documente" for bilan in niveaux)
        return constats

    @property
    def sans_reponse(self) -> tuple[str, ...]:
        """Les questions posées au contrat auxquelles rien ne répond."""
        prevue = self.dossier.contrat.evaluation
        return questions_sans_reponse(self.questions, prevue.reponses if prevue else ())


def evaluer_contrat(dossier: Dossier, periode: Periode, connu_le: str | None = None) -> RapportEvaluation:
    """Évaluer le contrat, ses axes et ses actions à la fin de la période, d'après ce qui était connu à une date."""
    axes = tuple(evaluer(dossier, periode, connu_le))
    return RapportEvaluation(
        dossier=dossier,
        periode=periode,
        axes=axes,
        mesures=tuple(mesurer(indicateur, periode.fin, connu_le) for indicateur in dossier.contrat.indicateurs),
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

"""Le bilan du contrat : l'évaluation, l'argent, les séances tenues, les suites, et ce que rien ne documente."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from contrat.calculs.actions.avancement import bilans, compter_niveaux
from contrat.calculs.actions.evaluation import EvaluationAction, GenreLacune, MesureIndicateur
from contrat.calculs.actions.mesure import A_JUGER, Releve
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation, evaluer_contrat
from contrat.calculs.argent.etat import EtatBudget, etablir_budget
from contrat.calculs.moments import precede
from contrat.calculs.presentation.presentation import ContratPresente, SeanceSituee, presenter_contrat
from contrat.modele.action import Action, Axe
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Appreciation, Niveau, NomCritere


class IndicateurEvalue(NamedTuple):
    """Un indicateur à juger, et de qui il est : d'une action, d'un axe entier, ou du contrat quand il n'a ni l'un ni
    l'autre."""

    action: Action | None
    axe: Axe | None
    releve: Releve


class CritereEvalue(NamedTuple):
    """Un critère durable : combien d'actions lancées visent chaque niveau, et ce qui a été constaté de chacune."""

    nom: NomCritere
    vises: dict[Niveau, int]
    constats: list[tuple[Action, Appreciation]]


class LacuneComptee(NamedTuple):
    """Ce qui manque pour évaluer : à combien d'actions, et combien de fois quand cela se compte."""

    genre: GenreLacune
    actions: int
    objets: int


@dataclass(frozen=True)
class BilanContrat:
    """Tout ce que le bilan montre, d'après ce qui était connu au jour où il est écrit."""

    evaluation: RapportEvaluation
    presente: ContratPresente
    budget: EtatBudget

    @property
    def dossier(self) -> Dossier:
        """Le contrat et ses fiches."""
        return self.evaluation.dossier

    @property
    def jour(self) -> date:
        """Le jour où le bilan est écrit."""
        return self.presente.jour

    @cached_property
    def evaluees(self) -> list[EvaluationAction]:
        """Toutes les actions évaluées, axe par axe."""
        return [evaluee for axe in self.evaluation.axes for evaluee in axe.actions]

    @cached_property
    def lancees(self) -> list[Action]:
        """Les actions mises en œuvre au plus tard à la fin de la période."""
        return [evaluee.action for evaluee in self.evaluees if evaluee.est_lancee]

    @property
    def indicateurs(self) -> list[IndicateurEvalue]:
        """Ceux qui se jugent : du contrat, puis de chaque axe et de ses actions lancées."""
        return [x for x in self._tous() if x.releve.indicateur.niveau in A_JUGER]

    def _tous(self) -> Iterator[IndicateurEvalue]:
        yield from (IndicateurEvalue(None, None, releve) for releve in self.evaluation.mesures)
        for axe in self.evaluation.axes:
            yield from (IndicateurEvalue(None, axe.axe, releve) for releve in axe.mesures)
            for evaluee in axe.actions:
                if evaluee.est_lancee:
                    yield from (IndicateurEvalue(evaluee.action, axe.axe, mesure) for mesure in evaluee.mesures)

    @property
    def couts(self) -> list[tuple[Action, MesureIndicateur]]:
        """Les résultats dont on sait ce que chacun a coûté."""
        mesures = [(evaluee.action, mesure) for evaluee in self.evaluees for mesure in evaluee.mesures]
        return [(action, m) for action, m in mesures if m.cout is not None and m.cout.par_unite is not None]

    @property
    def criteres(self) -> list[CritereEvalue]:
        """Les trois critères, sur les actions lancées."""
        lancees = self.lancees
        return [CritereEvalue(nom, dict(compter_niveaux(lancees, nom)), bilans(lancees, nom)) for nom in CRITERES]

    @cached_property
    def seances(self) -> list[SeanceSituee]:
        """Les séances tenues : échues au jour du bilan, et que rien ne dit seulement prévues."""
        jour = self.jour.isoformat()
        return [s for s in self.presente.seances if not (s.connue.est_prevue or precede(jour, s.connue.date))]

    @property
    def seances_reconstituees(self) -> list[SeanceSituee]:
        """Celles dont les présents et les décisions ne sont publiés nulle part."""
        lues = [(s, s.connue.seance) for s in self.seances]
        return [s for s, lue in lues if lue is not None and self.dossier.est_reconstitue(lue.source)]

    @property
    def lacunes(self) -> list[LacuneComptee]:
        """Ce qui manque aux actions lancées, genre par genre."""
        toutes = [lacune for evaluee in self.evaluees for lacune in evaluee.lacunes]
        genres = dict.fromkeys(lacune.genre for lacune in toutes)
        return [self._compter(genre) for genre in genres]

    def _compter(self, genre: GenreLacune) -> LacuneComptee:
        siennes = [x for evaluee in self.evaluees for x in evaluee.lacunes if x.genre == genre]
        return LacuneComptee(genre, len(siennes), sum(len(lacune.objets) for lacune in siennes))

    @property
    def questions_des_actions(self) -> tuple[int, int]:
        """Combien de questions posées aux actions lancées ont une réponse, et combien il y en a."""
        posees = [(q, action) for action in self.lancees for q in action.evaluation.questions]
        repondues = [q for q, action in posees if q in {r.question for r in action.evaluation.reponses}]
        return len(repondues), len(posees)


def dresser_bilan_du_contrat(dossier: Dossier, jour: date) -> BilanContrat:
    """Dresser le bilan du contrat, d'après ce qui était connu ce jour-là ; avant sa fin, jusqu'à l'exercice en cours.

    Lève `ErreurContrat` quand des montants HT et TTC seraient additionnés.
    """
    debut, fin = dossier.contrat.periode.debut, dossier.contrat.periode.fin
    periode = Periode(debut=debut, fin=min(fin, max(debut, jour.year)))
    return BilanContrat(
        evaluer_contrat(dossier, periode, jour.isoformat()),
        presenter_contrat(dossier, jour),
        etablir_budget(dossier, periode.exercices),
    )

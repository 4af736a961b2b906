"""Évaluer le contrat à la fin d'une période : ce qui est atteint, ce que chaque résultat a coûté, ce qu'on ne sait pas.

Rien n'est supposé : un taux demande une cible et une valeur, un coût par résultat demande que tout ait été payé et dit.
Une valeur relevée après la période est montrée, mais ne sert à aucun calcul.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from contrat.calculs.actions.avancement import a_ete_lancee, statut_au
from contrat.calculs.actions.cout import Cout, calculer_cout
from contrat.calculs.actions.engagements import FixationTardive, changements
from contrat.calculs.actions.mesure import A_JUGER, MotifJugement, Releve, mesurer
from contrat.calculs.argent.budget import ordonner_actions, ordonner_axes
from contrat.calculs.argent.flux_internes import compter_une_fois
from contrat.modele.action import Action, Axe, Statut
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, ReponseEvaluation
from contrat.modele.suivi import Indicateur

# Une cible et une valeur sont là, mais la fiche ne dit pas de quoi juger.
A_PRECISER: frozenset[MotifJugement | None] = frozenset({"sens_inconnu", "annee_manquante"})
GenreLacune = Literal["valeur", "cible", "jugement", "depenses", "criteres", "conclusions"]


class Lacune(NamedTuple):
    """Ce qu'il faudrait savoir pour évaluer l'action, et sur quoi cela porte."""

    genre: GenreLacune
    objets: tuple[str, ...] = ()


@dataclass(frozen=True)
class MesureIndicateur(Releve):
    """Un indicateur d'une action, et ce qu'un résultat a coûté ; `cout` est absent pour ce qui ne se partage pas."""

    cout: Cout | None


@dataclass(frozen=True)
class EvaluationAction:
    """Ce que l'on peut dire d'une action à la fin de la période, et ce qui n'est pas documenté.

    `est_lancee` reste vrai d'une action suspendue, reportée ou abandonnée après son lancement : elle a coûté.
    """

    action: Action
    statut: Statut | None
    est_lancee: bool
    mesures: tuple[MesureIndicateur, ...]
    changements: tuple[FixationTardive, ...]
    lacunes: tuple[Lacune, ...]


@dataclass(frozen=True)
class Decompte:
    """Combien d'actions, d'indicateurs à juger, de cibles et de critères, et ce que l'on en sait."""

    actions: int
    lancees: int
    jugees: tuple[Releve, ...]
    criteres_constates: int

    @property
    def mesurees(self) -> int:
        """Combien d'indicateurs jugés ont une valeur."""
        return sum(mesure.valeur is not None for mesure in self.jugees)

    @property
    def cibles(self) -> tuple[Releve, ...]:
        """Les indicateurs jugés qui ont une cible."""
        return tuple(mesure for mesure in self.jugees if mesure.indicateur.cible is not None)

    @property
    def atteintes(self) -> int:
        """Combien d'indicateurs ont atteint leur cible."""
        return sum(mesure.est_atteinte is True for mesure in self.cibles)

    @property
    def non_jugees(self) -> int:
        """Combien de cibles dont on ne peut pas dire si elles sont atteintes."""
        return sum(mesure.est_atteinte is None for mesure in self.cibles)

    @property
    def criteres_attendus(self) -> int:
        """Combien de critères de développement durable sont à constater."""
        return self.lancees * len(CRITERES)


def decompter(actions: tuple[EvaluationAction, ...], propres: tuple[Releve, ...]) -> Decompte:
    """Compter ce que des actions lancées, et les indicateurs de tout l'axe ou du contrat, ont à mesurer."""
    lancees = [evaluee for evaluee in actions if evaluee.est_lancee]
    mesures: list[Releve] = [*propres, *(mesure for evaluee in lancees for mesure in evaluee.mesures)]
    bilans = [e.action.criteres_dd.lire(nom).bilan for e in lancees for nom in CRITERES]
    return Decompte(
        actions=len(actions),
        lancees=len(lancees),
        jugees=tuple(mesure for mesure in mesures if mesure.indicateur.niveau in A_JUGER),
        criteres_constates=sum(bilan is not None for bilan in bilans),
    )


@dataclass(frozen=True)
class EvaluationAxe:
    """Les actions d'un axe, dans leur ordre, et les indicateurs de l'axe entier."""

    axe: Axe
    actions: tuple[EvaluationAction, ...]
    mesures: tuple[Releve, ...]

    @property
    def decompte(self) -> Decompte:
        """Ce que l'axe a à mesurer, et ce qui l'est."""
        return decompter(self.actions, self.mesures)

    @property
    def sans_reponse(self) -> tuple[str, ...]:
        """Les questions posées à l'axe auxquelles rien ne répond."""
        prevue = self.axe.evaluation
        return () if prevue is None else questions_sans_reponse(prevue.questions, prevue.reponses)


def evaluer(dossier: Dossier, periode: Periode, connu_le: str | None = None) -> list[EvaluationAxe]:
    """Évaluer chaque axe et chacune de ses actions à la fin de la période, d'après ce qui était connu à une date."""
    evaluees = [
        evaluer_action(compter_une_fois(action, dossier), periode, connu_le) for action in ordonner_actions(dossier)
    ]
    return [
        EvaluationAxe(
            axe,
            tuple(evaluee for evaluee in evaluees if evaluee.action.axe == axe.id),
            tuple(mesurer(indicateur, periode.fin, connu_le) for indicateur in axe.indicateurs),
        )
        for axe in ordonner_axes(dossier)
    ]


def evaluer_action(action: Action, periode: Periode, connu_le: str | None = None) -> EvaluationAction:
    """Évaluer une action à la fin de la période."""
    est_lancee = a_ete_lancee(action, periode.fin)
    mesures = tuple(mesurer_action(action, indicateur, periode, connu_le) for indicateur in action.indicateurs)
    return EvaluationAction(
        action=action,
        statut=statut_au(action, periode.fin),
        est_lancee=est_lancee,
        mesures=mesures,
        changements=tuple(changements(action)),
        lacunes=tuple(_lacunes(action, mesures)) if est_lancee else (),
    )


def mesurer_action(
    action: Action, indicateur: Indicateur, periode: Periode, connu_le: str | None = None
) -> MesureIndicateur:
    """Mesurer un indicateur à la fin de la période, contre sa cible et contre ce qui a été dépensé."""
    mesure = mesurer(indicateur, periode.fin, connu_le)
    return MesureIndicateur(**vars(mesure), cout=calculer_cout(action, mesure, periode))


def _lacunes(action: Action, mesures: tuple[MesureIndicateur, ...]) -> Iterator[Lacune]:
    juges = [m for m in mesures if m.indicateur.niveau in A_JUGER]
    if sans_valeur := tuple(m.indicateur.libelle for m in juges if m.valeur is None):
        yield Lacune("valeur", sans_valeur)
    if sans_cible := tuple(m.indicateur.libelle for m in juges if m.indicateur.cible is None):
        yield Lacune("cible", sans_cible)
    if sans_verdict := tuple(m.indicateur.libelle for m in juges if m.motif in A_PRECISER):
        yield Lacune("jugement", sans_verdict)
    depenses = action.budget.depenses
    if not depenses or any(ligne.realise is None for ligne in depenses):
        yield Lacune("depenses")
    if sans_bilan := tuple(nom for nom in CRITERES if action.criteres_dd.lire(nom).bilan is None):
        yield Lacune("criteres", sans_bilan)
    sans_reponse = questions_sans_reponse(action.evaluation.questions, action.evaluation.reponses)
    if action.evaluation.conclusions is None and (sans_reponse or not action.evaluation.questions):
        yield Lacune("conclusions", sans_reponse if action.evaluation.reponses else ())


def questions_posees(objet: Contrat | Axe | Action) -> tuple[str, ...]:
    """Les questions posées à une action, à un axe ou au contrat, dont les critères durables posent aussi la leur."""
    return tuple(designer_questions(objet).values())


def designer_questions(objet: Contrat | Axe | Action) -> dict[str, str]:
    """Les mêmes, par ce qui les désigne : leur rang, qu'une question de plus ne change pas, ou leur critère durable."""
    siennes = objet.evaluation.questions if objet.evaluation else ()
    durables = objet.criteres_durables if isinstance(objet, Contrat) else ()
    rangs = {str(rang): question for rang, question in enumerate(siennes, 1)}
    return rangs | {critere.critere: critere.question for critere in durables}


def questions_sans_reponse(questions: tuple[str, ...], reponses: tuple[ReponseEvaluation, ...]) -> tuple[str, ...]:
    """Les questions posées auxquelles rien ne répond."""
    repondues = {reponse.question for reponse in reponses}
    return tuple(question for question in questions if question not in repondues)

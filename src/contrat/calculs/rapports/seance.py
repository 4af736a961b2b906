"""Une séance d'une instance : ce qu'elle a à décider d'après ce qui était su avant elle, puis ce qu'elle a décidé.

Une date connue au mois ou à l'année n'est pas son premier jour : n'est su d'avance que ce qui précède sûrement,
ou ce que d'autres ont fait sans que rien dise que ce soit après.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.actions.evaluation import questions_posees, questions_sans_reponse
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation, evaluer_contrat
from contrat.calculs.argent.budget import ordonner_actions, ordonner_axes
from contrat.calculs.argent.contractualisation import lister_a_signer
from contrat.calculs.argent.flux_internes import compter_une_fois
from contrat.calculs.moments import coincide, precede
from contrat.calculs.seances.connues import SeanceConnue
from contrat.calculs.seances.presence import colleges_absents
from contrat.calculs.seances.seance_classee import SeanceClassee, classer_seance
from contrat.calculs.seances.travail import (
    PropositionSuivie,
    ateliers_de,
    besoins_sans_reponse,
    participants_de,
    propositions_de,
)
from contrat.calculs.sommes import TotalPartiel, compter_connus, sommer_connus
from contrat.modele.action import Action, Axe, Statut
from contrat.modele.cadre import Convention
from contrat.modele.contrat import College, ConstatDiagnostic, Contrat, EvaluationContrat, Instance
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Evaluation, ReponseEvaluation
from contrat.modele.seance import Atelier
from contrat.modele.suivi import Deliberation


class FicheADecider(NamedTuple):
    """Une fiche à approuver : ce qu'elle coûte, ce que l'on n'en sait pas, et ce que chacun apporte, en euros."""

    action: Action
    cout: TotalPartiel
    apports: Mapping[str, Decimal]


class EvaluationDite(NamedTuple):
    """Ce qui est demandé au contrat, à un axe ou à une action, et ce qu'on en savait à la fin de la séance."""

    de: Contrat | Axe | Action
    questions: tuple[str, ...]
    reponses: tuple[ReponseEvaluation, ...]
    conclue: Evaluation | EvaluationContrat | None

    @property
    def sans_reponse(self) -> tuple[str, ...]:
        """Les questions auxquelles rien ne répondait encore."""
        return questions_sans_reponse(self.questions, self.reponses)


@dataclass(frozen=True)
class RapportSeance:
    """Tout ce qui se prépare ou se rend compte d'une séance.

    `a_classer` : les actions proposées ; `a_decider` : celles qui sont classées, que rien n'approuve encore.
    `a_signer` : les conventions sans date de signature, pour l'instance qui délibère.
    `besoins` : les constats de son axe, ou du contrat, auxquels aucune fiche ne répond.
    `evaluations` : celle du contrat, puis celles des axes et des actions dont quelque chose est répondu ou conclu.
    """

    dossier: Dossier
    connue: SeanceConnue
    instance: Instance | None
    a_classer: tuple[Action, ...]
    a_decider: tuple[FicheADecider, ...]
    classee: SeanceClassee | None
    deliberations: tuple[tuple[Action | None, Deliberation], ...]
    ateliers: tuple[Atelier, ...]
    participants: int | None
    propositions: tuple[PropositionSuivie, ...]
    besoins: tuple[ConstatDiagnostic, ...]
    a_signer: tuple[Convention, ...]
    evaluation: RapportEvaluation | None
    evaluations: tuple[EvaluationDite, ...]

    @property
    def absents(self) -> tuple[College, ...]:
        """Les collèges de l'instance dont personne n'est venu ; aucun quand les présents ne sont pas connus."""
        return colleges_absents(self.dossier, self.connue.seance) if self.connue.seance else ()


def rapporter_seance(dossier: Dossier, connue: SeanceConnue) -> RapportSeance:
    """Réunir ce que la séance a à décider, et ce qu'elle a décidé."""
    actions, cle = ordonner_actions(dossier), (connue.instance, connue.date, connue.seance)
    statuts = {action.id: statut_avant(action, connue) for action in actions}
    notees = {nom for b in connue.seance.bulletins for nom in b.notes} if connue.seance else set()
    return RapportSeance(
        dossier=dossier,
        connue=connue,
        instance=next((x for x in dossier.contrat.gouvernance if x.id == connue.instance), None),
        a_classer=tuple(a for a in actions if a.id in notees or (not notees and statuts[a.id] == "proposee")),
        a_decider=tuple(_chiffrer(compter_une_fois(a, dossier)) for a in actions if statuts[a.id] == "hierarchisee"),
        classee=classer_seance(dossier, connue.seance) if connue.seance and connue.seance.bulletins else None,
        deliberations=tuple(_decisions(dossier, actions, connue)),
        ateliers=ateliers_de(dossier, *cle),
        participants=participants_de(dossier, *cle),
        propositions=tuple(propositions_de(dossier, actions, *cle)),
        a_signer=tuple(_a_signer(dossier, actions, connue)),
        besoins=tuple(besoins_sans_reponse(dossier, connue.seance.axe if connue.seance else None)),
        evaluation=_evaluer(dossier, connue),
        evaluations=tuple(_evaluations(dossier, actions, connue)),
    )


def _chiffrer(action: Action) -> FicheADecider:
    ressources = action.plan.comptees
    financeurs = dict.fromkeys(ressource.organisme for ressource in ressources)
    apports = {nom: sommer_connus(r.montant for r in ressources if r.organisme == nom) for nom in financeurs}
    return FicheADecider(action, compter_connus(x.credit for x in action.budget.depenses), apports)


def statut_avant(action: Action, connue: SeanceConnue) -> Statut | None:
    """Le statut d'une action quand la séance s'ouvre ; `None` avant sa première étape."""
    statut: Statut | None = None
    for etape in action.historique:
        est_avant = precede(etape.date, connue.date)
        if not est_avant and not (coincide(etape.date, connue.date) and etape.instance not in (None, connue.instance)):
            break
        statut = etape.statut
    return statut


def _a_signer(dossier: Dossier, actions: list[Action], connue: SeanceConnue) -> list[Convention]:
    porteurs: tuple[Contrat | Action, ...] = (dossier.contrat, *actions)
    delibere = any(acte.instance == connue.instance for porteur in porteurs for acte in porteur.deliberations)
    return lister_a_signer(porteurs) if delibere else []


def _decisions(
    dossier: Dossier, actions: list[Action], connue: SeanceConnue
) -> list[tuple[Action | None, Deliberation]]:
    """Les délibérations de la séance, sur le contrat entier puis sur chaque action."""
    toutes: list[tuple[Action | None, Deliberation]] = [(None, d) for d in dossier.contrat.deliberations]
    toutes += [(action, d) for action in actions for d in action.deliberations]
    return [(a, d) for a, d in toutes if d.instance == connue.instance and coincide(d.date, connue.date)]


def _evaluer(dossier: Dossier, connue: SeanceConnue) -> RapportEvaluation | None:
    """L'évaluation du contrat, quand la séance est celle de l'année prévue, ou d'après."""
    prevue = dossier.contrat.evaluation
    if prevue is None or prevue.prevue is None or precede(connue.date, prevue.prevue):
        return None
    return evaluer_contrat(dossier, dossier.contrat.periode, connue.date)


def _evaluations(dossier: Dossier, actions: list[Action], connue: SeanceConnue) -> Iterator[EvaluationDite]:
    """Ce qui a été répondu et conclu, sans ce qui l'a sûrement été après la séance."""
    evalues: list[Contrat | Axe | Action] = [dossier.contrat, *ordonner_axes(dossier), *actions]
    for objet in evalues:
        prevue = objet.evaluation
        reponses = [r for r in prevue.reponses if not (r.date and precede(connue.date, r.date))] if prevue else []
        est_apres = prevue is None or (prevue.conclu_le is not None and precede(connue.date, prevue.conclu_le))
        conclue = None if prevue is None or est_apres or prevue.conclusions is None else prevue
        if reponses or conclue or isinstance(objet, Contrat):
            yield EvaluationDite(objet, questions_posees(objet), tuple(reponses), conclue)

"""Une séance d'une instance : ce qu'elle a à décider d'après ce qui était su avant elle, puis ce qu'elle a décidé.

Une date connue au mois ou à l'année n'est pas son premier jour : n'est su d'avance que ce qui précède sûrement,
ou ce que d'autres ont fait sans que rien dise que ce soit après.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from contrat.calculs.actions.rapport_evaluation import RapportEvaluation, evaluer_contrat
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.moments import coincide, precede
from contrat.calculs.seances.seance_classee import SeanceClassee, classer_seance
from contrat.calculs.sommes import sommer, sommer_connus
from contrat.modele.action import Action, Statut
from contrat.modele.base import lire_moment
from contrat.modele.contrat import College, Instance
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance
from contrat.modele.suivi import Deliberation

_DATEE = re.compile(r"(.+)-(\d{4}(?:-\d\d){0,2})")


@dataclass(frozen=True)
class SeanceConnue:
    """Une séance d'une instance, à une date plus ou moins connue ; `seance` quand elle a son fichier."""

    id: str
    instance: str
    date: str
    seance: Seance | None = None


class FicheADecider(NamedTuple):
    """Une fiche à approuver : ce qu'elle coûte, et ce que chacun apporte, en euros ; `None` quand rien n'en est dit."""

    action: Action
    cout: Decimal | None
    apports: Mapping[str, Decimal]


@dataclass(frozen=True)
class RapportSeance:
    """Tout ce qui se prépare ou se rend compte d'une séance.

    `a_classer` : les actions proposées ; `a_decider` : celles qui sont classées, que rien n'approuve encore.
    """

    dossier: Dossier
    connue: SeanceConnue
    instance: Instance | None
    a_classer: tuple[Action, ...]
    a_decider: tuple[FicheADecider, ...]
    classee: SeanceClassee | None
    deliberations: tuple[tuple[Action | None, Deliberation], ...]
    evaluation: RapportEvaluation | None

    @property
    def absents(self) -> tuple[College, ...]:
        """Les collèges de l'instance dont personne n'est venu ; aucun quand les présents ne sont pas connus."""
        if self.instance is None or self.connue.seance is None:
            return ()
        presents = {presence.college for presence in self.connue.seance.colleges}
        return tuple(college for college in self.instance.colleges if college not in presents)


def lister_seances_connues(dossier: Dossier) -> list[SeanceConnue]:
    """Les séances qui ont un fichier, un acte ou un jalon, dans l'ordre des dates."""
    connues = [SeanceConnue(s.id, s.instance, s.date, s) for s in dossier.seances.values()]
    actes = {(d.instance, d.date) for d in dossier.contrat.deliberations}
    actes |= {(j.instance, j.fait or j.prevu or "") for j in dossier.contrat.jalons if j.instance is not None}
    for instance, date in actes:
        if date and not any(c.instance == instance and coincide(c.date, date) for c in connues):
            connues.append(SeanceConnue(f"{instance}-{date}", instance, date))
    return sorted(connues, key=lambda connue: (connue.date, connue.id))


def trouver_seance(dossier: Dossier, identifiant: str) -> SeanceConnue | None:
    """La séance que nomme un identifiant : celui d'un fichier, ou une instance du contrat et une date."""
    for connue in lister_seances_connues(dossier):
        if connue.id == identifiant:
            return connue
    datee = _DATEE.fullmatch(identifiant)
    if datee is None or datee[1] not in {instance.id for instance in dossier.contrat.gouvernance}:
        return None
    if not _est_du_calendrier(datee[2]):
        return None
    memes = [s for s in dossier.seances.values() if s.instance == datee[1] and coincide(s.date, datee[2])]
    return SeanceConnue(identifiant, datee[1], datee[2], memes[0] if len(memes) == 1 else None)


def _est_du_calendrier(moment: str) -> bool:
    """Vrai d'un jour, d'un mois ou d'une année qui existent."""
    try:
        lire_moment(moment)
    except PydanticCustomError:
        return False
    return True


def rapporter_seance(dossier: Dossier, connue: SeanceConnue) -> RapportSeance:
    """Réunir ce que la séance a à décider, et ce qu'elle a décidé."""
    actions = ordonner_actions(dossier)
    statuts = {action.id: statut_avant(action, connue) for action in actions}
    notees = {nom for b in connue.seance.bulletins for nom in b.notes} if connue.seance else set()
    return RapportSeance(
        dossier=dossier,
        connue=connue,
        instance=next((x for x in dossier.contrat.gouvernance if x.id == connue.instance), None),
        a_classer=tuple(a for a in actions if a.id in notees or (not notees and statuts[a.id] == "proposee")),
        a_decider=tuple(_chiffrer(a) for a in actions if statuts[a.id] == "hierarchisee"),
        classee=classer_seance(dossier, connue.seance) if connue.seance and connue.seance.bulletins else None,
        deliberations=tuple(_decisions(dossier, actions, connue)),
        evaluation=_evaluer(dossier, connue),
    )


def _chiffrer(action: Action) -> FicheADecider:
    ressources = action.plan.ressources
    financeurs = dict.fromkeys(ressource.organisme for ressource in ressources)
    apports = {nom: sommer_connus(r.montant for r in ressources if r.organisme == nom) for nom in financeurs}
    return FicheADecider(action, sommer(x.prevu for x in action.budget.lignes if x.sens == "depense"), apports)


def statut_avant(action: Action, connue: SeanceConnue) -> Statut | None:
    """Le statut d'une action quand la séance s'ouvre ; `None` avant sa première étape."""
    statut: Statut | None = None
    for etape in action.historique:
        est_avant = precede(etape.date, connue.date)
        if not est_avant and not (coincide(etape.date, connue.date) and etape.instance not in (None, connue.instance)):
            break
        statut = etape.statut
    return statut


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
    return evaluer_contrat(dossier, dossier.contrat, dossier.contrat.periode, connue.date)

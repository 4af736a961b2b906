"""Le calendrier des actions : de quand à quand chacune va, ce qui y est prévu, ce qui y est fait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contrat.calculs.actions.selection import SituationAction
from contrat.calculs.moments import dernier_jour, premier_jour


@dataclass(frozen=True)
class ActionDatee:
    """Une action et les jours que son calendrier donne ; d'une date connue à l'année, le premier jour, ou le dernier.

    Un jalon fait n'est plus à prévoir : `prevus` n'a que ceux dont rien ne dit qu'ils sont faits.
    """

    situation: SituationAction
    debut: date | None
    fin: date | None
    prevus: tuple[date, ...]
    faits: tuple[date, ...]


def dater_actions(situations: Iterable[SituationAction]) -> tuple[ActionDatee, ...]:
    """Les jours de chaque action, dans le même ordre."""
    return tuple(_dater(situation) for situation in situations)


def _dater(situation: SituationAction) -> ActionDatee:
    calendrier = situation.action.calendrier
    return ActionDatee(
        situation,
        premier_jour(calendrier.debut) if calendrier.debut else None,
        dernier_jour(situation.fin) if situation.fin else None,
        tuple(premier_jour(j.prevu) for j in calendrier.jalons if j.prevu and not j.fait),
        tuple(premier_jour(j.fait) for j in calendrier.jalons if j.fait),
    )

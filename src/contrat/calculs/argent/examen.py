"""L'examen du plan d'une action : le plan, les règles datées qu'il rencontre, les subventions qu'il verse."""

from __future__ import annotations

from dataclasses import dataclass

from contrat.calculs.argent.conventions import Subvention, suivre_subventions
from contrat.calculs.argent.financement import Financement, dresser
from contrat.calculs.argent.regles_financement import ControleDate, juger
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier


@dataclass(frozen=True)
class ExamenPlan:
    """Tout ce que la page d'un plan de financement montre."""

    dossier: Dossier
    droit: DroitFinancier
    plan: Financement
    jugements: tuple[ControleDate, ...]
    subventions: tuple[Subvention, ...]


def examiner_plan(action: Action, dossier: Dossier) -> ExamenPlan:
    """Dresser le plan d'une action et lui appliquer les règles de son jour."""
    siennes = tuple(s for s in suivre_subventions(dossier) if any(v.action == action.id for v in s.versees))
    return ExamenPlan(dossier, dossier.finances, dresser(action), tuple(juger(action, dossier)), siennes)

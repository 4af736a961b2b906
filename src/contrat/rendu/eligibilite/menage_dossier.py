"""Ce que montrent les pages et le JSON d'un ménage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contrat.calculs.eligibilite.changements import Changement
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.plan import PlanMenage
from contrat.modele.bareme import Bareme
from contrat.modele.menage import Menage


@dataclass(frozen=True)
class Dossier:
    """Ce qu'une page montre : le ménage, la réponse du droit, le plan, ce qui la changerait."""

    menage: Menage
    jugement: Jugement
    plan: PlanMenage
    bareme: Bareme
    changements: Mapping[str, tuple[Changement, ...]]

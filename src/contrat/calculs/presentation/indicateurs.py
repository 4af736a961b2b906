"""Les indicateurs qu'un constat du diagnostic peut citer."""

from __future__ import annotations

from collections.abc import Mapping

from contrat.calculs.argent.budget import ordonner_actions
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Indicateur


def indicateurs_connus(dossier: Dossier) -> Mapping[str, Indicateur]:
    """Les indicateurs du diagnostic et des fiches, par identifiant ; ceux du diagnostic d'abord."""
    des_fiches = [i for action in ordonner_actions(dossier) for i in action.indicateurs]
    return {i.id: i for i in [*reversed(des_fiches), *dossier.contrat.diagnostic.indicateurs]}

"""Les délais que le droit laisse entre deux étapes : d'où ils courent, et s'ils sont passés."""

from __future__ import annotations

from datetime import date
from typing import get_args

from contrat.calculs.moments import ajouter_mois
from contrat.modele.bareme import RegleDelai
from contrat.modele.evenement import EtapeMenage, Evenement
from contrat.modele.parcours import reprendre_apres_la_fin

_RANGS = {etape: rang for rang, etape in enumerate(get_args(EtapeMenage))}


def est_depasse(regle: RegleDelai, evenements: tuple[Evenement, ...], au: date) -> bool:
    """Dire si le délai court, et s'est écoulé avant ce jour."""
    limite = chercher_limite(regle, evenements)
    return limite is not None and au > limite


def chercher_limite(regle: RegleDelai, evenements: tuple[Evenement, ...]) -> date | None:
    """Le dernier jour pour l'étape qu'un délai attend ; rien s'il ne court pas, ou qu'elle est franchie."""
    depart = _chercher_depart(regle, evenements)
    return None if depart is None else ajouter_mois(depart, regle.mois)


def _chercher_depart(regle: RegleDelai, evenements: tuple[Evenement, ...]) -> date | None:
    """Le jour d'où court un délai ; rien s'il ne court pas, ou que l'étape attendue ou une plus avancée est venue.

    Une étape qui finit un dossier efface ce qui la précède : refusé puis déposé de nouveau, il repart de là.
    """
    ouvertes = reprendre_apres_la_fin(evenements)
    debut = next((rang for rang, e in enumerate(ouvertes) if e.etape == regle.depuis), None)
    if debut is None or any(_RANGS[e.etape] >= _RANGS[regle.attendue] for e in ouvertes[debut:]):
        return None
    return ouvertes[debut].date

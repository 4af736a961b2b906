"""C016 : une phase commence avant l'action, ou finit après elle."""

from __future__ import annotations

from contrat.calculs.actions.retard import fin_attendue
from contrat.calculs.moments import precede
from contrat.dates import dire_moment, dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une phase hors du calendrier de l'action"
LIT = frozenset({"actions"})
AIDE = "vérifier la phase, ou le calendrier de l'action"


def constater(dossier: Dossier) -> Constats:
    """Les phases qui débordent du début ou de la fin de leur action."""
    for identifiant, action in dossier.actions.items():
        debut, fin = action.calendrier.debut, fin_attendue(action, action.historique)
        for rang, phase in enumerate(action.calendrier.phases):
            place = ("calendrier", "phases", rang)
            if debut is not None and precede(phase.debut, debut):
                message = f"la phase commence {dire_quand(phase.debut)}, avant l'action ({dire_moment(debut)})"
                yield Constat(Adresse("actions", identifiant, (*place, "debut")), message, AIDE)
            derniere = phase.fin or phase.debut
            if fin is not None and precede(fin, derniere):
                champ, dit = ("fin", "finit") if phase.fin else ("debut", "commence")
                message = f"la phase {dit} {dire_quand(derniere)}, après la fin de l'action ({dire_moment(fin)})"
                yield Constat(Adresse("actions", identifiant, (*place, champ)), message, AIDE)

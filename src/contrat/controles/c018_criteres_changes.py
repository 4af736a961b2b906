"""C018 : ce sur quoi l'action sera jugée a été arrêté après son approbation."""

from __future__ import annotations

from contrat.calculs.actions.engagements import changement_du_contrat, changements
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_du, dire_moment
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "des critères changés après l'approbation"
LIT = frozenset({"contrat", "actions"})
AIDE = "le dire au comité : le rapport d'évaluation l'annonce ; si rien n'a changé, corriger la date"


def constater(dossier: Dossier) -> Constats:
    """Les questions, les critères et les cibles arrêtés après la première approbation de l'action."""
    if dates := changement_du_contrat(dossier):
        message = (
            f"critères du contrat : date {dire_du(dates[0])}, après la première approbation ({dire_moment(dates[1])})"
        )
        yield Constat(Adresse(*CONTRAT, ("evaluation", "criteres_fixes")), message, AIDE)
    for identifiant, action in dossier.actions.items():
        for change in changements(action):
            message = (
                f"{change.quoi} : date {dire_du(change.date)}, après l'approbation ({dire_moment(change.approbation)})"
            )
            yield Constat(Adresse("actions", identifiant, change.chemin), message, AIDE)

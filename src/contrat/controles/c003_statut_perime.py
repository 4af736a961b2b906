"""C003 : le statut d'une fiche n'est pas le dernier de son historique."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un statut qui n'est pas le dernier de l'historique"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont le statut et l'historique se contredisent."""
    for identifiant, action in dossier.actions.items():
        dernier = action.historique[-1].statut
        if action.statut != dernier:
            message = f"statut « {action.statut} », mais l'historique finit sur « {dernier} »"
            aide = "ajouter l'étape à l'historique, avec sa date et l'instance, ou corriger le statut"
            yield Constat(Adresse("actions", identifiant, ("statut",)), message, aide)

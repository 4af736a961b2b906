"""C011 : un statut se décide, mais l'historique ne dit pas qui a décidé."""

from __future__ import annotations

from contrat.dates import dire_moment
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.transitions import DECISIONS

GRAVITE = Gravite.ERREUR
TITRE = "une décision sans instance"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes qui sont des décisions et ne nomment pas leur instance."""
    for identifiant, action in dossier.actions.items():
        for rang, etape in enumerate(action.historique):
            if etape.statut in DECISIONS and etape.instance is None:
                adresse = Adresse("actions", identifiant, ("historique", rang, "statut"))
                message = f"« {etape.statut} » ({dire_moment(etape.date)}) sans l'instance qui l'a décidé"
                aide = "ajouter instance: l'une de celles de la gouvernance du contrat"
                # Un tableur repris ne dit pas qui a décidé.
                yield Constat(adresse, message, aide, informe=action.origine is not None)

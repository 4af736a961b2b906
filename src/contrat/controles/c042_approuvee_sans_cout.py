"""C042 : une fiche est approuvée sans coût ou sans plan de financement, et ne dit pas pourquoi."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une action approuvée sans coût ni plan"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches approuvées ou au-delà sans dépense ou sans ressource, et sans `sans_montant`."""
    for identifiant, action in dossier.actions.items():
        if action.sans_montant is not None or not any(e.statut == "approuvee" for e in action.historique):
            continue
        places = {
            "dépense": (("budget", "lignes"), bool(action.budget.depenses)),
            "ressource": (("plan", "ressources"), bool(action.plan.ressources)),
        }
        for quoi, (chemin, est_dit) in places.items():
            if not est_dit:
                adresse = Adresse("actions", identifiant, chemin, sur_cle=True)
                aide = "l'écrire, ou dire pourquoi : sans_montant: gratuite, ou non_documente"
                # Un tableur repris ne dit pas toujours ce que l'action coûte.
                yield Constat(adresse, f"action approuvée sans {quoi}", aide, informe=action.origine is not None)

"""C006 : une action passe d'un statut à un autre qui ne peut pas le suivre."""

from __future__ import annotations

from itertools import pairwise

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Statut
from contrat.modele.dossier import Dossier
from contrat.modele.transitions import DEPARTS, TRANSITIONS

GRAVITE = Gravite.ERREUR
TITRE = "une transition de statut interdite"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes d'un historique que la table des transitions ne permet pas."""
    for identifiant, action in dossier.actions.items():
        statuts = [etape.statut for etape in action.historique]
        if statuts[0] not in DEPARTS:
            message = f"l'historique commence par « {statuts[0]} »"
            aide = f"il commence par l'un de : {', '.join(DEPARTS)}"
            # Un tableur repris ne dit que le dernier statut.
            yield Constat(_situer(identifiant, 0), message, aide, informe=action.origine is not None)
        for rang, (avant, apres) in enumerate(pairwise(statuts), 1):
            if apres not in TRANSITIONS[avant]:
                yield Constat(_situer(identifiant, rang), f"« {apres} » ne suit pas « {avant} »", _permises(avant))


def _situer(identifiant: str, rang: int) -> Adresse:
    return Adresse("actions", identifiant, ("historique", rang, "statut"))


def _permises(avant: Statut) -> str:
    suites = TRANSITIONS[avant]
    if not suites:
        return f"« {avant} » est la fin du chemin : retirer l'étape, ou ouvrir une autre fiche"
    return f"après « {avant} », l'un de : {', '.join(suites)} ; ajouter l'étape qui manque, avec sa date et sa source"

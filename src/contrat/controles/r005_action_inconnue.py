"""R005 : une fiche ou une séance renvoie à une action qui n'existe pas."""

from __future__ import annotations

from collections.abc import Collection

from contrat.controles.parcours import dire_inconnu, references_inconnues
from contrat.diagnostics import Adresse, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance

GRAVITE = Gravite.ERREUR
TITRE = "une action inconnue"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les liens, les chiffres publiés, les contradictions et les séances qui citent une action sans fichier."""
    connus = dossier.presents["actions"]
    genres = {"actions", "contrat", "seances"}
    yield from references_inconnues(dossier, {"actions", "action"}, connus, "l'action", genres)
    for identifiant, seance in dossier.seances.items():
        yield from _actions_notees(identifiant, seance, connus)


def _actions_notees(identifiant: str, seance: Seance, connus: Collection[str]) -> Constats:
    """Les actions inconnues des bulletins d'une séance, chacune une fois, dans le premier qui la note."""
    premiers: dict[str, int] = {}
    for rang, bulletin in enumerate(seance.bulletins):
        for action in bulletin.notes:
            premiers.setdefault(action, rang)
    for action, rang in premiers.items():
        if action not in connus:
            adresse = Adresse("seances", identifiant, ("bulletins", rang, "notes", action), sur_cle=True)
            yield dire_inconnu(adresse, f"l'action « {action} »", action, connus)

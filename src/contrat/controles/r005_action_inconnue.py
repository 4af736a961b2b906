"""R005 : une fiche renvoie à une action qui n'existe pas."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.controles.parcours import references_inconnues
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "R005"
GRAVITE = Gravite.ERREUR
TITRE = "une action inconnue"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les liens entre fiches et les chiffres publiés qui citent une action sans fichier."""
    connus = dossier.presents.get("actions", frozenset())
    yield from references_inconnues(dossier, {"actions", "action"}, connus, "l'action", {"actions", "contrat"})

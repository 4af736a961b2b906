"""R002 : un organisme cité n'est pas dans `data/organismes.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.controles.parcours import ORGANISMES, references_inconnues
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.plan import UNE_ASSOCIATION

CODE = "R002"
GRAVITE = Gravite.ERREUR
TITRE = "un organisme inconnu"
LIT = frozenset({"organismes"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les champs qui citent un organisme que l'annuaire ne connaît pas."""
    connus = dossier.presents["organismes"]
    yield from references_inconnues(dossier, ORGANISMES, connus, "l'organisme")
    yield from references_inconnues(dossier, {"budget"}, connus | {UNE_ASSOCIATION}, "l'organisme")

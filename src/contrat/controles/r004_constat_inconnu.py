"""R004 : un axe, une fiche ou une séance cite un constat que le diagnostic ne contient pas."""

from __future__ import annotations

from contrat.controles.parcours import references_inconnues
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un constat inconnu"
LIT = frozenset({"contrat"})


def constater(dossier: Dossier) -> Constats:
    """Les axes, les fiches et les séances qui citent un constat absent du diagnostic."""
    connus = {constat.id for constat in dossier.contrat.diagnostic.constats}
    yield from references_inconnues(dossier, {"constats"}, connus, "le constat", {"axes", "actions", "seances"})

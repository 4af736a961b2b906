"""R001 : une fiche ou une séance cite un axe qui n'existe pas."""

from __future__ import annotations

from contrat.controles.parcours import references_inconnues
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un axe inconnu"
LIT = frozenset({"axes"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches action et les séances de commission dont l'axe n'a pas de fichier."""
    connus = dossier.presents["axes"]
    yield from references_inconnues(dossier, {"axe"}, connus, "l'axe", {"actions", "seances"})

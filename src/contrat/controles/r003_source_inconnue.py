"""R003 : une source citée n'est pas dans `data/sources.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.controles.parcours import references_inconnues
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "R003"
GRAVITE = Gravite.ERREUR
TITRE = "une source inconnue"
LIT = frozenset({"sources"})

GENRES_DU_CONTRAT = frozenset({"contrat", "organismes", "axes", "actions", "menages", "seances"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les champs `source` que rien n'explique ; une aide locale peut aussi citer un texte national."""
    connus = dossier.presents["sources"]
    yield from references_inconnues(dossier, {"source"}, connus, "la source", GENRES_DU_CONTRAT)
    if "droit" in dossier.genres:
        textes = frozenset(dossier.droit.textes)
        yield from references_inconnues(dossier, {"source"}, connus | textes, "la source", {"aides"})

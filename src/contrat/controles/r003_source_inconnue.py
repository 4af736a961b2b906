"""R003 : une source citée n'est pas dans `data/sources.yaml`."""

from __future__ import annotations

from contrat.controles.parcours import dire_coquille, references_inconnues, trouver_coquilles
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une source inconnue"
LIT = frozenset({"sources"})

GENRES_DU_CONTRAT = frozenset({"contrat", "organismes", "axes", "actions", "menages", "seances"})


def constater(dossier: Dossier) -> Constats:
    """Les champs `source` que rien n'explique ; une aide locale peut aussi citer un texte national."""
    coquilles = trouver_coquilles(dossier, {"source"}, "sources")
    yield from (dire_coquille(coquille, "sources", "la source « {} » n'est citée") for coquille in coquilles)
    connus = dossier.presents["sources"] | {coquille.cite for coquille in coquilles}
    yield from references_inconnues(dossier, {"source"}, connus, "la source", GENRES_DU_CONTRAT)
    if "droit" in dossier.genres:
        textes = frozenset(dossier.droit.textes)
        yield from references_inconnues(dossier, {"source"}, connus | textes, "la source", {"aides"})

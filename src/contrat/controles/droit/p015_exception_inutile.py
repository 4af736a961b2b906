"""P015 : une exception d'indexation est déclarée pour une case que le coefficient explique."""

from __future__ import annotations

from contrat.calculs.bareme.indexation import Case, suivre
from contrat.controles.droit.situer import GENRE
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une exception d'indexation inutile"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les exceptions à retirer."""
    droit = dossier.droit_livre
    epreuves = {epreuve.du: epreuve for epreuve in suivre(droit.tables, droit.indexation)}
    for rang, passage in enumerate(droit.indexation.passages):
        inutiles = epreuves[passage.du].exceptions_inutiles if passage.du in epreuves else ()
        for place, exception in enumerate(passage.exceptions):
            if Case(exception.zone, exception.categorie, exception.case) in inutiles:
                adresse = Adresse(GENRE, "indexation", ("passages", rang, "exceptions", place, "case"))
                message = "exception inutile : la case n'existe pas, ou le coefficient l'explique"
                yield Constat(adresse, message, "la retirer")

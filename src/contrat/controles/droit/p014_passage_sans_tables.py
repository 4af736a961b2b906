"""P014 : un passage est déclaré à une date où aucune table ne succède à une autre."""

from __future__ import annotations

from contrat.calculs.bareme.indexation import suivre
from contrat.controles.droit.situer import GENRE
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un passage d'indexation sans tables"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les passages de `droit/indexation.yaml` qui ne servent à rien."""
    droit = dossier.droit_livre
    jours = {epreuve.du for epreuve in suivre(droit.tables, droit.indexation)}
    for rang, passage in enumerate(droit.indexation.passages):
        if passage.du not in jours:
            message = f"aucune table de plafonds ne succède à une autre le {passage.du}"
            yield Constat(
                Adresse(GENRE, "indexation", ("passages", rang, "du")), message, "corriger la date du passage"
            )

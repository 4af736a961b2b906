"""C033 : une partie est plus grande que le tout."""

from __future__ import annotations

from contrat.controles.indicateurs import Place, placer
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "une partie plus grande que le tout"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les indicateurs qui comptent une partie d'un autre (`parmi`), qu'ils dépassent, ou qui n'existe pas."""
    for place in placer(dossier):
        if place.indicateur.parmi is not None:
            yield from _constater(place, place.indicateur.parmi)


def _constater(place: Place, parmi: str) -> Constats:
    tout = next((i for i in place.voisins if i.id == parmi), None)
    if tout is None or tout.id == place.indicateur.id:
        yield Constat(
            place.situer("parmi"), f"« {parmi} » n'est pas un autre indicateur de la fiche", "corriger `parmi`"
        )
        return
    for rang, valeur in enumerate(place.indicateur.valeurs):
        for autre in tout.valeurs:
            if (autre.depuis, autre.date) == (valeur.depuis, valeur.date) and valeur.valeur > autre.valeur:
                message = f"{nombre(valeur.valeur)}, parmi {nombre(autre.valeur)} de « {tout.libelle} », à la même date"
                yield Constat(place.situer("valeurs", rang, "valeur"), message, "corriger l'un des deux")

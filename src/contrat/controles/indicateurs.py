"""Les indicateurs du contrat, où qu'ils soient écrits, et la place de chacun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Chemin
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Indicateur


class Place(NamedTuple):
    """Un indicateur, ses voisins de la même liste, et où il est."""

    indicateur: Indicateur
    voisins: tuple[Indicateur, ...]
    objet: tuple[str, str]
    chemin: Chemin

    def situer(self, *suite: str | int) -> Adresse:
        """L'adresse d'un champ de l'indicateur."""
        return Adresse(*self.objet, (*self.chemin, *suite))


def placer(dossier: Dossier) -> Iterator[Place]:
    """Tous les indicateurs des fiches, des axes, du contrat et de son diagnostic."""
    for identifiant, action in dossier.actions.items():
        yield from _placer(("actions", identifiant), ("indicateurs",), action.indicateurs)
    for identifiant, axe in dossier.axes.items():
        yield from _placer(("axes", identifiant), ("indicateurs",), axe.indicateurs)
    for contrat in dossier.contrats.values():
        yield from _placer(CONTRAT, ("indicateurs",), contrat.indicateurs)
        yield from _placer(CONTRAT, ("diagnostic", "indicateurs"), contrat.diagnostic.indicateurs)


def _placer(objet: tuple[str, str], chemin: Chemin, indicateurs: tuple[Indicateur, ...]) -> Iterator[Place]:
    for rang, indicateur in enumerate(indicateurs):
        yield Place(indicateur, indicateurs, objet, (*chemin, rang))

"""C035 : un cumul recule d'une valeur à la suivante."""

from __future__ import annotations

from itertools import pairwise

from contrat.calculs.actions.mesure import nature_de
from contrat.controles.indicateurs import Place, placer
from contrat.dates import dire_quand
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un cumul qui recule"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les valeurs comptées depuis un même début, plus petites que celle d'avant."""
    for place in placer(dossier):
        if nature_de(place.indicateur) == "cumulee":
            yield from _constater(place)


def _constater(place: Place) -> Constats:
    for rang, (avant, valeur) in enumerate(pairwise(place.indicateur.valeurs), 1):
        if valeur.depuis == avant.depuis and valeur.valeur < avant.valeur:
            dates = f"{nombre(valeur.valeur)} {dire_quand(valeur.publiee_le or valeur.date)}"
            message = (
                f"{dates}, après {nombre(avant.valeur)} {dire_quand(avant.publiee_le or avant.date)}, du même début"
            )
            aide = "corriger l'une des deux, ou dire la nature de l'indicateur : nature: etat"
            yield Constat(place.situer("valeurs", rang, "valeur"), message, aide)

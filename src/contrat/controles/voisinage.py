"""Ce qu'un mot de construction, tout près, innocente : un mur malade, un conduit qui fume."""

from __future__ import annotations

import re
from collections.abc import Set

from contrat.controles.mots_alerte import BATIMENT, BIEN
from contrat.controles.normalisation import plier
from contrat.controles.recherche import Trouve

MOTS_DU_BATIMENT = frozenset(plier(BATIMENT).split())
MOTS_DU_BIEN = MOTS_DU_BATIMENT | frozenset(plier(BIEN).split())
_PHRASE = re.compile(r"[.,;:!?]")
_MOT = re.compile(r"[\w-]+")
# Un mot de construction innocente celui qu'il touche presque.
AVANT, APRES = 4, 4


def est_pres_de(trouve: Trouve, mots: Set[str]) -> bool:
    """Dans la même proposition, l'un de ces mots tout près."""
    debut, fin = trouve.span()
    avant = _PHRASE.split(trouve.string[max(0, debut - 60) : debut])[-1]
    apres = _PHRASE.split(trouve.string[fin : fin + 60])[0]
    return not mots.isdisjoint(_MOT.findall(avant)[-AVANT:] + _MOT.findall(apres)[:APRES])

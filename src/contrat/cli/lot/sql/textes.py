"""Les textes des réponses, retenus par les nombres dont ils dépendent, et ces nombres en un seul."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from contrat.calculs.eligibilite.compilation.constructions import nombre, operer
from contrat.calculs.eligibilite.compilation.expressions import ZERO, Entier
from contrat.calculs.eligibilite.compilation.lectures import retenir

K = TypeVar("K")
T = TypeVar("T")


class TextesRetenus(dict[K, T]):
    """Des textes par clé ; `composer` fait, d'une clé nouvelle, ce qu'elle dit."""

    def __init__(self, composer: Callable[[K], T]) -> None:
        super().__init__()
        self._composer = composer

    def __missing__(self, cle: K) -> T:
        return retenir(self, cle, self._composer(cle))


def empaqueter(bits: Mapping[str, int], valeurs: Mapping[str, Entier]) -> Entier:
    """Plusieurs petits nombres en un seul ; `bits` : ce que chacun prend."""
    total: Entier = ZERO
    poids = 0
    for nom, taille in bits.items():
        total = operer(total, "+", operer(valeurs[nom], "*", nombre(1 << poids)))
        poids += taille
    return total


def deballer(bits: Mapping[str, int], cle: int) -> dict[str, int]:
    """Les petits nombres d'une clé."""
    valeurs = {}
    for nom, taille in bits.items():
        valeurs[nom] = cle & (1 << taille) - 1
        cle >>= taille
    return valeurs

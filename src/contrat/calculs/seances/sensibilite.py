"""Éprouver un classement : l'ordre tient-il quand le poids d'un critère change de 10 % ?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from contrat.calculs.seances.hierarchisation import Classement, Parts, arrondir, noter

FACTEURS = (Fraction(9, 10), Fraction(11, 10))
CENT = 100


@dataclass(frozen=True)
class Permutation:
    """Deux actions dont l'ordre change ; `est_egalite` quand elles deviennent ex æquo."""

    devant: str
    derriere: str
    est_egalite: bool


@dataclass(frozen=True)
class Variation:
    """Le poids d'un critère multiplié par un facteur, et ce que l'ordre devient ; poids en pour cent."""

    critere: str
    avant: Decimal
    apres: Decimal
    permutations: tuple[Permutation, ...]


def eprouver(classement: Classement) -> Iterator[Variation]:
    """Chaque critère, 10 % de moins puis de plus, les autres réajustés en proportion.

    Un critère seul, un critère sans poids, ou une action seule, n'a rien à éprouver.
    """
    if len(classement.actions) < 2:
        return
    avant = noter(classement.moyennes, classement.parts)
    for critere, part in classement.parts.items():
        for facteur in FACTEURS:
            parts = _faire_varier(classement.parts, critere, facteur)
            if parts is not None:
                permutations = tuple(_permutations(classement, avant, noter(classement.moyennes, parts)))
                yield Variation(critere, arrondir(part * CENT), arrondir(parts[critere] * CENT), permutations)


def _faire_varier(parts: Parts, critere: str, facteur: Fraction) -> Parts | None:
    """Les nouvelles parts, 1 en tout ; un poids ne dépasse jamais 100 %, un poids nul reste nul."""
    reste = 1 - parts[critere]
    if not reste or not parts[critere]:
        return None
    nouvelle = min(parts[critere] * facteur, Fraction(1))
    return {c: nouvelle if c == critere else part * (1 - nouvelle) / reste for c, part in parts.items()}


def _permutations(
    classement: Classement, avant: Mapping[str, Fraction], apres: Mapping[str, Fraction]
) -> Iterator[Permutation]:
    """Les paires d'actions dont la comparaison n'est plus la même, dans l'ordre du classement."""
    for x, y in combinations((classee.action for classee in classement.actions), 2):
        # x était devant y, ou à égalité.
        if apres[x] < apres[y]:
            yield Permutation(y, x, est_egalite=False)
        elif (avant[x] == avant[y]) is not (apres[x] == apres[y]):
            yield Permutation(x, y, est_egalite=apres[x] == apres[y])

"""Additionner et comparer des montants, sans prendre l'inconnu pour zéro."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import NamedTuple, TypeVar

Cle = TypeVar("Cle", bound=Hashable)
ZERO, CENT = Decimal(0), Decimal(100)


class TotalPartiel(NamedTuple):
    """Une somme en euros, et combien de lignes elle compte sur toutes : partielle, elle ne passe pas pour le tout."""

    montant: Decimal | None
    connues: int
    lignes: int


def sommer(montants: Iterable[Decimal | None]) -> Decimal | None:
    """La somme des montants connus ; `None` quand aucun ne l'est, ce qui diffère de zéro."""
    connus = [montant for montant in montants if montant is not None]
    return sum(connus, ZERO) if connus else None


def sommer_connus(montants: Iterable[Decimal | None]) -> Decimal:
    """La somme des montants connus, zéro quand aucun ne l'est : à ne montrer qu'avec ce qui manque."""
    return sommer(montants) or ZERO


def sommer_tout(montants: Iterable[Decimal | None]) -> Decimal | None:
    """La somme, quand tous les montants sont connus ; `None` dès qu'il en manque un."""
    tous = list(montants)
    return None if None in tous else sommer_connus(tous)


def compter_connus(montants: Iterable[Decimal | None]) -> TotalPartiel:
    """La somme des montants connus, et combien ils sont sur tous."""
    tous = list(montants)
    return TotalPartiel(sommer(tous), sum(montant is not None for montant in tous), len(tous))


def sommer_par(montants: Iterable[tuple[Cle, Decimal]]) -> dict[Cle, Decimal]:
    """La somme des montants de chaque clé, dans l'ordre où les clés viennent."""
    sommes: dict[Cle, Decimal] = {}
    for cle, montant in montants:
        sommes[cle] = sommes.get(cle, ZERO) + montant
    return sommes


def part(montant: Decimal | None, total: Decimal | None) -> Decimal | None:
    """La part d'un montant dans un total, en pour cent ; `None` quand l'un manque ou que le total est nul."""
    return None if montant is None or not total else montant * CENT / total


def quotient(montant: Decimal | None, unite: Decimal | None) -> Decimal | None:
    """Combien de l'un pour une unité de l'autre ; `None` quand l'un manque ou que le second est nul."""
    return None if montant is None or not unite else montant / unite


def prendre(taux: Decimal, montant: Decimal) -> Decimal:
    """Un taux, en pour cent, d'un montant ; exact, non arrondi."""
    return montant * taux / CENT

"""Écrire un montant dans un message de règle."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def dire(montant: Decimal) -> str:
    """Un montant en euros, milliers séparés : « 1 137 300 € », « 12 840,50 € »."""
    entier = montant == montant.to_integral_value()
    return f"{montant:,.{0 if entier else 2}f}".replace(",", " ").replace(".", ",") + " €"


def additionner(montants: Iterable[Decimal | None]) -> Decimal:
    """La somme des montants renseignés."""
    return sum((m for m in montants if m is not None), Decimal(0))

"""Additionner des montants dont certains ne sont pas renseignés."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def additionner(montants: Iterable[Decimal | None]) -> Decimal:
    """La somme des montants renseignés."""
    return sum((m for m in montants if m is not None), Decimal(0))

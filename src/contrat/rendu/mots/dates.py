"""Les mots des dates : ceux que tout le monde emploie (`contrat.dates`), et les exercices d'une période."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contrat.dates import dire_jour, dire_moment, dire_periode

if TYPE_CHECKING:
    # Sans lui, dire un jour ne demande aucun modèle.
    from contrat.modele.contrat import Periode

__all__ = ["dire_exercices", "dire_jour", "dire_moment", "dire_periode"]


def dire_exercices(periode: Periode) -> str:
    """Les exercices d'une période : `2010`, ou `2010-2011`."""
    return periode.dite

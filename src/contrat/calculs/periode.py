"""Écrire une période."""

from __future__ import annotations

from contrat.modele.contrat import Periode


def dire_periode(periode: Periode) -> str:
    """Écrire une période comme on la demande : `2010` ou `2010-2011`."""
    return str(periode.debut) if periode.debut == periode.fin else f"{periode.debut}-{periode.fin}"

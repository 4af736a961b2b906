"""Dire un jour, un moment connu à l'année ou au mois, une période d'exercices."""

from __future__ import annotations

from contrat.modele.contrat import Periode


def dire_exercices(periode: Periode) -> str:
    """Les exercices d'une période : `2010`, ou `2010-2011`."""
    return str(periode.debut) if periode.debut == periode.fin else f"{periode.debut}-{periode.fin}"

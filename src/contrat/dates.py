"""Dire un jour, un moment connu à l'année ou au mois, une période."""

from __future__ import annotations

from datetime import date

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def dire_jour(jour: date) -> str:
    """Un jour en toutes lettres : « 1er octobre 2010 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {MOIS[jour.month - 1]} {jour.year}"


def dire_periode(du: date, au: date | None) -> str:
    """Une période : « du 1er janvier 2026 au 31 décembre 2026 »."""
    return f"depuis le {dire_jour(du)}" if au is None else f"du {dire_jour(du)} au {dire_jour(au)}"


def dire_moment(moment: str) -> str:
    """Une date connue à l'année, au mois ou au jour, en toutes lettres."""
    morceaux = [int(m) for m in moment.split("-")]
    if len(morceaux) == len(("année", "mois", "jour")):
        return dire_jour(date(*morceaux))
    return f"{MOIS[morceaux[1] - 1]} {morceaux[0]}" if len(morceaux) > 1 else moment

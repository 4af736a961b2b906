"""Dire un jour, un moment connu à l'année ou au mois, une période ; lire un jour écrit à la française."""

from __future__ import annotations

import re
from datetime import date

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_JOUR_FRANCAIS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_MOIS_FRANCAIS = re.compile(r"(0?[1-9]|1[0-2])[/.-]([0-9]{4})")


def retourner_jour(texte: str) -> str | None:
    """Le jour AAAA-MM-JJ d'une écriture JJ/MM/AAAA : vide quand le calendrier ne l'a pas, rien d'une autre écriture."""
    trouve = _JOUR_FRANCAIS.fullmatch(texte)
    if trouve is None:
        return None
    jour = f"{trouve[3]}-{trouve[2]:0>2}-{trouve[1]:0>2}"
    try:
        date.fromisoformat(jour)
    except ValueError:
        return ""
    return jour


def retourner_moment(texte: str) -> str | None:
    """Le jour, ou le mois AAAA-MM d'une écriture MM/AAAA ; rien d'une autre écriture, ou de ce qui n'existe pas."""
    trouve = _MOIS_FRANCAIS.fullmatch(texte)
    return f"{trouve[2]}-{trouve[1]:0>2}" if trouve else retourner_jour(texte) or None


def deviner_jour(texte: str, est_francais: bool) -> str | None:
    """Un jour écrit `20/09/2011`, quand son premier nombre ne peut pas être un mois, ou que le tableau est français.

    Rien pour un jour absent du calendrier, que l'on refuse tel qu'il est écrit.
    """
    jour = retourner_jour(texte)
    est_sur = jour and (est_francais or int(jour[-2:]) > len(MOIS) or jour[-2:] == jour[5:7])
    return jour if est_sur else None


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


def dire_quand(moment: str) -> str:
    """Le même, à sa place dans une phrase : « le 15 février 2010 », « en avril 2010 », « en 2010 »."""
    return f"{'le' if _est_un_jour(moment) else 'en'} {dire_moment(moment)}"


def dire_du(moment: str) -> str:
    """Le même, en complément d'un nom : « du 15 février 2010 », « d'avril 2010 », « de 2010 »."""
    dit = dire_moment(moment)
    if _est_un_jour(moment):
        return f"du {dit}"
    return f"d'{dit}" if dit[0] in "ao" else f"de {dit}"


def _est_un_jour(moment: str) -> bool:
    return moment.count("-") == len(("mois", "jour"))

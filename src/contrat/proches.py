"""Trouver, dans une liste fermée, le mot que l'usager a sans doute voulu écrire."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Des façons d'écrire un objet, chacune avec son identifiant : `("3.1", "centre-social")`.
Noms = Iterable[tuple[str, str]]

# Comparer deux mots coûte le produit de leurs longueurs ; aucun mot attendu n'est plus long.
_MOT_MAX = 100


def replier(mot: str) -> str:
    """Ôter casse, accents et séparateurs : « Santé » et `sante` se valent."""
    decompose = unicodedata.normalize("NFKD", mot.casefold())
    return "".join(signe for signe in decompose if signe.isalnum())


def designer(mot: str, noms: Noms) -> str | None:
    """L'identifiant que ce mot désigne seul : à la lettre, sinon casse et accents repliés, sauf pour un nombre."""
    paires = list(noms)
    trouves = {identifiant for nom, identifiant in paires if nom == mot}
    if not trouves and any(map(str.isalpha, mot)):
        trouves = {identifiant for nom, identifiant in paires if replier(nom) == replier(mot)}
    return trouves.pop() if len(trouves) == 1 else None


def plus_proche(mot: str, choix: Iterable[str]) -> str | None:
    """Le choix le plus proche d'un mot, ou rien quand aucun ne ressemble."""
    if len(mot) > _MOT_MAX:
        return None
    from difflib import get_close_matches  # importé seulement quand une faute existe

    replies: dict[str, str] = {}
    for candidat in choix:
        replies.setdefault(replier(candidat), candidat)
    if replier(mot) in replies:
        return replies[replier(mot)]
    trouves = get_close_matches(replier(mot), replies, n=1, cutoff=0.6)
    return replies[trouves[0]] if trouves else None


def proposer(mot: str, choix: Iterable[str]) -> str:
    """La phrase d'aide : « vouliez-vous dire … ? », ou la liste des choix quand elle est courte."""
    candidats = list(choix)
    proche = plus_proche(mot, candidats)
    if proche is not None:
        return f"vouliez-vous dire « {proche} » ?"
    if candidats and sum(map(len, candidats)) <= 200:
        return "choisir parmi : " + ", ".join(candidats)
    return ""

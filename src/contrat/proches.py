"""Trouver, dans une liste fermée, le mot que l'usager a sans doute voulu écrire."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Des façons d'écrire un objet, chacune avec son identifiant : `("3.1", "jardin-partage")`.
Noms = Iterable[tuple[str, str]]

# Comparer deux mots coûte le produit de leurs longueurs ; aucun mot attendu n'est plus long.
_MOT_MAX = 100
# Un mot plus court est contenu dans trop de choses.
_MOT_MIN = 4


# Devant un autre mot, ce qui le fait dire le contraire.
_NIE = re.compile(r"(?<![^\W_])(?:non|pas|sans)[\W_]+[^\W_]")

_LIEES = str.maketrans({"œ": "oe", "æ": "ae"})


def replier(mot: str) -> str:
    """Ôter casse, accents et séparateurs : « Santé » et `sante` se valent."""
    return "".join(signe for signe in oter_accents(mot) if signe.isalnum())


def oter_accents(texte: str) -> str:
    """Ôter casse et accents, écrire en deux lettres celles qui sont liées, sans toucher au reste."""
    decompose = unicodedata.normalize("NFKD", texte.casefold().translate(_LIEES))
    return "".join(signe for signe in decompose if not unicodedata.combining(signe))


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
    replies = {replie: choisi for replie, choisi in replies.items() if not _est_contraire(mot, choisi)}
    trouves = get_close_matches(replier(mot), replies, n=1, cutoff=0.6)
    # « visite » n'est proche de rien par ses lettres, mais un seul choix le contient.
    contenus = [] if trouves or len(replier(mot)) < _MOT_MIN else [r for r in replies if replier(mot) in r]
    return replies[trouves[0]] if trouves else replies[contenus[0]] if len(contenus) == 1 else None


def _est_contraire(un: str, autre: str) -> bool:
    """Dire si l'un nie l'autre, comme `non_admise` et `admise`, `incertain` et `certain` : ce n'est pas une faute."""
    if (_NIE.search(oter_accents(un)) is None) != (_NIE.search(oter_accents(autre)) is None):
        return True
    court, long = sorted((replier(un), replier(autre)), key=len)
    return any(court == long[: m.start()] + long[m.end() :] for m in re.finditer("in", long))


def deviner(mot: str, choix: Iterable[str], *, est_ferme: bool = False) -> str | None:
    """Le choix que ce mot veut sûrement dire : il n'en diffère que par la casse, les accents ou les séparateurs.

    Dans une liste fermée, dont l'outil connaît chaque mot, une lettre peut aussi manquer, être en trop, changée, ou
    échangée avec sa voisine ; un seul choix doit être aussi près, et un chiffre n'est pas une lettre.
    """
    candidats = list(choix)
    proche = plus_proche(mot, candidats)
    if proche is None or replier(mot) == replier(proche):
        return proche
    voisins = {candidat for candidat in candidats if _differe_d_une_lettre(mot, candidat)}
    return proche if est_ferme and voisins == {proche} and _chiffres(mot) == _chiffres(proche) else None


def _chiffres(mot: str) -> list[str]:
    return [signe for signe in mot if signe.isdigit()]


def _differe_d_une_lettre(un: str, autre: str) -> bool:
    court, long = sorted((un, autre), key=len)
    if len(court) < 2:
        return False
    tete = next((i for i, (a, b) in enumerate(zip(court, long, strict=False)) if a != b), len(court))
    reste_court, reste_long = court[tete:], long[tete:]
    if len(long) == len(court) + 1:
        return reste_court == reste_long[1:]
    if len(long) != len(court):
        return False
    echange = reste_court[:2] == reste_long[1::-1] and reste_court[2:] == reste_long[2:]
    return reste_court[1:] == reste_long[1:] or echange


def proposer(mot: str, choix: Iterable[str]) -> str:
    """La phrase d'aide : « vouliez-vous dire … ? », ou la liste des choix quand elle est courte."""
    candidats = list(choix)
    proche = plus_proche(mot, candidats)
    if proche is not None:
        return f"vouliez-vous dire « {proche} » ?"
    if candidats and sum(map(len, candidats)) <= 300:
        return "choisir parmi : " + ", ".join(candidats)
    return ""

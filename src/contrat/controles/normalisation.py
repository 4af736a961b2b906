"""Ramener un texte à son écriture ordinaire, sans perdre la place de chaque signe."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Les apostrophes et les traits d'union des traitements de texte se lisent comme ceux du clavier.
_ORDINAIRES = {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2018": "'", "\u2019": "'", "\u02bc": "'"}
# Un texte qui n'a aucun de ces signes, ni deux espaces de suite, est déjà ordinaire.
_A_REPRENDRE = re.compile(r"[^ -~¡-§©«¬®°±¶·»¿-ÿŒœŸ€]")
_LETTRES = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
_SANS_ACCENT = str.maketrans(_LETTRES, "".join(unicodedata.normalize("NFD", lettre)[0] for lettre in _LETTRES))


class Normalise(NamedTuple):
    """Un texte ordinaire ; `places` donne le rang de chacun de ses signes dans le texte d'origine."""

    texte: str
    places: Sequence[int]


def normaliser(brut: str) -> Normalise:
    """Lire les signes de compatibilité, les espaces et les signes invisibles comme un lecteur les voit.

    Formes pleines, ligatures, accents décomposés et chiffres d'autres écritures deviennent des signes ordinaires ; les
    espaces et les fins de ligne qui se suivent n'en font qu'une ; traits d'union conditionnels et signes de largeur
    nulle disparaissent.
    """
    # La plupart des lignes sont en ASCII : c'est su sans les parcourir.
    if "  " not in brut and ((brut.isascii() and brut.isprintable()) or not _A_REPRENDRE.search(brut)):
        return Normalise(brut, range(len(brut)))
    return _reprendre(brut)


@lru_cache(maxsize=512)
def _reprendre(brut: str) -> Normalise:
    signes: list[str] = []
    places: list[int] = []
    for rang, amas in _amas(brut):
        for signe in _lire_amas(amas):
            if signe != " " or not signes or signes[-1] != " ":
                signes.append(signe)
                places.append(rang)
    return Normalise("".join(signes), places)


def _amas(brut: str) -> list[tuple[int, str]]:
    """Chaque signe avec les accents qui le suivent."""
    amas: list[tuple[int, str]] = []
    for rang, signe in enumerate(brut):
        if amas and unicodedata.combining(signe):
            debut, deja = amas[-1]
            # Un signe porte quelques accents ; au-delà, ce n'est plus de l'écriture.
            if len(deja) < 4:
                amas[-1] = debut, deja + signe
        else:
            amas.append((rang, signe))
    return amas


@lru_cache(maxsize=512)
def _lire_amas(amas: str) -> str:
    if unicodedata.category(amas[0]) in ("Cf", "Mn"):
        return ""
    lu = unicodedata.normalize("NFKC", _ORDINAIRES.get(amas, amas))
    return "".join(_lire_signe(signe) for signe in lu)


def _lire_signe(signe: str) -> str:
    if signe.isspace():
        return " "
    if signe.isdigit() and not signe.isascii():
        return str(unicodedata.digit(signe))
    return "" if unicodedata.category(signe) in ("Cf", "Mn", "Cc") else signe


def plier(texte: str) -> str:
    """Le texte en minuscules sans accents, signe pour signe : « Né » et « ne » s'y confondent."""
    bas = texte.lower()
    if bas.isascii():
        return bas
    if len(bas) != len(texte):
        bas = "".join(signe.lower() if len(signe.lower()) == 1 else signe for signe in texte)
    return bas.translate(_SANS_ACCENT)

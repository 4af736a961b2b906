"""Ce qu'une source dit en arrondissant : l'écart qu'un arrondi admet, et les nombres qu'un texte écrit."""

from __future__ import annotations

import re
from decimal import Decimal

# Un arrondi est à la moitié de son dernier chiffre significatif, à cinq pour cent au plus, à une unité au moins :
# « une douzaine », c'est aussi onze ou treize.
PART_MAXIMALE, UNE_UNITE = Decimal("0.05"), Decimal(1)
_NOMBRE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_MOT = re.compile(r"[a-zà-ÿ]+")
_MOTS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
    "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "cent": 100, "mille": 10**3, "dizaine": 10, "douzaine": 12, "quinzaine": 15,
    "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "millier": 10**3, "quart": 25, "tiers": 33, "moitié": 50,
}  # fmt: skip
_MULTIPLES = ((re.compile(r"\s*millions?\b"), 10**6), (re.compile(r"\s*milliards?\b"), 10**9))
_ANNEE = re.compile(r"(?:19|20)\d\d")


def tolerer(valeur: Decimal) -> Decimal:
    """L'écart qu'admet une valeur arrondie : la moitié de son pas, qui est une puissance de dix ou sa moitié."""
    pas = UNE_UNITE
    for candidat in (Decimal(m) * 10**p for p in range(12) for m in (1, 5)):
        if valeur and valeur % candidat == 0:
            pas = candidat
    return max(min(pas / 2, abs(valeur) * PART_MAXIMALE), UNE_UNITE)


def lire_nombres(texte: str) -> set[Decimal]:
    """Les nombres qu'un texte écrit, en chiffres ou en lettres ; ni « un », ni une année."""
    nombres: set[Decimal] = set()
    for trouve in _NOMBRE.finditer(texte):
        nombre = Decimal(re.sub(r"\s", "", trouve[0]).replace(",", "."))
        facteur = next((f for motif, f in _MULTIPLES if motif.match(texte, trouve.end())), 1)
        if facteur != 1 or not _ANNEE.fullmatch(trouve[0]):
            nombres.add(nombre * facteur)
    nombres.update(Decimal(_MOTS[mot]) for mot in _MOT.findall(texte.lower()) if mot in _MOTS)
    return nombres

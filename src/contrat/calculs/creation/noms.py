"""Faire d'un texte un identifiant, d'un nom de commune un complément de nom."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from contrat.modele.base import LONGUEUR_IDENTIFIANT

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_SEPARATEURS = re.compile(r"[^a-z0-9]+")
# Des noms de fichiers que Windows réserve, et des mots que d'autres lecteurs de YAML ne prennent pas pour du texte.
RESERVES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
    | {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
)
_VOYELLES = "aeiouyhàâéèêëîïôûœ"
# Ce que « de » devient devant l'article d'un nom de commune.
_ARTICLES = (("Le ", "du "), ("Les ", "des "))


def identifier(texte: str, pris: Collection[str] = (), *, longueur: int = 60) -> str:
    """Un identifiant tiré d'un texte, libre parmi ceux qui sont pris ; coupé entre deux mots.

    Rien quand le texte n'a ni lettre ni chiffre.
    """
    replie = unicodedata.normalize("NFKD", texte.casefold().translate(_LIGATURES)).encode("ascii", "ignore").decode()
    mots = _SEPARATEURS.sub("-", replie).strip("-")
    if not mots:
        return ""
    nom = mots if mots[0].isalpha() else f"n-{mots}"
    if len(nom) > longueur:
        nom = nom[: longueur + 1].rpartition("-")[0] or nom[:longueur]
    candidats = (nom if rang == 1 else f"{nom}-{rang}" for rang in count(1))
    return next(candidat for candidat in candidats if candidat not in pris and candidat not in RESERVES)[
        :LONGUEUR_IDENTIFIANT
    ]


def de(nom: str, *, est_aspire: bool = False) -> str:
    """Un nom de commune précédé de « de », « d' » devant une voyelle, « du » pour « Le », « des » pour « Les »."""
    for article, contracte in _ARTICLES:
        if nom.startswith(article):
            return contracte + nom.removeprefix(article)
    return f"d'{nom}" if nom[:1].casefold() in _VOYELLES and not est_aspire else f"de {nom}"

"""Composer du texte à largeur fixe, lisible dans un terminal de 80 colonnes et dans un tube."""

from __future__ import annotations

import textwrap

from contrat.nombres import FINE, INSECABLE
from contrat.rendu.typographie import souder

LARGEUR = 80


def plier(texte: str, retrait: str = "", suite: str | None = None, largeur: int = LARGEUR) -> list[str]:
    """Couper un texte aux espaces ; les espaces insécables tiennent ensemble un nombre et son unité."""
    # textwrap coupe aussi aux insécables : on les remplace, le temps de plier, par des signes de même largeur.
    protege = souder(texte).replace(FINE, "\x01").replace(INSECABLE, "\x02")
    lignes = textwrap.wrap(
        protege, largeur, initial_indent=retrait, subsequent_indent=retrait if suite is None else suite,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
    return [ligne.replace("\x01", FINE).replace("\x02", INSECABLE) for ligne in lignes]


def aligner(gauche: str, droite: str) -> str:
    """Un libellé à gauche, une valeur calée à droite ; un libellé trop long pousse la valeur à la ligne."""
    if len(gauche) + len(droite) + 1 > LARGEUR:
        return f"{gauche}\n{droite:>{LARGEUR}}"
    return f"{gauche}{droite:>{LARGEUR - len(gauche)}}"


def souligner(titre: str) -> list[str]:
    """Un titre de partie et son trait."""
    return [*plier(titre), "-" * LARGEUR]

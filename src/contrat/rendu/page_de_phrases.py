"""Une page de parties et de phrases, écrite au terminal ou en Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contrat.nombres import INSECABLE
from contrat.rendu.budget_md import echapper
from contrat.rendu.mise_en_page import LARGEUR, plier, rendre_ordinaires, souligner

_DANS_UN_NOMBRE = re.compile(r"(?<=\d) (?=\d{3}\b|€|%)")


@dataclass(frozen=True)
class Point:
    """Une ligne d'une liste."""

    texte: str
    rang: int = 0


@dataclass(frozen=True)
class Partie:
    """Un titre et ce qui le suit : des phrases, des points de liste ; le niveau 2 est dans le niveau 1 qui précède."""

    titre: str
    lignes: Sequence[str | Point]
    niveau: int = 1


def en_texte(titre: str, parties: Sequence[Partie]) -> str:
    """La page pour un terminal de 80 signes."""
    blocs = ["\n".join([*plier(titre), "=" * LARGEUR])]
    for partie in parties:
        tete = souligner(partie.titre) if partie.niveau == 1 else _souligner_court(partie.titre)
        blocs.append("\n".join([*tete, *(ligne for texte in partie.lignes for ligne in _plier(texte))]))
    return rendre_ordinaires("\n\n".join(blocs)) + "\n"


def _souligner_court(titre: str) -> list[str]:
    lignes = plier(titre)
    return [*lignes, "~" * max(map(len, lignes))]


def _plier(ligne: str | Point) -> list[str]:
    if isinstance(ligne, str):
        return plier(_souder(ligne))
    retrait = "  " * ligne.rang
    return plier(_souder(ligne.texte), f"{retrait}- ", f"{retrait}  ")


def _souder(texte: str) -> str:
    """Tenir ensemble les milliers d'un nombre, et un nombre et son unité, dans les textes des fiches."""
    return _DANS_UN_NOMBRE.sub(INSECABLE, texte)


def en_markdown(titre: str, parties: Sequence[Partie]) -> str:
    """La page en Markdown."""
    blocs = [f"# {echapper(titre)}"]
    for partie in parties:
        blocs.append(f"{'#' * (partie.niveau + 1)} {echapper(partie.titre)}")
        blocs += _paragraphes(partie.lignes)
    return "\n\n".join(blocs) + "\n"


def _paragraphes(lignes: Sequence[str | Point]) -> list[str]:
    """Un bloc par phrase, un seul pour les points qui se suivent."""
    blocs: list[str] = []
    suit_un_point = False
    for ligne in lignes:
        est_point = isinstance(ligne, Point)
        texte = f"{'  ' * ligne.rang}- {echapper(ligne.texte)}" if isinstance(ligne, Point) else echapper(ligne)
        if est_point and suit_un_point:
            blocs[-1] += f"\n{texte}"
        else:
            blocs.append(texte)
        suit_un_point = est_point
    return blocs

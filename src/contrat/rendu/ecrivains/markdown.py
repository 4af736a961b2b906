"""Une page en Markdown, par son gabarit ; ici seulement, un texte perd tout pouvoir de mise en forme."""

from __future__ import annotations

import re
from pathlib import Path

from contrat.rendu.ecrivains.gabarits import remplir_page
from contrat.rendu.page import Page
from contrat.rendu.typographie import mettre_d_un_trait

# Ce qui ferait une emphase, un code, un rayé, une case de tableau, où que ce soit dans le texte.
_PARTOUT = re.compile(r"[\\`*~|]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])")
# Ce qui ferait une balise ou une entité HTML.
_BALISE = re.compile(r"<|&(?=#|\w+;)")
# Ce qui, en tête, ferait un titre, une citation, une liste, une règle, une case à cocher ; « -3 » n'est rien de cela.
_EN_TETE = re.compile(r"^(?:[#>]|[+-](?=\s|$)|[-=](?=[-=\s]*$)|\[(?=[ xX]\])|\d{1,9}(?=[.)](?:\s|$)))")


def en_markdown(page: Page, racine: Path) -> str:
    """La page en Markdown ; `racine` est celle du contrat, dont les gabarits l'emportent."""
    return remplir_page(page, "md", racine, echapper)


def echapper(texte: str, *, en_tete: bool = True) -> str:
    """Un texte sur une ligne, qui se lira tel qu'il est : ni lien, ni image, ni titre, ni liste, ni tableau.

    `en_tete` dit que le texte peut commencer une ligne ; dans une case de tableau, « 1. » ne fait pas une liste.
    """
    texte = _PARTOUT.sub(r"\\\g<0>", mettre_d_un_trait(texte))
    texte = _BALISE.sub(lambda signe: "&lt;" if signe[0] == "<" else "&amp;", texte)
    return _EN_TETE.sub(_desarmer, texte) if en_tete else texte


def _desarmer(debut: re.Match[str]) -> str:
    # « 1. » en tête se désarme au point : une barre devant un chiffre se verrait.
    return f"{debut[0]}\\" if debut[0].isdigit() else f"\\{debut[0]}"

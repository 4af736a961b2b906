"""Un tableau de textes au terminal : des colonnes alignées, les plus souples pliées pour tenir en 80 signes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from contrat.rendu.budget_texte import CADRE, ENTRE_COLONNES
from contrat.rendu.mise_en_page import LARGEUR


@dataclass(frozen=True)
class Colonne:
    """Une colonne : son en-tête, son côté, et si ses textes peuvent passer à la ligne."""

    entete: str
    a_droite: bool = False
    souple: bool = False


def aligner_colonnes(colonnes: Sequence[Colonne], rangs: Sequence[Sequence[str]]) -> list[str]:
    """Les lignes du tableau, sans couleur ni espace en fin de ligne."""
    table = Table(box=CADRE, show_edge=False, pad_edge=False, padding=(0, ENTRE_COLONNES - 1, 0, 0))
    for colonne in colonnes:
        table.add_column(colonne.entete, justify="right" if colonne.a_droite else "left", no_wrap=not colonne.souple)
    for rang in rangs:
        table.add_row(*map(Text, rang))
    sortie = StringIO()
    Console(file=sortie, width=LARGEUR, color_system=None, force_terminal=False, legacy_windows=False).print(table)
    return [ligne.rstrip() for ligne in sortie.getvalue().splitlines()]

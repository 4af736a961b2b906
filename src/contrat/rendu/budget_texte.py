"""Le budget au terminal : des tableaux sans couleur, de la largeur donnée, nombres jamais coupés."""

from __future__ import annotations

from io import StringIO

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from contrat.rendu.budget_page import Page, Tableau
from contrat.rendu.mise_en_page import LARGEUR, plier, rendre_ordinaires

# Des tirets ordinaires : un tube ou une vieille console n'ont pas toujours les traits des tableaux.
CADRE = Box("    \n    \n -- \n    \n -- \n    \n    \n    \n", ascii=True)
ENTRE_COLONNES = 2
LIBELLE_LISIBLE = 24


def en_texte(page: Page, largeur: int = LARGEUR) -> str:
    """La page en texte ; au-dessous de 80 signes, la largeur est ramenée à 80."""
    blocs = ["\n".join([*plier(page.titre), *plier(page.sujet)])]
    blocs += [_tableau(tableau, max(largeur, LARGEUR)) for tableau in page.tableaux]
    if page.notes:
        blocs.append("\n".join(ligne for note in page.notes for ligne in plier(note, "- ", "  ")))
    return rendre_ordinaires("\n\n".join(blocs))


def _tableau(tableau: Tableau, largeur: int) -> str:
    if _largeur_utile(tableau) > largeur:
        tableau = tableau.alleger()
    table = Table(box=CADRE, show_edge=False, pad_edge=False, padding=(0, ENTRE_COLONNES - 1, 0, 0))
    table.add_column(tableau.entete)
    for nom in tableau.colonnes:
        table.add_column(nom, justify="right", no_wrap=True)
    a_intertitres = any(rangee.est_intertitre for rangee in tableau.rangees)
    precedente_totale = False
    for rangee in tableau.rangees:
        if rangee.est_intertitre or ((rangee.est_total or precedente_totale) and not a_intertitres):
            table.add_section()
        precedente_totale = rangee.est_total
        table.add_row(Text(rangee.libelle), *map(Text, rangee.cellules))
    sortie = StringIO()
    Console(file=sortie, width=largeur, color_system=None, force_terminal=False, legacy_windows=False).print(table)
    return "\n".join(ligne.rstrip() for ligne in sortie.getvalue().splitlines())


def _largeur_utile(tableau: Tableau) -> int:
    """La largeur qu'il faut pour que les nombres tiennent et que les libellés restent lisibles."""
    rangs = [tableau.colonnes, *(r.cellules for r in tableau.rangees if not r.est_intertitre)]
    nombres = sum(max(map(len, colonne)) + ENTRE_COLONNES for colonne in zip(*rangs, strict=True))
    return nombres + min(LIBELLE_LISIBLE, max(len(r.libelle) for r in tableau.rangees))

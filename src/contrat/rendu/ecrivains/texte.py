"""Une page au terminal : sans couleur, de la largeur donnée, nombres jamais coupés."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Literal

from rich.box import Box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Bloc, Figure, Page, Partie, Points, Remarque, Tableau
from contrat.rendu.typographie import LARGEUR, plier, rendre_ordinaires

# Des tirets ordinaires : un tube ou une vieille console n'ont pas toujours les traits des tableaux.
CADRE = Box("    \n    \n -- \n    \n -- \n    \n    \n    \n", ascii=True)
ENTRE_COLONNES = 2
LIBELLE_LISIBLE = 24
# Une note prend toute la largeur : rich ne dessine que sa place.
PLACE_D_UNE_NOTE = "\x00"


def en_texte(page: Page, largeur: int = LARGEUR) -> str:
    """La page en texte ; au-dessous de 80 signes, la largeur est ramenée à 80."""
    largeur = max(largeur, LARGEUR)
    tete = [*plier(page.titre), *plier(page.sujet)]
    if any(partie.titre for partie in page.parties):
        tete.append("=" * LARGEUR)
    blocs = ["\n".join(tete)]
    for partie in page.parties:
        blocs += _partie(partie, largeur)
    return rendre_ordinaires("\n\n".join(blocs)) + "\n"


def _partie(partie: Partie, largeur: int) -> Iterator[str]:
    """Les blocs d'une partie ; le titre et ce qui le suit, les phrases entre elles, n'ont pas de ligne vide."""
    amas = titre = _titrer(partie)
    for bloc in partie.blocs:
        if isinstance(bloc, Tableau | Figure):
            if amas and amas is not titre:
                yield "\n".join(amas)
                amas = []
            for tableau in _tableaux(bloc.tableau if isinstance(bloc, Figure) else bloc, largeur):
                yield "\n".join([*amas, tableau])
                amas = []
        else:
            amas = [*amas, *_lignes(bloc)]
    if amas:
        yield "\n".join(amas)


def _titrer(partie: Partie) -> list[str]:
    if not partie.titre:
        return []
    lignes = plier(partie.titre)
    return [*lignes, "-" * LARGEUR if partie.niveau == 1 else "~" * max(map(len, lignes))]


def _lignes(bloc: Bloc) -> list[str]:
    if isinstance(bloc, Points):
        puce = "[ ] " if bloc.a_cocher else "- "
        return [ligne for p in bloc.points for ligne in _plier_point(p.texte, "  " * p.rang, puce)]
    return plier(bloc.texte if isinstance(bloc, Remarque) else str(bloc))


def _plier_point(texte: str, retrait: str, puce: str) -> list[str]:
    return plier(texte, retrait + puce, retrait + " " * len(puce))


def _tableaux(tableau: Tableau, largeur: int) -> Iterator[str]:
    """Le tableau ; trop large, ses colonnes facultatives vont dans d'autres, dessous : il ne s'en perd aucune."""
    for partiel in repartir_colonnes(tableau, largeur):
        titre = plier(partiel.titre) if partiel.titre else []
        yield "\n".join([*titre, *_dessiner(partiel, largeur)])


def repartir_colonnes(tableau: Tableau, largeur: int) -> Iterator[Tableau]:
    """Le tableau entier s'il tient, sinon l'essentiel, puis les colonnes facultatives par groupes qui tiennent."""
    tableau = _garder(tableau, [i for i, colonne in enumerate(tableau.colonnes) if not colonne.detail])
    rangs = [i for i, colonne in enumerate(tableau.colonnes) if colonne.facultative]
    if not rangs or _largeur_utile(tableau) <= largeur:
        yield from _separer_les_nombres(tableau, largeur)
        return
    essentiels = [i for i in range(len(tableau.colonnes)) if i not in rangs]
    if len(essentiels) > 1:
        yield from _separer_les_nombres(_garder(tableau, essentiels), largeur)
        tableau = replace(tableau, titre="")
    yield from _grouper(tableau, rangs, largeur)


def _separer_les_nombres(tableau: Tableau, largeur: int) -> Iterator[Tableau]:
    """Un tableau dont les nombres, même ses libellés pliés, ne tiennent pas : ses colonnes par groupes qui tiennent."""
    rangs = list(range(1, len(tableau.colonnes)))
    if len(rangs) > 1 and _largeur_utile(tableau, sans_couper=True) > largeur:
        yield from _grouper(tableau, rangs, largeur)
    else:
        yield tableau


def _grouper(tableau: Tableau, rangs: list[int], largeur: int) -> Iterator[Tableau]:
    """Ces colonnes, par groupes qui tiennent, la première en tête de chacun."""
    while rangs:
        pris = next(n for n in range(len(rangs), 0, -1) if n == 1 or _tient(tableau, [0, *rangs[:n]], largeur))
        yield _garder(tableau, [0, *rangs[:pris]])
        tableau = replace(tableau, titre="")
        rangs = rangs[pris:]


def _tient(tableau: Tableau, rangs: list[int], largeur: int) -> bool:
    return _largeur_utile(_garder(tableau, rangs)) <= largeur


def _garder(tableau: Tableau, rangs: list[int]) -> Tableau:
    """Le même tableau, avec ces seules colonnes."""
    return replace(
        tableau,
        colonnes=tuple(tableau.colonnes[i] for i in rangs),
        rangees=tuple(
            r if r.est_intertitre else replace(r, cellules=tuple(r.cellules[i] for i in rangs)) for r in tableau.rangees
        ),
    )


def _dessiner(tableau: Tableau, largeur: int) -> list[str]:
    table = Table(box=CADRE, show_edge=False, pad_edge=False, padding=(0, ENTRE_COLONNES - 1, 0, 0))
    for colonne in tableau.colonnes:
        cote: Literal["left", "right"] = "right" if colonne.est_chiffree else "left"
        table.add_column(Text(colonne.entete), justify=cote, no_wrap=colonne.est_chiffree or colonne.fixe)
    precedente_totale, notes = False, list[list[str]]()
    for rangee in tableau.rangees:
        # Sous un intertitre, un total en retrait ferme son groupe sans trait au-dessus.
        if precedente_totale or (rangee.est_total and not rangee.retrait):
            table.add_section()
        precedente_totale = rangee.est_total
        premiere, *suite = ecrire_rangee(tableau, rangee)
        if rangee.est_note:
            table.add_row(f"{PLACE_D_UNE_NOTE}{len(notes)}")
            notes.append(plier(premiere, "  " * rangee.retrait, "  " * rangee.retrait))
        else:
            table.add_row(Padding(Text(premiere), (0, 0, 0, 2 * rangee.retrait)), *map(Text, suite))
    sortie = StringIO()
    Console(file=sortie, width=largeur, color_system=None, force_terminal=False, legacy_windows=False).print(table)
    return [
        texte.rstrip()
        for ligne in sortie.getvalue().splitlines()
        for texte in (notes[int(ligne[1:])] if ligne.startswith(PLACE_D_UNE_NOTE) else [ligne])
    ]


def _largeur_utile(tableau: Tableau, *, sans_couper: bool = False) -> int:
    """La largeur où les nombres tiennent et où les libellés se lisent ; ou bien, pliés, où aucun mot n'est coupé."""
    rangees = [ecrire_rangee(tableau, r) for r in tableau.rangees if not r.est_intertitre and not r.est_note]
    total = 0
    for rang, colonne in enumerate(tableau.colonnes):
        textes = [colonne.entete, *(r[rang] for r in rangees)]
        if colonne.est_chiffree or colonne.fixe:
            total += max(map(len, textes)) + ENTRE_COLONNES
            continue
        morceaux = [mot for texte in textes for mot in texte.split()] if sans_couper else textes
        retrait = 2 * max((r.retrait for r in tableau.rangees), default=0) if sans_couper and rang == 0 else 0
        total += min(LIBELLE_LISIBLE, max(map(len, morceaux), default=0) + retrait) + ENTRE_COLONNES
    return total - ENTRE_COLONNES

"""Retirer et déplacer les éléments d'une liste : chacun part avec ses commentaires, et les autres gardent les leurs."""

from __future__ import annotations

import pytest

from contrat.depot.retrait import deplacer, retirer
from contrat.erreurs import ErreurContrat

CHEMIN = ("plan", "ressources")
A, B, C, D = (
    "    # de A\n    - a: 1\n      # dans A\n      b: 2  # fin A\n      # encore A\n", "    # de B\n    - a: 2\n",
    "    - {a: 3}  # de C\n", "    # de D\n    - a: 4\n",
)  # fmt: skip
DEBUT, VIDE, FIN = "plan:\n  ressources:\n", "\n", "# la suite\nautre: 1\n"
TEXTE = DEBUT + A + B + C + VIDE + D + FIN


@pytest.mark.parametrize(
    ("rangs", "restent"),
    [((), A + B + C + VIDE + D), ((0,), B + C + VIDE + D), ((1, 2), A + VIDE + D), ((3,), A + B + C + VIDE)],
)
def test_retirer(rangs: tuple[int, ...], restent: str) -> None:
    assert retirer(TEXTE, CHEMIN, rangs) == DEBUT + restent + FIN
    assert retirer(TEXTE, CHEMIN, range(4)).startswith("plan:\n  ressources: []\n")


@pytest.mark.parametrize(
    ("rang", "vers", "ordre"),
    [
        (0, 3, B + C + VIDE + D + A), (3, 0, D + A + B + C + VIDE), (2, 1, A + C + B + VIDE + D),
        (1, 2, A + C + VIDE + B + D), (1, 1, A + B + C + VIDE + D),
    ],
)  # fmt: skip
def test_deplacer(rang: int, vers: int, ordre: str) -> None:
    assert deplacer(TEXTE, CHEMIN, rang, vers) == DEBUT + ordre + FIN


def test_une_liste_sur_une_ligne() -> None:
    assert deplacer("jalons: [{a: 1}, 'b', c]  # fin\n", ("jalons",), 2, 0) == "jalons: [c, {a: 1}, 'b']  # fin\n"
    assert retirer("plan: {liste: [a, b]}\n", ("plan", "liste"), [0]) == "plan: {liste: [b]}\n"


def test_un_commentaire_ne_se_perd_pas() -> None:
    assert retirer("liste:  # pourquoi\n  - a\nb: c\n", ("liste",), [0]) == "liste: []  # pourquoi\nb: c\n"
    with pytest.raises(ErreurContrat, match="ne peuvent pas y être retirés"):
        retirer("liste: [a, # pourquoi\n  b]\n", ("liste",), [0])


def test_un_fichier_sans_fin_de_ligne() -> None:
    assert deplacer("jalons:\n  - a\n  - b", ("jalons",), 1, 0) == "jalons:\n  - b\n  - a\n"

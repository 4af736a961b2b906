"""Aucune case masquée ne se retrouve : ni seule, ni par différence avec les totaux affichés."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.suivi.secret import TOTAL, Cle, masquer

SEUIL = 11


def retrouver(visibles: dict[Cle, int | None]) -> dict[Cle, int | None]:
    """Ce qu'un lecteur déduit : dans une ligne ou une colonne à une seule inconnue, la différence la donne."""
    connus = dict(visibles)
    lignes, colonnes = {x for x, _ in connus}, {y for _, y in connus}
    groupes = [[(x, y) for y in colonnes] for x in lignes] + [[(x, y) for x in lignes] for y in colonnes]
    while True:
        seules = [[c for c in g if connus[c] is None] for g in groupes]
        trouvee = next(((g, c[0]) for g, c in zip(groupes, seules, strict=True) if len(c) == 1), None)
        if trouvee is None:
            return connus
        groupe, cle = trouvee
        fin = max(groupe, key=lambda c: c.count(TOTAL))
        autres = sum(connus[c] or 0 for c in groupe if c not in (cle, fin))
        connus[cle] = autres if cle == fin else (connus[fin] or 0) - autres


@given(
    st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=4), min_size=2, max_size=5).filter(
        lambda rangs: len({len(rang) for rang in rangs}) == 1
    )
)
def test_une_case_masquee_ne_se_deduit_pas(rangs: list[list[int]]) -> None:
    cases = {(f"l{i}", f"c{j}"): n for i, rang in enumerate(rangs) for j, n in enumerate(rang)}
    visibles = masquer(cases, SEUIL)
    assert not [cle for cle, nombre in visibles.items() if nombre is not None and 0 < nombre < SEUIL]
    assert retrouver(visibles) == visibles
    for cle, nombre in visibles.items():
        if nombre is not None and TOTAL not in cle:
            assert nombre == cases[cle]


@pytest.mark.parametrize(("petit", "attendu"), [(10, None), (11, 11)])
def test_le_seuil_est_franchi_a_onze(petit: int, attendu: int | None) -> None:
    visibles = masquer({("a", "x"): petit, ("a", "y"): 50, ("b", "x"): 60, ("b", "y"): 70}, SEUIL)
    assert visibles["a", "x"] == attendu
    assert visibles[TOTAL, TOTAL] == 180 + petit


def test_une_seule_petite_case_en_cache_trois_autres() -> None:
    """Sa voisine de ligne, sa voisine de colonne, et celle qui les relierait ; les totaux restent lisibles."""
    visibles = masquer(
        {("a", "x"): 3, ("a", "y"): 20, ("a", "z"): 30, ("b", "x"): 40, ("b", "y"): 50, ("b", "z"): 60}, SEUIL
    )
    caches = {cle for cle, nombre in visibles.items() if nombre is None}
    assert caches == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_un_tableau_de_grands_nombres_est_montre_tout_entier() -> None:
    cases = {("a", "x"): 11, ("a", "y"): 12, ("b", "x"): 13, ("b", "y"): 0}
    assert masquer(cases, SEUIL) == cases | {
        ("a", TOTAL): 23, ("b", TOTAL): 13, (TOTAL, "x"): 24, (TOTAL, "y"): 12, (TOTAL, TOTAL): 36,
    }  # fmt: skip

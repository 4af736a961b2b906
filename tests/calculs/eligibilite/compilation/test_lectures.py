"""D'une case de CSV à son nombre : sa forme, ses limites, ce qui est douteux, ce qui s'écrit comme dans un tableur."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse, ouvrir_colonne, retenir
from contrat.modele.lot import EcritureFrancaise


def lire(colonne: str, case: str) -> Any:
    """Le nombre d'une case, lue deux fois : la seconde, il est retenu."""
    cases = ouvrir_colonne(colonne, set(), est_francais=False)
    assert cases[case] == cases[case]
    assert (case in cases) is (colonne != "id")
    return cases[case]


@pytest.mark.parametrize(
    ("colonne", "case", "nombre"),
    [
        ("rfr", "9000.5", 900050), ("rfr", " 9000.05 ", 900005), ("rfr", "0", 0), ("rfr", "", None), ("rfr", " ", None),
        ("rfr", "1000000000", 10**11), ("personnes", "2", 2), ("personnes", "1000000", 10**6), ("commences", "non", 0),
        ("commences", "oui", 1), ("dpe", "A", 0), ("dpe", "G", 6), ("date", "2011-09-20", 20110920),
        ("gain", "32", 32 * 10**10), ("gain", "34.999999 %", 349999990000),
        ("achevement", "1962", (19620101, 19621231)),
        ("achevement", "1962-02", (19620201, 19620228)), ("departement", "2A", 2 * 36 + 10),
        ("departement", "974", 11920),
        ("rfr_annee", "2009", 2009), ("nature", "autonomie", 0), ("nature", "travaux_lourds", 3), ("id", "M-1", None),
    ],
)  # fmt: skip
def test_chaque_case_a_son_nombre(colonne: str, case: str, nombre: Any) -> None:
    assert lire(colonne, case) == nombre


@pytest.mark.parametrize(
    ("colonne", "case"),
    [
        ("id", " "), ("date", "2011-02-30"), ("rfr", "1e3"), ("personnes", "0"), ("dpe", "H"),
        ("commences", "peut-être"), ("rfr", "1000000000.01"), ("personnes", "1000001"), ("surface", "99999999"),
    ],
)  # fmt: skip
def test_une_case_douteuse(colonne: str, case: str) -> None:
    """Sans sa forme, ou plus grande que ce que 64 bits tiendraient une fois multiplié : au lecteur ordinaire."""
    with pytest.raises(LigneDouteuse):
        lire(colonne, case)


@pytest.mark.parametrize(
    ("colonne", "cases", "nombres", "douteuses"),
    [
        ("rfr", ["9000.5", "", "0", "12840.05", "1000000000"], [900050, None, 0, 1284005, 10**11], set()),
        ("rfr", ["9000.5", "1e3", "", "1;2", "1000000000.01"], [900050, None, None, None, None], {1, 3, 4}),
        ("rfr", ["9 000,50", "007"], [900050, None], {1}), ("id", ["A", "B"], [None, None], set()),
        ("id", ["A", " "], [None, None], {1}), ("dpe", ["A", "H", "", "G"], [0, None, None, 6], {1}),
    ],
)  # fmt: skip
def test_une_colonne_se_lit_d_un_coup(
    colonne: str, cases: list[str], nombres: list[int | None], douteuses: set[int]
) -> None:
    """Une case douteuse ne gêne pas ses voisines."""
    trouvees: set[int] = set()
    assert ouvrir_colonne(colonne, set(), est_francais=True).lire(cases, trouvees) == nombres
    assert trouvees == douteuses


def test_une_ecriture_de_tableur_se_lit_et_se_retient() -> None:
    lues: set[EcritureFrancaise] = set()
    for _ in (1, 2):
        assert ouvrir_colonne("rfr", lues, est_francais=True)["9 000,50"] == 900050
        assert ouvrir_colonne("date", lues, est_francais=True)["20/09/2011"] == 20110920
    assert lues == {"montants", "dates"}


def test_ce_qu_on_retient_ne_grandit_pas_sans_fin() -> None:
    memoire: dict[Any, str] = dict.fromkeys(range((1 << 14) - 1), "")
    assert retenir(memoire, "dernier", "a") == "a"
    assert len(memoire) == 1 << 14
    retenir(memoire, "de trop", "b")
    assert memoire == {"de trop": "b"}


def test_des_montants_simples_se_lisent_ensemble() -> None:
    """Une ou deux décimales, toutes : chacune a ses centimes."""
    cases = ["", "12", *(f"3.{n}" for n in range(10)), *(f"0.{n:02}" for n in range(100))]
    lus = ouvrir_colonne("rfr", set(), est_francais=False).lire(cases, set())
    assert lus == [None, 1200, *(300 + 10 * n for n in range(10)), *range(100)]

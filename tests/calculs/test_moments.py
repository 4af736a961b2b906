"""Des dates à l'année, au mois ou au jour : la précision de l'une ne prouve rien de l'autre."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.moments import (
    ajouter_mois,
    coincide,
    dernier_jour,
    est_passe,
    jours_couverts,
    precede,
    premier_jour,
)


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("2010", "2011", True),
        ("2010", "2010", False),
        ("2011", "2010", False),
        ("2010-02", "2010-03", True),
        ("2010-02", "2010", False),
        ("2010", "2010-02", False),
        ("2010-12-31", "2011", True),
        ("2010-02-14", "2010-02-15", True),
        ("2010-02-15", "2010-02-15", False),
    ],
)
def test_precede(avant: str, apres: str, attendu: bool) -> None:
    assert precede(avant, apres) is attendu


@pytest.mark.parametrize(
    ("une", "autre", "attendu"),
    [
        ("2010", "2010-02-15", True),
        ("2010-02-15", "2010", True),
        ("2010-02", "2010-02", True),
        ("2010-02", "2010-03-01", False),
        ("2010", "2011", False),
    ],
)
def test_coincide(une: str, autre: str, attendu: bool) -> None:
    assert coincide(une, autre) is attendu


@pytest.mark.parametrize(
    ("moment", "premier", "dernier"),
    [
        ("2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("2010-02", date(2010, 2, 1), date(2010, 2, 28)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2010-11", date(2010, 11, 1), date(2010, 11, 30)),
        ("2010-12", date(2010, 12, 1), date(2010, 12, 31)),
        ("2010-02-18", date(2010, 2, 18), date(2010, 2, 18)),
    ],
)
def test_le_premier_et_le_dernier_jour(moment: str, premier: date, dernier: date) -> None:
    assert jours_couverts(moment) == (premier_jour(moment), dernier_jour(moment)) == (premier, dernier)


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2010, 1, 15), 0, date(2010, 1, 15)),
        (date(2010, 1, 31), 1, date(2010, 2, 28)),
        (date(2012, 1, 31), 1, date(2012, 2, 29)),
        (date(2010, 11, 30), 1, date(2010, 12, 30)),
        (date(2010, 11, 30), 2, date(2011, 1, 30)),
        (date(2010, 12, 1), 12, date(2011, 12, 1)),
        (date(2010, 3, 31), 25, date(2012, 4, 30)),
    ],
)
def test_ajouter_des_mois(jour: date, mois: int, attendu: date) -> None:
    assert ajouter_mois(jour, mois) == attendu


@pytest.mark.parametrize(
    ("moment", "attendu"), [("2010", True), ("2011-12-31", True), ("2012", False), ("2012-01-01", False)]
)
def test_est_passe_a_la_fin_de_2011(moment: str, attendu: bool) -> None:
    assert est_passe(moment, 2011) is attendu

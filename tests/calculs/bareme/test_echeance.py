"""Jusqu'à quand les plafonds sont saisis, et soixante jours avant, une alerte."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.bareme.echeance import approche, dire_comment, fin_des_tables
from tests.calculs.fabriques import TABLE, bareme

ILE = TABLE.replace("autres_regions", "ile_de_france")
PLUS_LONGUE, SANS_FIN = (TABLE.replace("au: 2012-12-31", fin) for fin in ("au: 2013-12-31", ""))


@pytest.mark.parametrize(
    ("tables", "fin"),
    [
        ((TABLE, ILE), date(2012, 12, 31)),
        ((TABLE, PLUS_LONGUE, ILE), date(2012, 12, 31)),
        ((TABLE, PLUS_LONGUE, ILE.replace("2012-12-31", "2014-12-31")), date(2013, 12, 31)),
        ((TABLE, SANS_FIN, ILE), None),
        ((TABLE,), None),  # d'une zone sans aucune table, rien n'est attendu
        ((), None),
    ],
)
def test_la_fin_des_tables(tables: tuple[str, ...], fin: date | None) -> None:
    assert fin_des_tables(bareme(tables=tables)) == fin


@pytest.mark.parametrize(("jour", "proche"), [("2012-11-01", False), ("2012-11-02", True), ("2013-05-01", True)])
def test_soixante_jours_avant(jour: str, proche: bool) -> None:
    assert approche(date(2012, 12, 31), date.fromisoformat(jour)) is proche


def test_le_geste() -> None:
    assert dire_comment(2027) == (
        "dès leur publication, écrire les plafonds dans data/plafonds/2027.yaml, sur le modèle des tables que "
        "montre contrat bareme 2026-12-31"
    )

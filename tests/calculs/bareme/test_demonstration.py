"""Ce que les tables prouvent d'elles-mêmes : combien de fourchettes et de plafonds exacts, par date."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.bareme.demonstration import demontrer, deplier_au, est_encadree
from contrat.modele.bareme import TablePlafonds
from contrat.modele.encadrement import Encadrement
from tests.calculs.fabriques import TABLE, objet

ENCADREMENT = objet(Encadrement, """
depart: 2009
arrivee: 2012-01-01
annexe: 2012-06-01
decimales: 2
lus: [{mois: 2009-01, base_1998: 100, base_2015: 100}]
octobres: [{annee: 2008, base_2015: 100}, {annee: 2009, base_2015: 110}, {annee: 2010, base_2015: 121}]
dernier: 133.1
anciens: []
source: s
statut: deduit
""")  # fmt: skip
# Une table d'une catégorie : une case sur six n'est qu'une fourchette.
UNE = """
zone: autres_regions
verifie_le: 2026-01-01
au_dela: superieur
lignes: [{categorie: base, source: t, statut: certain, supplement: 9.., plafonds: [10, 11, 12, 13, 14]}]
"""


def table(du: str, texte: str = UNE) -> TablePlafonds:
    return objet(TablePlafonds, texte, du=du)


def test_les_tables_que_l_encadrement_refait() -> None:
    """De celle qui suit le départ à celle d'arrivée, comprises ; toutes zones ensemble."""
    tables = [table("2012-01-01"), table("2009-12-31"), table("2012-01-02"), table("2010-01-01"),
              table("2010-01-01", UNE.replace("autres_regions", "ile_de_france"))]  # fmt: skip
    demontrees = demontrer(tables, ENCADREMENT)
    assert [d[:3] for d in demontrees] == [(date(2010, 1, 1), 2, 10), (date(2012, 1, 1), 1, 5)]
    assert {d.modeles for d in demontrees} == {demontrees[0].modeles}
    assert demontrees[0].modeles > 0
    assert demontrer([table("2013-01-01")], ENCADREMENT) == []


def test_les_dates_dans_l_ordre() -> None:
    jours = [f"2011-{mois:02}-01" for mois in (9, 2, 7, 4, 11, 1)]
    demontrees = demontrer([table(jour) for jour in jours], ENCADREMENT)
    assert [str(d.du) for d in demontrees] == sorted(jours)


@pytest.mark.parametrize(("du", "encadree"), [("2009-12-31", False), ("2010-01-01", True), ("2012-01-01", True),
                                              ("2012-01-02", False)])  # fmt: skip
def test_une_table_encadree(du: str, encadree: bool) -> None:
    assert est_encadree(table(du), ENCADREMENT) is encadree


def test_les_cases_exactes_d_un_jour() -> None:
    tables = [objet(TablePlafonds, TABLE), table("2011-01-01")]
    assert len(deplier_au(tables, date(2010, 1, 1))) == 12
    assert sorted(deplier_au(tables, date(2011, 1, 1)).values()) == [10, 11, 12, 13, 14]

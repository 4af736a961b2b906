"""Le droit d'un jour, et les périodes dont les plafonds sont connus."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.bareme.bareme_du_jour import couvrir, extraire
from tests.calculs.fabriques import TABLE, aide, bareme

ILE = TABLE.replace("autres_regions", "ile_de_france")


def table(du: str, au: str = "", texte: str = TABLE) -> str:
    fin = f"au: {au}" if au else ""
    return texte.replace("du: 2010-01-01", f"du: {du}").replace("au: 2012-12-31", fin)


def test_le_droit_d_un_jour() -> None:
    droit = bareme(
        aide("seconde", rang="2"), aide("prime"), aide("perimee", version="au: 2010-12-31"), tables=(ILE, TABLE)
    )
    du_jour = extraire(droit, date(2012, 12, 31))
    assert du_jour is not None
    assert (du_jour.jour, [t.zone for t in du_jour.tables]) == (date(2012, 12, 31), ["autres_regions", "ile_de_france"])
    assert (du_jour.revenus, du_jour.cumul) == (droit.regles.revenus[0], droit.regles.cumul[0])
    assert [a.id for a, _ in du_jour.aides] == ["prime", "seconde"]
    assert extraire(droit, date(2013, 1, 1)) is None


def test_une_seule_zone_connue_et_des_regles_absentes() -> None:
    du_jour = extraire(bareme(tables=(table("2013-01-01", texte=ILE),)), date(2013, 1, 1))
    assert du_jour is not None
    assert ([t.zone for t in du_jour.tables], du_jour.revenus, du_jour.cumul) == (["ile_de_france"], None, None)


@pytest.mark.parametrize(
    ("tables", "periodes"),
    [
        ((("2010-01-01", "2010-12-31"), ("2011-01-01", "2011-12-31")), [("2010-01-01", "2011-12-31")]),
        ((("2011-01-01", "2011-12-31"), ("2010-01-01", "2010-12-31")), [("2010-01-01", "2011-12-31")]),
        ((("2010-01-01", "2010-12-30"), ("2011-01-01", "2011-12-31")),
         [("2010-01-01", "2010-12-30"), ("2011-01-01", "2011-12-31")]),
        # La troisième prolonge la deuxième, non la première.
        ((("2009-01-01", "2009-12-31"), ("2011-01-01", "2011-06-30"), ("2011-07-01", "2011-12-31")),
         [("2009-01-01", "2009-12-31"), ("2011-01-01", "2011-12-31")]),
        ((("2009-01-01", "2009-12-31"), ("2011-01-01", ""), ("2011-01-01", "2011-12-31")),
         [("2009-01-01", "2009-12-31"), ("2011-01-01", None)]),
        # Deux zones de la même période, l'une plus courte.
        ((("2010-01-01", "2011-12-31"), ("2010-01-01", "2010-06-30")), [("2010-01-01", "2011-12-31")]),
        ((("2010-01-01", "2010-12-31"), ("2011-01-01", "")), [("2010-01-01", None)]),
        ((("2010-01-01", ""), ("2011-01-01", "2011-12-31")), [("2010-01-01", None)]),
    ],
)  # fmt: skip
def test_les_periodes_couvertes(tables: list[tuple[str, str]], periodes: list[tuple[str, str | None]]) -> None:
    trouvees = couvrir(bareme(tables=tuple(table(du, au) for du, au in tables)))
    assert [(str(du), au and str(au)) for du, au in trouvees] == periodes


def test_sans_table_aucune_periode() -> None:
    assert couvrir(bareme(tables=())) == []

"""Inconnu n'est pas zéro : sommes, parts, arrondis."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.sommes import part, prendre, quotient, sommer, sommer_connus, sommer_par, sommer_tout
from contrat.nombres import DIXIEME, UNITE, arrondir, nombre, pourcent, relever, taux, tronquer

D = Decimal


@pytest.mark.parametrize(
    ("montants", "somme", "connue"),
    [
        ([], None, "0"),
        ([None], None, "0"),
        ([D(0)], "0", "0"),
        ([None, D("0.01"), D("-2")], "-1.99", "-1.99"),
    ],
)
def test_une_somme_d_inconnus_est_inconnue(montants: list[Decimal | None], somme: str | None, connue: str) -> None:
    assert sommer(montants) == (None if somme is None else D(somme))
    assert sommer_connus(montants) == D(connue)


@pytest.mark.parametrize(("montant", "total"), [(None, D(1)), (D(1), None), (D(1), D(0)), (None, None)])
def test_rien_ne_se_rapporte_a_l_inconnu_ni_a_zero(montant: Decimal | None, total: Decimal | None) -> None:
    assert (part(montant, total), quotient(montant, total)) == (None, None)


def test_une_part_est_en_pour_cent_un_quotient_non() -> None:
    assert (part(D(1), D(8)), quotient(D(1), D(8)), prendre(D("12.5"), D(8))) == (D("12.5"), D("0.125"), D(1))


@pytest.mark.parametrize(
    ("valeur", "centieme", "dixieme", "unite", "tronque"),
    [("0.005", "0.01", "0.0", "0", "0.00"), ("2.445", "2.45", "2.4", "2", "2.44"), ("2.5", "2.50", "2.5", "3", "2.50"),
     ("-0.125", "-0.13", "-0.1", "0", "-0.12"), ("0.049", "0.05", "0.0", "0", "0.04")],
)  # fmt: skip
def test_la_moitie_va_vers_le_haut(valeur: str, centieme: str, dixieme: str, unite: str, tronque: str) -> None:
    v = D(valeur)
    assert [str(arrondir(v)), str(arrondir(v, DIXIEME)), str(abs(arrondir(v, UNITE))), str(tronquer(v))] == [
        centieme, dixieme, unite, tronque
    ]  # fmt: skip


def test_les_nombres_ecrits_arrondissent_de_meme() -> None:
    assert (nombre(D("1234.125")), nombre(D("1234.00")), nombre(D("0.005"))) == ("1 234,13", "1 234", "0,01")
    assert (pourcent(D("41.45")), pourcent(D("100.00")), taux(D("15.4825"))) == ("41,5 %", "100 %", "15,483 %")


@pytest.mark.parametrize(
    ("valeur", "limite", "dit", "bref"),
    [("19.9996", "20", "19,9996 %", "19,9996 %"), ("20", "20", "20 %", "20 %"),
     ("100.00002", "100", "100,00002 %", "100,00002 %"),
     ("19.9", "20", "19,9 %", "19,9 %"), ("15.4823", "15.482", "15,4823 %", "15,5 %")],
)  # fmt: skip
def test_un_taux_ne_s_ecrit_pas_comme_la_limite_qu_il_manque(valeur: str, limite: str, dit: str, bref: str) -> None:
    assert (taux(D(valeur), contre=D(limite)), pourcent(D(valeur), contre=D(limite))) == (dit, bref)


def test_un_minimum_se_complete_au_centime() -> None:
    assert [str(relever(D(x))) for x in ("20", "20.001", "0.01")] == ["20.00", "20.01", "0.01"]


def test_un_montant_inconnu_fait_une_somme_inconnue() -> None:
    assert (sommer_tout([D(1), None]), sommer_tout([D(1), D(2)]), sommer_tout([])) == (None, D(3), D(0))


def test_une_somme_entiere_et_une_somme_par_cle() -> None:
    assert (sommer_tout([D(1), None]), sommer_tout([D(1), D(2)]), sommer_tout([])) == (None, D(3), D(0))
    assert list(sommer_par([("b", D(1)), ("a", D(5)), ("b", D(2))]).items()) == [("b", D(3)), ("a", D(5))]

"""Ce qu'un arrondi admet, et les nombres que des mots disent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.concordance.arrondis import lire_nombres, tolerer


@pytest.mark.parametrize(
    ("valeur", "tolerance"),
    [
        # Près de 1,14 million : à 5 000 près ; 1 190 000 n'en est pas.
        ("1140000", "5000"), ("1250000", "25000"), ("6700", "50"), ("6725", "2.5"), ("500000", "25000"),
        # Une douzaine, une quinzaine, près de dix : une unité ; cent : cinq.
        ("12", "1"), ("15", "1"), ("10", "1"), ("100", "5"), ("120", "5"), ("0", "1"), ("-6700", "50"),
    ],
)  # fmt: skip
def test_la_tolerance_est_celle_de_l_arrondi(valeur: str, tolerance: str) -> None:
    assert tolerer(Decimal(valeur)) == Decimal(tolerance)


@pytest.mark.parametrize(
    ("texte", "nombres"),
    [
        ("près de 1,14 million d'euros", {"1140000"}),
        ("estimé à 1,25 million d'euros, puis 2 millions", {"1250000", "2000000"}),
        ("celui d'investissement à 500 000 euros", {"500000"}),
        ("les quelques 6700 habitants", {"6700"}),
        ("la quinzaine de fiches, entérinée en février 2010", {"15"}),
        ("une commission de travail par axe, pour cinq axes", {"5"}),
        ("près d'un quart", {"25"}),
        ("jusqu'à 15 %", {"15"}),
        ("programmée entre 2010 et 2012", set()),
        ("s'engage à verser ce même montant", set()),
    ],
)
def test_les_nombres_que_disent_les_mots(texte: str, nombres: set[str]) -> None:
    assert lire_nombres(texte) == {Decimal(nombre) for nombre in nombres}


@pytest.mark.parametrize(
    ("mots", "nombres"),
    [
        ("deux trois quatre cinq six sept huit neuf dix", "2 3 4 5 6 7 8 9 10"),
        ("onze douze treize quatorze quinze seize", "11 12 13 14 15 16"),
        ("vingt trente quarante cinquante soixante", "20 30 40 50 60"),
        ("dizaine douzaine quinzaine vingtaine trentaine", "10 12 15 20 30"),
        ("quarantaine cinquantaine soixantaine", "40 50 60"),
        ("cent centaine mille millier", "100 100 1000 1000"),
        ("quart tiers moitié", "25 33 50"),
    ],
)
def test_chaque_mot_dit_son_nombre(mots: str, nombres: str) -> None:
    for mot, nombre in zip(mots.split(), nombres.split(), strict=True):
        assert lire_nombres(f"Une {mot.upper()} de foyers") == {Decimal(nombre)}


@pytest.mark.parametrize(
    ("texte", "nombres"),
    [
        ("2 milliards, puis 1 milliard", {"2000000000", "1000000000"}),
        ("3\u202f500,25 et 1\u00a0234\u00a0567", {"3500.25", "1234567"}),
        # Une année ne compte pas, sauf multipliée ; 1800, 2100 ni 20101 n'en sont.
        ("1999, 2000, 2010", set()),
        ("2010 millions", {"2010000000"}),
        ("1800 puis 2100 puis 20101", {"1800", "2100", "20101"}),
    ],
)
def test_les_grands_nombres_et_les_annees(texte: str, nombres: set[str]) -> None:
    assert lire_nombres(texte) == {Decimal(nombre) for nombre in nombres}

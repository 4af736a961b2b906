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

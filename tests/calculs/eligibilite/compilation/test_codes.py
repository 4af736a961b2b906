"""Le nombre de chaque valeur : le même pour une case du lot et pour le seuil d'une règle, ou pas de nombre du tout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.compilation import codes as c


@pytest.mark.parametrize(
    ("champ", "valeur", "nombre"),
    [
        ("date", date(2011, 9, 20), 20110920), ("achevement", date(1962, 12, 1), 19621201),
        ("rfr", Decimal("9000.05"), 900005), ("gain", Decimal("0.0000000001"), 1), ("gain", Decimal(32), 32 * 10**10),
        ("personnes", 8, 8), ("commences", True, 1), ("commences", False, 0),
        ("departement", "2A", 82), ("departement", "974", 11920), ("domicile", "15", 41), ("commune", "15187", 1914487),
        ("territoire", "metropole", 1), ("territoire", "collectivite_outre_mer", 0), ("territoire", "outre_mer", 2),
        ("dpe", "A", 0), ("dpe", "G", 6), ("geste", "audit", 0), ("nature", "autonomie", 0), ("nature", "energie", 1),
    ],
)  # fmt: skip
def test_une_valeur_a_son_nombre(champ: str, valeur: Any, nombre: int) -> None:
    assert c.coder(champ, valeur) == nombre


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("commune", "1518"), ("commune", "151870"), ("departement", "7"), ("domicile", "Cantal"), ("dpe", "H"),
        ("rfr", Decimal("0.001")), ("gain", Decimal("0.00000000001")), ("couleur", "rouge"), ("territoire", "lune"),
    ],
)  # fmt: skip
def test_une_valeur_sans_nombre_revient_au_lecteur_ordinaire(champ: str, valeur: Any) -> None:
    with pytest.raises(c.HorsCompilation):
        c.coder(champ, valeur)


def test_un_montant_en_centimes_et_un_taux_en_dix_milliemes() -> None:
    assert (c.en_centimes(Decimal("10.5")), c.en_part(Decimal("20.5")), c.en_part(Decimal(100))) == (
        1050,
        205000,
        10**6,
    )
    for lire, valeur in (
        (c.en_centimes, "0.005"),
        (c.en_part, "100.0001"),
        (c.en_part, "33.33333"),
        (c.en_part, "101"),
    ):
        with pytest.raises(c.HorsCompilation):
            lire(Decimal(valeur))


def test_un_bit_par_donnee_et_par_categorie() -> None:
    """Ce que le lot ne peut pas fournir n'a pas de bit ; le geste et sa quantité se donnent ensemble."""
    assert [c.bit(champ) for champ in ("id", "date", "commune")] == [1, 2, 4]
    assert c.bit("couleur") == 0
    assert c.bit() == 0
    assert c.en_champs(c.bit("rfr", "gestes", "couleur", "dpe")) == ["rfr", "dpe", "gestes"]
    assert c.en_champs(0) == []
    assert [c.bit_categorie(categorie) for categorie in c.CATEGORIES] == [1, 2, 4, 8, 16, 32, 64, 128]

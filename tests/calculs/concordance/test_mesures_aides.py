"""Le forfait et la limite de parité d'une aide, relus dans le droit de la période."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.concordance.mesures_aides import lire_terme
from contrat.modele.aide import Aide
from contrat.modele.montant import Forfait, Parite
from tests.calculs.fabriques import FORFAIT, aide, bareme, dossier, lire, publie

SOMME = """
genre: somme
termes:
  - {genre: parite, libelle: p, plafond: 500}
  - genre: somme
    termes:
      - {genre: forfait, libelle: f, montant: 1600}
      - {genre: parite, libelle: p, plafond: 500}
"""


def relire(celle: Aide, genre: Any = Forfait, debut: int = 2010, fin: int = 2012) -> Decimal | None:
    droit = bareme(celle, aide("autre", "{genre: forfait, libelle: x, montant: 3}"))
    return lire_terme(genre)(dossier(droit_lu=droit), publie(debut, fin, aide=celle.id if celle.id != "z" else "y"))


def versions(*periodes: tuple[str, str, str]) -> Aide:
    fonde = lire("{genre: forfait, libelle: f, source: loi, statut: certain}")
    commun = {"verifie_le": "2026-01-01", "conditions": []}
    redactions = [
        commun | {"du": du, "montant": fonde | {"montant": montant}} | ({"au": au} if au else {})
        for du, au, montant in periodes
    ]
    return aide("prime", versions=redactions)


def test_un_montant_seul_ou_dans_une_somme() -> None:
    assert relire(aide("prime", FORFAIT)) == 1000
    assert relire(aide("prime", FORFAIT), Parite) is None
    compose = aide("prime", SOMME)
    assert relire(compose) == 1600
    assert relire(compose, Parite) == 500
    assert relire(aide("z", FORFAIT)) is None


@pytest.mark.parametrize(
    ("debut", "fin", "montant"),
    [(2010, 2010, 1), (2010, 2011, None), (2011, 2011, None), (2012, 2012, 2), (2009, 2009, None), (2013, 2020, 2)],
)
def test_les_redactions_de_la_periode(debut: int, fin: int, montant: int | None) -> None:
    """Deux montants la même année : on ne sait pas lequel la source dit."""
    assert relire(versions(("2010-06-01", "2011-06-30", "1"), ("2011-07-01", "", "2")), Forfait, debut, fin) == montant
    assert relire(versions(("2010-06-01", "2011-06-30", "2"), ("2011-07-01", "", "2")), Forfait, 2010, 2012) == 2

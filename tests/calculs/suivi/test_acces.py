"""Ce qui est détenu sur un ménage, donnée par donnée, et ce que l'outil en déduit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.suivi.acces import reunir
from contrat.modele.menage import Menage
from tests.calculs.fabriques import REGLES, bareme, menage, parcours

DROIT = bareme(
    regles=REGLES
    + """
conservation:
  - {libelle: sans aide, concerne: sans_aide, mois: 24, source: loi, statut: certain}
"""
)
JOUR = date(2012, 6, 1)


def test_chaque_donnee_ecrite() -> None:
    """Dans l'ordre du modèle ; un champ absent n'est pas détenu ; zéro et non le sont."""
    celui = parcours(
        "2011-03-08 contacte", source="essai", occupants={"nombre": "1"},
        revenus=[{"annee": "2009", "rfr": "0"}, {"annee": "2010", "rfr": "9000"}],
        projet={"souhaites": ["isoler", "chauffer"], "commences": "non"},
    )  # fmt: skip
    donnees = [(d.champ, str(d.valeur)) for d in reunir(celui, DROIT, JOUR, est_fictif=False).donnees]
    assert donnees == [
        ("id", "M-0001"), ("source", "essai"), ("occupants › nombre", "1"),
        ("revenus 1 › annee", "2009"), ("revenus 1 › rfr", "0"),
        ("revenus 2 › annee", "2010"), ("revenus 2 › rfr", "9000"),
        ("projet › souhaites 1", "isoler"), ("projet › souhaites 2", "chauffer"), ("projet › commences", "False"),
        ("evenements 1 › date", "2011-03-08"), ("evenements 1 › etape", "contacte"),
    ]  # fmt: skip
    descriptions = {d.champ: d.description for d in reunir(celui, DROIT, JOUR, est_fictif=False).donnees}
    assert descriptions["projet › souhaites 2"] == "travaux que le ménage souhaite"
    assert descriptions["revenus 1 › rfr"] == "revenu fiscal de référence, en euros"


@pytest.mark.parametrize(
    ("celui", "attendu"),
    [
        # Jugé au jour de la demande, sinon de la dernière étape, sinon aujourd'hui.
        (menage(projet={"demande": "2011-09-20"}), (date(2011, 9, 20), True, None, False, False)),
        (menage(), (JOUR, True, None, False, False)),
        (parcours("2010-05-31 abandon"), (date(2010, 5, 31), True, date(2012, 5, 31), False, True)),
        (parcours("2010-06-01 abandon"), (date(2010, 6, 1), True, date(2012, 6, 1), False, False)),
        (parcours("2011-03-08 accorde"), (date(2011, 3, 8), True, None, True, False)),
        (parcours("2009-03-08 abandon"), (date(2009, 3, 8), False, date(2011, 3, 8), False, True)),
    ],
)
def test_ce_que_l_outil_en_deduit(celui: Menage, attendu: Any) -> None:
    acces = reunir(celui, DROIT, JOUR, est_fictif=True)
    juge = acces.jugement is not None
    assert (acces.jour, juge, acces.jusqu_au, acces.est_en_cours, acces.est_perime) == attendu
    assert (acces.menage, acces.est_fictif) == (celui, True)
    assert (acces.conservation is None) is (acces.jusqu_au is None)
    assert acces.etape == (celui.evenements[-1].etape if celui.evenements else None)

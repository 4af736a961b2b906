"""B023 : les dates d'une aide se suivent, à un jour près."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.controles.b023_dates_d_argent import constater
from tests.calculs.argent.pieces import aide, fiche
from tests.calculs.fabriques import dossier

ACCORD = {"notification": {"date": "2012-03-05", "reference": "a-1"}}


@pytest.mark.parametrize(
    ("champs", "trouves"),
    [
        (ACCORD | {"achevement": "2012-03-05", "fin": "2012-03-05", "reception": "2012-03-05"}, []),
        (ACCORD | {"achevement": "2012-03-04"},
         [("achevement", "achèvement le 4 mars 2012, avant l'accord du 5 mars 2012")]),
        (ACCORD | {"fin": "2012-03-04"}, [("fin", "perdue le 4 mars 2012, avant l'accord du 5 mars 2012")]),
        ({"reception": "2012-03-05", "fin": "2012-03-04"},
         [("fin", "perdue le 4 mars 2012, avant la demande reçue le 5 mars 2012")]),
        ({"reception": "2012-03-05", "fin": "2012-03-05", "achevement": "2000-01-01"}, []),
    ],
)  # fmt: skip
def test_l_achevement_et_la_perte_suivent_l_accord(champs: dict[str, Any], trouves: list[tuple[str, str]]) -> None:
    constats = constater(dossier(fiche(ressources=(aide(**champs),))))
    assert [(c.adresse.chemin[-1], c.message) for c in constats] == trouves

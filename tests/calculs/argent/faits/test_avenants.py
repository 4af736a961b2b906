"""Un avenant, une demande et une décision modificative : ce qu'ils changent, et ce qu'ils ne permettent pas."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.argent.fait import FaitImpossible
from contrat.calculs.argent.faits import demander
from tests.calculs.argent.faits.test_depenses import depenser
from tests.calculs.argent.test_faits import JOUR, fait, noter, refuser

NOTIFIE: dict[str, Any] = {"etat": "accorde", "notification": {"date": "2012-01-01", "reference": "a-0"}}


def test_un_avenant_change_le_montant_ou_l_achevement() -> None:
    acte = {"date": "2012-03-05", "reference": "av-1", "avant": "100"}
    assert noter("avenant", fait("80", reference="av-1"), **NOTIFIE) == {
        "montant": "80", "avenants": [acte | {"apres": "80"}],
    }  # fmt: skip
    fin = {"achevement": "2012-03-05"}  # le jour même est permis
    assert noter("avenant", fait(reference="av-1", achevement=JOUR), **NOTIFIE) == {
        **fin, "avenants": [acte | {"apres": "100"} | fin],
    }  # fmt: skip
    assert noter("avenant", fait("120", reference="av-1", achevement=JOUR), **NOTIFIE) == {
        "montant": "120", **fin, "avenants": [acte | {"apres": "120"} | fin],
    }  # fmt: skip
    assert refuser("avenant", fait(reference="av-1", achevement=date(2012, 3, 4)), **NOTIFIE) == (
        "--achevement : le 4 mars 2012 est avant l'avenant, du 5 mars 2012", "vérifier les deux jours sur l'acte",
    )  # fmt: skip
    assert refuser("avenant", fait("80"), **NOTIFIE)[0] == "il manque --reference"


def test_une_demande_n_a_pas_d_option_de_trop() -> None:
    with pytest.raises(FaitImpossible, match=r"^--reference ne va pas avec sollicite$"):
        demander({}, fait("40", reference="a-1"))


def test_une_decision_modificative_se_prend_autour_de_son_exercice() -> None:
    with pytest.raises(
        FaitImpossible, match=r"^--date : une décision du 5 mars 2012 ne modifie pas un crédit de 2010$"
    ):
        depenser("modifier", fait("70"), vote="60", exercice="2010")

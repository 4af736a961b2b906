"""Ce que l'usager dit d'un fait : la somme qu'il faut, l'exercice où elle compte."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.fait import FaitBudgetaire, FaitImpossible, exiger_montant, exiger_une_somme


def fait(montant: str | None = None, **champs: Any) -> FaitBudgetaire:
    return FaitBudgetaire(date(2012, 3, 5), None if montant is None else Decimal(montant), **champs)


def test_un_versement_tel_qu_il_s_ecrit() -> None:
    assert fait("12.50").versement == {"exercice": "2012", "montant": "12.50", "date": "2012-03-05"}
    assert fait("3", reference="m-1", exercice=2011).versement == {
        "exercice": "2011", "montant": "3", "date": "2012-03-05", "reference": "m-1",
    }  # fmt: skip
    with pytest.raises(FaitImpossible, match=r"^il manque --montant$") as refus:
        exiger_montant(fait())
    assert refus.value.aide == "écrire --montant suivi d'un nombre comme 12840 ou 12840.50"


@pytest.mark.parametrize(("exercice", "compte"), [(None, "2012"), (2012, "2012"), (2011, "2011")])
def test_l_exercice_ou_une_somme_compte(exercice: int | None, compte: str) -> None:
    assert fait("5", exercice=exercice).versement["exercice"] == compte


@pytest.mark.parametrize("exercice", [2010, 2013])
def test_une_somme_ne_compte_ni_plus_tot_que_l_an_passe_ni_plus_tard(exercice: int) -> None:
    with pytest.raises(FaitImpossible) as refus:
        _ = fait("5", exercice=exercice).versement
    assert (str(refus.value), refus.value.aide) == (
        f"--compte-en {exercice} : une somme du 5 mars 2012 n'y compte pas",
        "écrire 2012, ou 2011 ; sinon, vérifier --date",
    )


def test_une_somme_nulle_n_en_est_pas_une() -> None:
    assert (exiger_montant(fait("0")), exiger_une_somme(fait("0.01"))) == (Decimal(0), Decimal("0.01"))
    with pytest.raises(FaitImpossible, match=r"^--montant : 0 € ne se verse ni ne s'engage$") as refus:
        exiger_une_somme(fait("0"))
    assert refus.value.aide == "écrire la somme, ou ne rien noter"
    assert not fait("5").est_le_solde

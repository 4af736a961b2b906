"""Un fait daté d'une dépense : votée, modifiée, engagée, payée, reportée, et ce qu'il contredirait."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.fait import FaitBudgetaire, FaitImpossible, GesteDepense
from contrat.calculs.argent.faits import (
    noter_depense,
)
from tests.calculs.argent.pieces import fiche, ligne

JOUR = date(2012, 3, 5)


def fait(montant: str | None = None, **champs: Any) -> FaitBudgetaire:
    return FaitBudgetaire(JOUR, None if montant is None else Decimal(montant), **champs)


def depenser(geste: GesteDepense, celui: FaitBudgetaire, **champs: Any) -> dict[str, Any]:
    (celle,) = fiche(ligne(**champs)).budget.lignes
    saisies = noter_depense(celle, 4, geste, celui)
    assert {s.chemin[:3] for s in saisies} == {("budget", "lignes", 4)}
    return {str(s.chemin[3]): s.valeur for s in saisies}


def test_voter_une_fois() -> None:
    assert depenser("voter", fait("60"), prevu="50") == {"vote": "60"}
    with pytest.raises(FaitImpossible, match=r"^60 € sont déjà votés pour « achat »$") as refus:
        depenser("voter", fait("70"), vote="60")
    assert refus.value.aide == "une décision modificative le change : contrat budget modifier"


def test_modifier_ce_qui_est_ouvert() -> None:
    assert depenser("modifier", fait("70", reference="dm-1"), vote="60") == {
        "vote": "70",
        "modifications": [{"date": "2012-03-05", "avant": "60", "apres": "70", "reference": "dm-1"}],
    }
    assert depenser("modifier", fait("70"), vote="60")["modifications"] == [
        {"date": "2012-03-05", "avant": "60", "apres": "70"}
    ]


def test_engager_s_ajoute() -> None:
    assert depenser("engager", fait("20"), vote="60") == {"engage": "20"}
    assert depenser("engager", fait("20"), engage="15.50") == {"engage": "35.50"}


def test_payer_et_reporter() -> None:
    paye = {"exercice": "2012", "montant": "20", "date": "2012-03-05"}
    assert depenser("payer", fait("20"), vote="60") == {"paiements": [paye]}
    assert depenser("payer", fait("20"), realise="5") == {
        "realise": "25", "paiements": [{"exercice": "2011", "montant": "5"}, paye],
    }  # fmt: skip
    assert depenser("payer", fait("20"), paiements=[{"exercice": "2011", "montant": "5"}]) == {"paiements": [paye]}
    assert depenser("reporter", fait("7"), engage="50") == {"report": "7"}
    assert depenser("reporter", fait("0"), prevu="50") == {"report": "0"}
    with pytest.raises(FaitImpossible, match=r"^rien n'est engagé pour « achat »$") as refus:
        depenser("reporter", fait("7"), prevu="50")
    assert refus.value.aide == "l'engager : contrat budget engager"
    with pytest.raises(FaitImpossible, match=r"^aucun crédit n'est ouvert pour « achat »$") as refus:
        depenser("modifier", fait("7"))
    assert refus.value.aide == "le voter : contrat budget voter"
    gestes: tuple[GesteDepense, ...] = ("voter", "modifier", "engager", "payer", "reporter")
    for geste in gestes:
        with pytest.raises(FaitImpossible, match=r"^il manque --montant$"):
            depenser(geste, fait(), prevu="50")


def test_un_paiement_ne_se_note_pas_deux_fois() -> None:
    deja = {"exercice": "2012", "montant": "30", "date": "2012-03-01", "reference": "M-4"}
    with pytest.raises(FaitImpossible, match=r"^30 € sont déjà notés sous « M-4 » en 2012, le 1er mars 2012$"):
        depenser("payer", fait("30", reference="M-4"), paiements=[deja])


def test_rien_ne_se_paie_ni_ne_s_engage_pour_zero() -> None:
    """Voter ou reporter zéro dit quelque chose ; payer zéro, non."""
    gestes: tuple[GesteDepense, ...] = ("engager", "payer")
    for geste in gestes:
        with pytest.raises(FaitImpossible, match=r"^--montant : 0 € ne se verse ni ne s'engage$") as refus:
            depenser(geste, fait("0"), vote="60")
        assert refus.value.aide == "écrire la somme, ou ne rien noter"
    assert depenser("voter", fait("0")) == {"vote": "0"}
    assert depenser("reporter", fait("0"), vote="60") == {"report": "0"}

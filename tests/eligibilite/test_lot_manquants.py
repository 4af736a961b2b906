"""Les colonnes qu'une réponse dit manquantes sont les seules qui puissent lever son doute."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.lot import Reponse, traiter
from contrat.depot.chargement import GUICHET, charger
from contrat.modele.bareme import Bareme
from contrat.modele.lot import LigneLot
from tests.conftest import DEPOT
from tests.eligibilite.test_lot_equivalence import COLONNES, lignes


@pytest.fixture(scope="module")
def bareme() -> Bareme:
    """Le droit livré, avec les aides du contrat livré."""
    droit = charger(DEPOT, GUICHET).dossier.droit
    assert droit is not None
    return droit


def repondre(ligne: dict[str, str], bareme: Bareme) -> dict[str, Reponse]:
    """Les réponses faites à une ligne, par aide."""
    refus, reponses = traiter(LigneLot.model_validate(ligne | {"id": "M-0001"}), None, bareme)
    assert refus == []
    return {reponse.aide: reponse for reponse in reponses}


@settings(max_examples=150, deadline=None)
@given(ligne=lignes(), donnees=st.data())
def test_remplir_une_autre_colonne_ne_leve_aucun_doute(
    bareme: Bareme, ligne: dict[str, str], donnees: st.DataObject
) -> None:
    """La commune et le contrat local sont à part : une convention du contrat déduit l'un de l'autre."""
    vides = [c for c in COLONNES if c not in ligne and c not in ("commune", "contrat_local")]
    if not vides:
        return
    colonne = donnees.draw(st.sampled_from(vides))
    remplie = repondre(ligne | {colonne: donnees.draw(COLONNES[colonne][2])}, bareme)
    for code, reponse in repondre(ligne, bareme).items():
        if reponse.verdict is Verdict.INDETERMINE and colonne not in reponse.manquants:
            assert remplie[code].verdict is Verdict.INDETERMINE
        if reponse.verdict is Verdict.NON_ELIGIBLE:
            assert reponse.manquants == ()


@settings(max_examples=150, deadline=None)
@given(ligne=lignes())
def test_ce_qui_manque_est_vide_ou_incomplet(bareme: Bareme, ligne: dict[str, str]) -> None:
    """Une colonne dite manquante est vide, sauf un achèvement imprécis et un revenu d'une autre année que l'exigée."""
    for reponse in repondre(ligne, bareme).values():
        remplies = {colonne for colonne in reponse.manquants if colonne in ligne}
        assert remplies <= {"rfr", "rfr_annee", "achevement"}
        if "achevement" in remplies:
            assert len(ligne["achevement"]) < len("2001-06-01")
        if "rfr" in remplies:
            assert int(ligne["rfr_annee"]) != int(ligne["date"][:4]) - 2
        if reponse.verdict is Verdict.ELIGIBLE:
            assert (reponse.montant is None) is bool(reponse.manquants)

"""Les colonnes qu'une réponse dit manquantes sont les seules qui puissent lever son doute."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.lot import ReponseLot, traiter
from contrat.modele.bareme import Bareme
from contrat.modele.lot import LigneLot
from tests.conftest import Commande
from tests.eligibilite.test_lot import COMPLET, en_csv, lire
from tests.eligibilite.test_lot_equivalence import COLONNES, lignes

# Une aide locale au taux, que l'État double ; sans réponse sur l'accompagnement, elle laisse une réserve.
AU_TAUX = """\
id: ville-conseil
libelle: Aide de la ville à l'accompagnement
financeur: Ville
niveau: locale
depense: accompagnement
egale_par_parite: oui
rang: 120
conditions:
  - code: accompagnement
    genre: egal
    champ: accompagnement
    seuil: oui
    libelle: un opérateur accompagne le ménage
    sans_reponse: reserve
    source: essai
    statut: certain
  - code: proprietaire-occupant
    genre: egal
    champ: statut_occupation
    seuil: proprietaire_occupant
    libelle: être propriétaire et habiter le logement
    source: essai
    statut: certain
versions:
  - du: 2010-01-01
    verifie_le: 2026-11-23
    montant:
      genre: taux
      libelle: conseil
      taux: {tres_social: 50 %, base: 25 %}
      assiette: prix_accompagnement
      plafond: 400
      source: essai
      statut: certain
"""


def repondre(ligne: dict[str, str], bareme: Bareme) -> dict[str, ReponseLot]:
    """Les réponses faites à une ligne, par aide."""
    refus, reponses = traiter(LigneLot.model_validate(ligne | {"id": "M-0001"}), None, bareme)
    assert refus == []
    return {reponse.aide: reponse for reponse in reponses}


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


@given(ligne=lignes())
def test_ce_qui_manque_est_vide_ou_incomplet(bareme: Bareme, ligne: dict[str, str]) -> None:
    """Une colonne dite manquante est vide, sauf un achèvement imprécis et un revenu d'une autre année que l'exigée."""
    for reponse in repondre(ligne, bareme).values():
        remplies = {colonne for colonne in reponse.manquants if colonne in ligne}
        assert remplies <= {"rfr", "rfr_annee", "achevement"}
        if "achevement" in remplies:
            assert len(ligne["achevement"]) < len("2001-06-01")
        if "rfr" in remplies:
            annee = int(ligne["date"][:4])
            assert int(ligne["rfr_annee"]) != annee - (2 if annee < 2020 else 1)
        if reponse.verdict is Verdict.ELIGIBLE and reponse.montant is not None:
            # Un bonus de 2021 à 2023 dont les classes manquent s'ajouterait au montant, déjà sûr.
            assert set(reponse.manquants) <= {"dpe", "dpe_vise"}
        elif reponse.verdict is Verdict.ELIGIBLE:
            assert reponse.manquants


@pytest.mark.parametrize(
    ("changements", "verdict", "montant", "manquants", "de_l_ase"),
    [
        ({"prix_accompagnement": "300"}, "eligible", "75.00", "", ""),
        ({}, "eligible", "", "prix_accompagnement", "aides_locales"),
        ({"accompagnement": "", "prix_accompagnement": "300"}, "eligible", "75.00", "", "accompagnement"),
        (
            {"accompagnement": "", "statut_occupation": "", "prix_accompagnement": "300"},
            "indetermine",
            "",
            "statut_occupation",
            "statut_occupation accompagnement",
        ),
        ({"rfr": "", "prix_accompagnement": "300"}, "eligible", "", "rfr", "rfr"),
    ],
)
def test_un_montant_incalculable_dit_ce_qui_lui_manque(
    contrat: Commande,
    copie: Path,
    changements: dict[str, str],
    verdict: str,
    montant: str,
    manquants: str,
    de_l_ase: str,
) -> None:
    """La dépense retenue, le taux de la catégorie, et les aides locales que l'aide de l'État égale."""
    (copie / "data" / "aides" / "ville-conseil.yaml").write_text(AU_TAUX, encoding="utf-8")
    (copie / "lot.csv").write_text(en_csv(COMPLET | changements), encoding="utf-8")
    reponses = lire(contrat("eligibilite", "--lot", "lot.csv", dans=copie).sortie)
    locale = reponses["ville-conseil"]
    assert (locale["verdict"], locale["montant"], locale["manquants"]) == (verdict, montant, manquants)
    assert reponses["ase"]["manquants"] == de_l_ase

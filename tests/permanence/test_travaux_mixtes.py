"""Du chauffage et une douche : l'entretien prend les seconds travaux, leurs montants, et ce que leur aide demande."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from tests.permanence.clavier import converser

JOUR = date(2026, 11, 20)
FICHIER = Path("data/menages/M-2B3C22.yaml")
CHAUFFAGE = """\
id: M-2B3C22
source: fiction
occupants: {nombre: 2}
revenus: [{annee: 2025, rfr: 15000}]
logement: {commune: "15187", statut_occupation: proprietaire_occupant, residence_principale: oui, achevement: 1962, type: maison, dpe: F}
projet:
  nature: energie
  gestes: [{geste: pac_air_eau}]
  travaux_ht: 38000
  travaux_ttc: 40090
  dpe_vise: C
  gestes_isolation: 2
  energie_fossile: aucune
  commences: non
  professionnel: oui
  accompagnement: oui
  prix_accompagnement: 2000
  accompagnement_finance: non
  pret_taux_zero: non
  rendez_vous_conseil: oui
  autres_aides: 0
"""  # noqa: E501


@pytest.fixture(autouse=True)
def _dans_le_contrat(racine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(racine)
    FICHIER.parent.mkdir()
    FICHIER.write_text(CHAUFFAGE, encoding="utf-8")


def test_des_travaux_d_une_autre_nature_s_ajoutent_et_se_chiffrent(racine: Path) -> None:
    """Une aide de plus ; à la séance suivante, un montant se corrige à sa place."""
    seance = converser(FICHIER, racine, JOUR, ["", "a", "énergie", "autonomie", "70", "c", "7 000", "7 385", "f"], None)
    assert "  a ajouter des travaux d'une autre nature (chauffage et douche)" in seance.ecran
    assert "c'est déjà la nature des premiers travaux : en choisir une autre." in seance.ecran
    verdicts = {r.aide.id: (r.verdict, r.montant) for r in seance.entretien.jugement.aides}
    assert verdicts["mpr-adapt"][0] is Verdict.ELIGIBLE
    assert verdicts["mpr-adapt"][1] == 4900
    assert verdicts["mpr-parcours-accompagne"][0] is Verdict.ELIGIBLE
    ecrit = FICHIER.read_text(encoding="utf-8")
    assert "nature: autonomie" in ecrit
    assert "travaux_ht: 7000\n" in ecrit
    # À la séance suivante, le montant se corrige à sa place, et plus rien n'est à ajouter.
    suite = converser(FICHIER, racine, JOUR, ["", "f"], None)
    assert not any("ajouter des travaux" in ligne for ligne in suite.ecran)
    rang = next(ligne.split()[0] for ligne in suite.ecran if "montant hors taxes de ces autres travaux" in ligne)
    converser(FICHIER, racine, JOUR, [rang, "8 000", "f"], None)
    assert "travaux_ht: 8000\n" in FICHIER.read_text(encoding="utf-8")


def test_se_raviser_retire_les_autres_travaux_et_leurs_montants() -> None:
    converser(FICHIER, Path(), JOUR, ["", "a", "autonomie", "70", "c", "7 000", *"<<<", "?", "f"], None)
    ecrit = FICHIER.read_text(encoding="utf-8")
    assert "autres_travaux" not in ecrit
    assert "tranche_age: 70_et_plus" in ecrit
    deuxieme = converser(FICHIER, Path(), JOUR, ["", "a", "autonomie", "f"], None)
    assert "  a ajouter" in deuxieme.texte
    rang = next(str(n) for n, c in enumerate(deuxieme.entretien.connues(), 1) if c.question.champ == "autres_travaux")
    converser(FICHIER, Path(), JOUR, [rang, "?", "f"], None)
    assert "nature: autonomie" not in FICHIER.read_text(encoding="utf-8")


def test_d_un_geste_compte_on_demande_combien() -> None:
    """Un geste compté au mètre carré ou à l'appareil : combien, une fois, et le montant se calcule."""
    murs = CHAUFFAGE.replace("pac_air_eau", "fenetres").replace("dpe_vise: C", "dpe_vise: E").replace("2025,", "2024,")
    FICHIER.write_text(murs, encoding="utf-8")
    fevrier = date(2025, 2, 3)
    seance = converser(FICHIER, Path(), fevrier, ["", "c", "4", "f"], None)
    assert "Combien d'appareils posés, ou de mètres carrés isolés ?" in seance.texte
    assert "quantite: 4" in FICHIER.read_text(encoding="utf-8")
    montants = {r.aide.id: r.montant for r in seance.entretien.jugement.aides}
    assert montants["mpr-geste"] == 400
    assert "  c chiffrer" not in converser(FICHIER, Path(), fevrier, ["", "f"], None).texte

"""Le lendemain de la dernière table de plafonds : la permanence travaille, et dit que la réponse est provisoire."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contrat.controles.p002_plafonds_bientot_perimes import constater
from contrat.depot.chargement import charger
from contrat.depot.droit import DROIT
from tests.bareme.conftest import lister_fautes, remplacer
from tests.conftest import Commande
from tests.eligibilite.conftest import Juger, ecrire_menage, verdicts

AMPLEUR = {"dpe": "F", "dpe_vise": "B", "travaux_ht": "50000", "travaux_ttc": "52750", "type": "appartement"}


@pytest.mark.parametrize(
    ("rfr", "possibles"),
    [
        # Deux personnes en 2026 : très modeste jusqu'à 25 393 € ; augmenté de 6,34 %, 27 003 €.
        ("25393", ["tres_modeste"]),
        ("25393.01", ["tres_modeste", "modeste"]),
        ("27003", ["tres_modeste", "modeste"]),
        ("27003.01", ["modeste"]),
    ],
)
def test_les_plafonds_de_2026_bornent_ceux_de_2027(juger: Juger, rfr: str, possibles: list[str]) -> None:
    resultat = juger({2026: rfr}, demande="2027-01-02", **AMPLEUR)
    assert resultat["categorie"]["possibles"] == possibles
    assert resultat["categorie"]["provisoire"].startswith("plafonds de 2027 pas encore saisis : ceux de 2026")


def test_entre_les_deux_bornes_le_montant_est_donne_entre_deux(juger: Juger) -> None:
    resultat = juger({2026: "26000"}, demande="2027-01-02", **AMPLEUR)
    assert verdicts(resultat)["mpr-parcours-accompagne"] == "eligible"
    (parcours,) = [a for a in resultat["aides"] if a["code"] == "mpr-parcours-accompagne"]
    assert parcours["montant_entre"] == ["24000.00", "32000.00"]


def test_la_page_dit_provisoire_et_un_an_apres_c_est_un_refus(contrat: Commande, tmp_path: Path) -> None:
    ecrire_menage(tmp_path / "M-0001.yaml", {2026: "20000"}, demande="2027-12-31", **AMPLEUR)
    issue = contrat("eligibilite", tmp_path / "M-0001.yaml")
    assert issue.code == 0
    assert "Provisoire : plafonds de 2027 pas encore saisis" in issue.sortie
    ecrire_menage(tmp_path / "M-0001.yaml", {2027: "20000"}, demande="2028-01-01", **AMPLEUR)
    issue = contrat("eligibilite", tmp_path / "M-0001.yaml")
    assert (issue.code, issue.sortie) == (1, "")
    assert "aucun barème en vigueur au 1er janvier 2028" in issue.erreurs


@pytest.mark.parametrize(
    ("jour", "evenement", "messages"),
    [
        (date(2026, 11, 1), "2026-06-02", []),
        (date(2026, 11, 2), "2026-06-02", ["les plafonds saisis s'arrêtent le 31 décembre 2026"]),
        (date(2026, 12, 31), "2026-06-02", ["les plafonds saisis s'arrêtent le 31 décembre 2026"]),
        (date(2027, 1, 1), "2026-06-02", ["les plafonds saisis s'arrêtent le 31 décembre 2026"]),
        (date(2027, 2, 1), "2026-06-02", ["les plafonds saisis s'arrêtent le 31 décembre 2026"]),
        # Une permanence qui ne travaille plus n'a rien à saisir.
        (date(2026, 12, 1), "2011-10-04", []),
    ],
)
def test_validate_previent_soixante_jours_avant(copie: Path, jour: date, evenement: str, messages: list[str]) -> None:
    for chemin in (copie / "data/menages").iterdir():
        chemin.unlink()
    ecrire_menage(copie / "data/menages/M-0001.yaml", {2009: "9000"})
    with (copie / "data/menages/M-0001.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write(f"evenements:\n  - date: {evenement}\n    etape: contacte\n")
    constats = list(constater(replace(charger(copie).dossier, jour=jour)))
    assert [c.message for c in constats] == messages
    assert all("data/plafonds/2027.yaml" in c.aide for c in constats)
    assert all(c.informe is (jour <= date(2026, 12, 31)) for c in constats)


def test_la_hausse_provisoire_majore_toutes_celles_des_tables(tmp_path: Path) -> None:
    droit = Path(shutil.copytree(DROIT, tmp_path / "droit"))
    remplacer(droit / "regles.yaml", "hausse: 6.34 %", "hausse: 6.33 %")
    (faute,) = lister_fautes(droit, date(2026, 7, 1))
    assert faute == (
        "droit/regles.yaml:85:11: erreur[P016] hausse de 6,33 %, dépassée par celle d'une table : 6,334 % au plus"
    )

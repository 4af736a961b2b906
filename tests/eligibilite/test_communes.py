"""Une commune se dit par son nom ; un code postal écrit à la place d'un code INSEE se voit."""

from __future__ import annotations

import shutil
from pathlib import Path

from contrat.depot.droit import DROIT, lire_communes
from tests.conftest import MINIMAL, Commande

MENAGE = """\
id: M-0001
source: fiction
logement: {{commune: "{code}", type: maison}}
projet: {{demande: 2026-10-15, nature: energie}}
"""


def test_la_liste_livree_est_datee_et_complete() -> None:
    """Métropole, Corse, outre-mer et collectivités ; une commune que l'année n'a plus n'a pas de nom."""
    assert [chemin.name for chemin in DROIT.glob("communes-*.csv")] == ["communes-2026.csv"]
    communes = lire_communes()
    noms = {"15187": "Saint-Flour", "2A004": "Ajaccio", "97411": "Saint-Denis", "98735": "Papeete", "15999": None}
    assert {code: communes.nommer(code) for code in noms} == noms


def test_un_code_postal_se_voit_meme_quand_une_commune_porte_ce_code() -> None:
    communes = lire_communes()
    confusion = communes.chercher_confusion("15100")
    assert confusion is not None
    assert (confusion.nom, "Saint-Flour (15187)" in confusion.servies) == ("Laveissenet", True)
    sans_nom = communes.chercher_confusion("15130")
    assert sans_nom is not None
    assert communes.chercher_confusion("15187") is None
    assert communes.chercher_confusion("15999") is None


def test_la_page_l_entretien_et_le_lot_le_disent(contrat: Commande, tmp_path: Path) -> None:
    douteux = "15100 est Laveissenet ; c'est aussi un code postal, celui de : Alleuze (15002), "
    (tmp_path / "M-0001.yaml").write_text(MENAGE.format(code="15100"), encoding="utf-8")
    page = " ".join(contrat("eligibilite", tmp_path / "M-0001.yaml").sortie.split())
    assert "Logement : Laveissenet (15100), maison." in page
    assert f"À vérifier : {douteux}" in page
    (tmp_path / "M-0001.yaml").write_text(MENAGE.format(code="15999"), encoding="utf-8")
    page = " ".join(contrat("eligibilite", tmp_path / "M-0001.yaml").sortie.split())
    assert "Logement : commune 15999, maison. Travaux" in page
    (tmp_path / "M-0001.yaml").write_text(MENAGE.format(code="15817"), encoding="utf-8")
    page = " ".join(contrat("eligibilite", tmp_path / "M-0001.yaml").sortie.split())
    assert "À vérifier : aucune commune n'a le code INSEE 15817 ; une ancienne commune" in page
    (tmp_path / "lot.csv").write_text("id,date,commune\nA,2026-10-15,15100\nB,2026-10-15,15187\n", encoding="utf-8")
    lot = contrat("eligibilite", "--lot", tmp_path / "lot.csv").sortie.splitlines()
    assert [douteux in ligne for ligne in lot if "parcours" in ligne] == [True, False]


def test_la_commune_du_contrat_n_est_pas_douteuse(contrat: Commande, tmp_path: Path) -> None:
    """Son code est aussi un code postal, mais chaque ménage de la commune n'a pas à le redire."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data", ignore=shutil.ignore_patterns("menages"))
    fiche = tmp_path / "data/contrat.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8").replace('"15999"', '"15100"'), encoding="utf-8")
    (tmp_path / "M-0001.yaml").write_text(MENAGE.format(code="15100"), encoding="utf-8")
    (tmp_path / "lot.csv").write_text("id,date,commune\nA,2026-10-15,15100\n", encoding="utf-8")
    page = contrat("eligibilite", "M-0001.yaml", dans=tmp_path).sortie
    assert "Logement : Laveissenet (15100), maison." in page
    assert "code postal" not in page + contrat("eligibilite", "--lot", "lot.csv", dans=tmp_path).sortie

"""Les options `--format` et `-o` : la forme demandée, où elle va, ce qui se contredit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Commande, Issue

PETIT = Path(__file__).parent.parent / "budget" / "petit"


@pytest.mark.parametrize(
    ("nom", "debut"),
    [
        ("b.txt", "Budget prévu 2020-2022\n"),
        ("b", "Budget prévu 2020-2022\n"),
        ("b.md", "# Budget prévu 2020-2022\n"),
        ("b.HTML", "<!DOCTYPE html>\n"),
        ("b.csv", "action,axe,exercice,"),
        ("b.json", '{\n  "version": 1,'),
    ],
)
def test_l_extension_dit_la_forme(contrat: Commande, tmp_path: Path, nom: str, debut: str) -> None:
    issue = contrat("budget", "-o", tmp_path / nom, dans=PETIT)
    assert (issue.code, issue.sortie) == (0, "")
    assert (tmp_path / nom).read_text(encoding="utf-8").startswith(debut)


def test_un_classeur_par_son_extension(contrat: Commande, tmp_path: Path) -> None:
    assert contrat("budget", "-o", tmp_path / "b.xlsx", dans=PETIT).code == 0
    assert (tmp_path / "b.xlsx").read_bytes()[:2] == b"PK"


def test_la_forme_et_l_extension_doivent_s_accorder(contrat: Commande, tmp_path: Path) -> None:
    chemin = tmp_path / "b.md"
    assert contrat("budget", "--format", "csv", "-o", chemin, dans=PETIT) == Issue(
        2,
        "",
        f"Erreur : {chemin} annonce la forme md, et --format demande csv\n"
        "  aide : changer l'un des deux, ou ôter --format\n",
    )
    assert not chemin.exists()


def test_une_extension_inconnue_est_refusee(contrat: Commande, tmp_path: Path) -> None:
    """Un .odt qui contiendrait du Markdown ne s'ouvrirait pas ; `--format` dit ce que l'on veut."""
    chemin = tmp_path / "b.odt"
    attendu = Issue(
        2,
        "",
        f"Erreur : {chemin} : extension inconnue\n"
        "  aide : choisir parmi : .txt, .md, .html, .pdf, .docx, .csv, .xlsx, .json, .htm, .ics, ou donner --format\n",
    )
    assert contrat("budget", "-o", chemin, dans=PETIT) == attendu
    assert not chemin.exists()
    assert contrat("budget", "--format", "csv", "-o", chemin, dans=PETIT).code == 0


def test_un_tiret_est_l_ecran_et_table_l_ancien_nom_du_texte(contrat: Commande) -> None:
    attendu = contrat("budget", dans=PETIT)
    for arguments in (("-o", "-"), ("--format", "table"), ("--format", "texte", "-o", "-")):
        assert contrat("budget", *arguments, dans=PETIT) == attendu
    assert not (PETIT / "-").exists()


def test_un_rapport_est_en_markdown_sans_autre_demande(contrat: Commande) -> None:
    assert contrat("rapport", "comite", dans=PETIT).sortie.startswith("# Comité de pilotage")
    assert contrat("rapport", "comite", "--format", "texte", dans=PETIT).sortie.startswith("Comité de pilotage")


def test_un_rapport_en_json_a_les_valeurs_de_ses_tableaux(contrat: Commande) -> None:
    page = json.loads(contrat("rapport", "comite", "--format", "json", dans=PETIT).sortie)
    avancement = next(partie for partie in page["parties"] if partie["titre"] == "Avancement des actions")
    assert page["titre"] == "Comité de pilotage : 2020-2022"
    tableaux = [bloc for bloc in avancement["blocs"] if isinstance(bloc, dict)]
    assert tableaux[1]["colonnes"] == ["N°", "Action", "Statut", "Porteur"]
    assert len(tableaux[1]["rangees"]) == 4

"""Le classeur : de vrais nombres, ceux du JSON, une feuille par direction, le même fichier deux fois."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Commande

PETIT = Path(__file__).parent / "petit"
FEUILLES = [
    "Par section", "Par axe", "Par action", "Par financeur", "Par exercice", "Par chapitre", "Exécution", "Enveloppes",
    "Lignes", "Hors des totaux",
]  # fmt: skip


def fabriquer(contrat: Commande, chemin: Path, *options: str) -> Any:
    """Le classeur relu par une autre bibliothèque."""
    issue = contrat("budget", "2020-2021", *options, "--format", "xlsx", "--sortie", chemin, dans=PETIT)
    assert (issue.code, issue.sortie, issue.erreurs) == (0, "", "")
    return load_workbook(chemin)


def lire(classeur: Any, feuille: str) -> list[tuple[Any, ...]]:
    """Les rangées d'une feuille, de l'en-tête à la dernière avant les notes."""
    rangees = list(classeur[feuille].iter_rows(min_row=3, values_only=True))
    fin = next((rang for rang, r in enumerate(rangees) if all(case is None for case in r)), len(rangees))
    return rangees[:fin]


def ecrire(valeur: Any) -> str | None:
    """Une case en décimal à deux chiffres, comme le JSON l'écrit."""
    return None if valeur is None else f"{Decimal(repr(valeur)):.2f}"


@pytest.mark.parametrize("par", ["section", "axe", "action", "exercice"])
def test_chaque_case_est_celle_du_json(contrat: Commande, tmp_path: Path, par: str) -> None:
    objet = json.loads(contrat("budget", "2020-2021", "--par", par, "--format", "json", dans=PETIT).sortie)
    entete, *rangees, total = lire(fabriquer(contrat, tmp_path / "b.xlsx"), f"Par {par}")
    assert entete[1:] == ("Fonctionnement", "Investissement", "Dépenses", "Ville", "Autres financeurs", "Ressources")
    for rangee, groupe in zip(rangees, objet["ventilation"]["groupes"], strict=True):
        attendus = [*groupe["depenses"].values(), *groupe["ressources"].values()]
        assert (rangee[0], [ecrire(case) for case in rangee[1:]]) == (groupe["libelle"], attendus)
    assert total[0] == "Total"
    assert [ecrire(case) for case in total[1:]] == [*objet["depenses"].values(), *objet["ressources"].values()]


def test_par_financeur_et_par_chapitre(contrat: Commande, tmp_path: Path) -> None:
    classeur = fabriquer(contrat, tmp_path / "b.xlsx")
    objet = json.loads(contrat("budget", "2020-2021", "--par", "financeur", "--format", "json", dans=PETIT).sortie)
    _, *rangees, total = lire(classeur, "Par financeur")
    for rangee, groupe in zip(rangees, objet["ventilation"]["groupes"], strict=True):
        assert (rangee[0], ecrire(rangee[1])) == (groupe["libelle"], groupe["montant"])
        assert [ecrire(case) for case in rangee[3:]] == [groupe["acquis"], groupe["sollicite"], groupe["pressenti"]]
    assert ecrire(total[1]) == objet["ressources"]["total"]
    chapitres = json.loads(contrat("budget", "2020-2021", "--par", "chapitre", "--format", "json", dans=PETIT).sortie)
    _, *rangees, total = lire(classeur, "Par chapitre")
    assert [[ecrire(case) for case in r[1:]] for r in rangees] == [
        list(g["depenses"].values()) for g in chapitres["ventilation"]["groupes"]
    ]
    assert ecrire(total[3]) == objet["depenses"]["total"]


def test_les_feuilles_et_leurs_formats(contrat: Commande, tmp_path: Path) -> None:
    """Des nombres au format français, un en-tête figé, une page de large à l'impression."""
    classeur = fabriquer(contrat, tmp_path / "b.xlsx")
    assert classeur.sheetnames == FEUILLES
    feuille = classeur["Par action"]
    assert feuille["D4"].number_format == '# ##0.00 "€"'
    assert isinstance(feuille["D4"].value, int | float)
    assert (feuille.freeze_panes, feuille.sheet_properties.pageSetUpPr.fitToPage) == ("B4", True)
    assert feuille["A1"].value.startswith("Budget prévu 2020-2021")


def test_absent_n_est_pas_zero(contrat: Commande, tmp_path: Path) -> None:
    """Rien n'est voté dans ce contrat : la colonne est vide, pas à zéro."""
    entete, *rangees = lire(fabriquer(contrat, tmp_path / "b.xlsx"), "Exécution")
    assert {r[entete.index("Voté")] for r in rangees} == {None}


def test_le_meme_contrat_donne_le_meme_fichier(contrat: Commande, tmp_path: Path) -> None:
    fabriquer(contrat, tmp_path / "un.xlsx")
    fabriquer(contrat, tmp_path / "deux.xlsx")
    assert (tmp_path / "un.xlsx").read_bytes() == (tmp_path / "deux.xlsx").read_bytes()

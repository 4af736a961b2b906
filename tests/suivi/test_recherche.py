"""`contrat menage` : retrouver un dossier sans identité, l'imprimer en talons, refuser un registre dans le contrat."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande


@pytest.mark.parametrize(
    ("options", "trouves"),
    [
        (("--personnes", "2", "--etape", "dossier déposé"), ["M-0009", "M-0001"]),
        (("--seance", "2011-03-15",), ["M-0005"]),
        (("--seance", "2011-03-15", "--secteur", "ville-haute"), ["M-0005"]),
        (("--commune", "Aurillac"), []),
        (("--personnes", "9"), []),
    ],
)  # fmt: skip
def test_un_dossier_se_retrouve_par_ce_que_l_on_sait(
    contrat: Commande, options: tuple[str, ...], trouves: list[str]
) -> None:
    issue = contrat("menage", "chercher", *options, "--format", "csv")
    assert (issue.code, issue.erreurs) == (0, "")
    if not trouves:
        return
    assert [ligne.split(",")[0] for ligne in issue.sortie.splitlines()[1:]] == trouves


def test_sans_critere_ou_avec_un_mot_inconnu_rien_n_est_cherche(contrat: Commande) -> None:
    assert contrat("menage", "chercher").erreurs.startswith("Erreur : rien ne dit quel ménage chercher\n")
    issue = contrat("menage", "chercher", "--etape", "visit")
    assert (issue.code, issue.erreurs.split("\n")[0]) == (2, "Erreur : l'étape « visit » n'existe pas")


@pytest.mark.parametrize("nom", ["registre.csv", "prive/Registre des ménages.kdbx", "notes/correspondance 2026.xlsx"])
def test_un_registre_sous_la_racine_est_refuse(contrat: Commande, tmp_path: Path, nom: str) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    talon = contrat("menage", "talon", "M-0001", dans=tmp_path)
    assert (talon.code, talon.sortie.count("Dossier M-0001")) == (0, 2)
    fichier = tmp_path / nom
    fichier.parent.mkdir(exist_ok=True)
    fichier.write_text("M-0001\n", encoding="utf-8")
    for commande in (("talon", "M-0001"), ("chercher", "--personnes", "2")):
        issue = contrat("menage", *commande, dans=tmp_path)
        assert (issue.code, issue.sortie) == (3, "")
        assert issue.erreurs.startswith(f"Erreur : {nom} : un registre des personnes ne se tient pas sous la racine")


def test_les_fichiers_de_l_outil_ne_sont_pas_des_registres(contrat: Commande, tmp_path: Path) -> None:
    """Le registre des traitements, lui, s'écrit en Markdown ou en HTML."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    assert contrat("rgpd", "registre", "-o", "registre.md", dans=tmp_path).code == 0
    assert contrat("menage", "talon", "M-0001", dans=tmp_path).code == 0

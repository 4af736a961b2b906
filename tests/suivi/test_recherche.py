"""`contrat menage` : retrouver un dossier sans identité, l'imprimer en talons, refuser un registre dans le contrat."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from tests.conftest import MINIMAL, Commande, Issue


@pytest.mark.parametrize(
    ("options", "trouves"),
    [
        (("--personnes", "2", "--etape", "dossier déposé"), ["M-0009", "M-0001"]),
        (("--seance", "2011-03-15",), ["M-0005"]),
        (("--seance", "2011-03-15", "--secteur", "ville-haute"), ["M-0005"]),
        (("--commune", "Aurillac"), []),
        (("--commune", "15014"), []),
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


def test_un_dossier_qui_ne_dit_pas_ce_que_l_on_cherche_n_est_pas_absent(contrat: Commande, minimal: Path) -> None:
    chemin = minimal / "data/menages/M-0001.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("occupants:\n  nombre: 2\n", ""), encoding="utf-8")
    vide = "0 dossier trouvé\n\nAucun dossier ne répond à tout cela.\n"
    cherche = ("menage", "chercher", "--personnes", "4")
    peut_etre = Issue(0, vide, "1 dossier ne dit pas tout cela, et y répond peut-être.\n")
    assert contrat(*cherche, "--etape", "dossier_depose", dans=minimal) == peut_etre
    assert contrat(*cherche, "--etape", "clos", dans=minimal) == Issue(0, vide, "")
    chemin.unlink()
    assert contrat(*cherche, dans=minimal) == Issue(0, vide, "Le contrat n'a aucun dossier de ménage.\n")


def test_sans_critere_ou_avec_un_mot_inconnu_rien_n_est_cherche(contrat: Commande) -> None:
    assert contrat("menage", "chercher").erreurs.startswith("Erreur : rien ne dit quel ménage chercher\n")
    issue = contrat("menage", "chercher", "--etape", "visit")
    assert (issue.code, issue.erreurs.split("\n")[0]) == (2, "Erreur : l'étape « visit » n'existe pas")


@pytest.mark.parametrize(
    ("commune", "aide"),
    [
        ("Valbrum", "choisir parmi : 15999"),
        ("15000", "c'est le code postal de Aurillac (15014)"),
        ("99", "choisir parmi : 15999"),
    ],
)
def test_une_commune_inconnue_n_est_pas_un_dossier_absent(contrat: Commande, commune: str, aide: str) -> None:
    issue = contrat("menage", "chercher", "--commune", commune)
    refus, dite = issue.erreurs.splitlines()
    assert (issue.code, refus) == (
        2,
        f"Erreur : --commune : « {commune} » n'est ni le nom ni le code INSEE d'une commune",
    )
    assert dite.startswith(f"  aide : {aide}")


def test_un_code_postal_qui_est_aussi_un_code_insee_est_dit(contrat: Commande) -> None:
    issue = contrat("menage", "chercher", "--commune", "15100")
    assert (issue.code, issue.erreurs.partition(",")[0]) == (
        0,
        "15100 est Laveissenet ; c'est le code postal de Alleuze (15002)",
    )


REGISTRES: dict[str, tuple[str, bytes]] = {
    "registre.csv": ("avertissement", b"M-0001\n"),
    "prive/Registre des m\u00e9nages.kdbx": ("erreur", b"\0"),
    "notes/liste.csv": ("erreur", "N° dossier;Nom et prénom\nM-0001;Zorbelin\n".encode("cp1252")),
    "notes/rappels.txt": ("erreur", ("M-0001 : rappeler au 06 " + "12 34 56 78\n").encode()),
}


@pytest.mark.parametrize("nom", [*REGISTRES, "tableau.xlsx", "tableau.ods"])
def test_un_registre_sous_la_racine_est_refuse(contrat: Commande, tmp_path: Path, nom: str) -> None:
    """À son nom comme à ce qu'il contient, par ce qui relie un dossier à quelqu'un et par validate."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    gravite, octets = REGISTRES.get(nom, ("erreur", b""))
    fichier = tmp_path / nom
    fichier.parent.mkdir(exist_ok=True)
    fichier.write_bytes(octets)
    if nom.endswith(".xlsx"):
        with Workbook(str(fichier)) as classeur:
            classeur.add_worksheet().write_row(0, 0, ["Adresse", "M-0001"])
    elif nom.endswith(".ods"):
        with zipfile.ZipFile(fichier, "w") as archive:
            archive.writestr("content.xml", "<a><text:p>T\u00e9l\u00e9phone</text:p><text:p>M-0001</text:p></a>")
    for commande in (("talon", "M-0001"), ("chercher", "--personnes", "2")):
        issue = contrat("menage", *commande, dans=tmp_path)
        assert (issue.code, issue.sortie) == (3, "")
        assert issue.erreurs.startswith(f"Erreur : {nom} : un registre des personnes ne se tient pas sous la racine")
    issue = contrat("validate", dans=tmp_path)
    assert issue.sortie.startswith(f"{nom}:1:1: {gravite}[D020] ")
    assert issue.code == (gravite == "erreur")


def test_les_fichiers_de_l_outil_ne_sont_pas_des_registres(contrat: Commande, tmp_path: Path) -> None:
    """Le registre des traitements, lui, s'écrit en Markdown ou en HTML."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    assert contrat("rgpd", "registre", "-o", "registre.md", dans=tmp_path).code == 0
    assert contrat("suivi", "-o", "suivi.csv", dans=tmp_path).code == 0
    assert contrat("suivi", "--secret", "1", "-o", "suivi.xlsx", dans=tmp_path).code == 0
    lot = "id,domicile,statut_occupation,origine\nM-0001,15,locataire,voisin\n"
    (tmp_path / "lot.csv").write_text(lot, encoding="utf-8")
    assert contrat("validate", dans=tmp_path).sortie == ""
    assert contrat("menage", "talon", "M-0001", dans=tmp_path).code == 0

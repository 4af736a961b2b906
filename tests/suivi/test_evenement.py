"""`contrat evenement` et `contrat nouveau menage` : rien d'autre ne bouge, rien d'incohérent n'entre."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

MENAGE = "data/menages/M-0001.yaml"


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Une copie du contrat minimal."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path


def test_seule_l_etape_s_ajoute_a_la_fin(contrat: Commande, racine: Path) -> None:
    """Le reste du fichier, commentaires compris, est le même à l'octet près, et le contrat reste valide."""
    avant = (racine / MENAGE).read_text(encoding="utf-8")
    arguments = ("M-0001", "abandon", "--date", "2013-01-02", "--motif", "reste_a_charge", "--note", "trop cher : 40 %")
    issue = contrat("evenement", *arguments, dans=racine)
    assert (issue.code, issue.sortie, issue.erreurs) == (
        0,
        f"M-0001 : abandon, le 2 janvier 2013, ajouté à {MENAGE}\n",
        "",
    )
    apres = (racine / MENAGE).read_text(encoding="utf-8")
    assert apres.startswith(avant)
    assert apres.removeprefix(avant) == (
        "  - date: 2013-01-02\n    etape: abandon\n    motif: reste_a_charge\n    note: 'trop cher : 40 %'\n"
    )
    assert contrat("validate", dans=racine).code == 0


def test_le_premier_evenement_ouvre_son_bloc(contrat: Commande, racine: Path) -> None:
    chemin = racine / MENAGE
    chemin.write_text(chemin.read_text(encoding="utf-8").partition("evenements:")[0], encoding="utf-8")
    assert contrat("evenement", "M-0001", "contacte", "--date", "2011-01-02", dans=racine).code == 0
    assert chemin.read_text(encoding="utf-8").endswith("evenements:\n  - date: 2011-01-02\n    etape: contacte\n")
    assert contrat("validate", dans=racine).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("M-0001", "visite_programme"), "l'étape « visite_programme » n'existe pas\n"
         "  aide : vouliez-vous dire « visite_programmee » ?\n"),
        (("M-0009", "contacte"), "le ménage « M-0009 » n'existe pas\n  aide : vouliez-vous dire « M-0001 » ?\n"),
        (("M-0001", "contacte", "--date", "2001-01-01"), "le 2001-01-01 est avant le dernier événement"),
        (("M-0001", "clos", "--date", "2014-01-01", "--motif", "depart"), "--motif ne va qu'avec l'étape abandon\n"),
        (("M-0001", "abandon", "--motif", "fatigue"), "le motif « fatigue » n'existe pas\n  aide : choisir parmi : "),
        (("M-0001", "clos", "--date", "2014-01-01", "--note", "x" * 251), "--note a 251 signes, 250 au plus\n"),
    ],
)  # fmt: skip
def test_une_etape_incoherente_est_refusee(
    contrat: Commande, racine: Path, arguments: tuple[str, ...], message: str
) -> None:
    avant = (racine / MENAGE).read_bytes()
    issue = contrat("evenement", *arguments, dans=racine)
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs.startswith(f"Erreur : {message}")
    assert (racine / MENAGE).read_bytes() == avant


def test_un_fichier_dont_les_evenements_ne_sont_pas_a_la_fin_reste_entier(contrat: Commande, racine: Path) -> None:
    chemin = racine / MENAGE
    deplace = chemin.read_text(encoding="utf-8").rstrip("\n") + "\norigine: ccas\n"
    chemin.write_text(deplace, encoding="utf-8")
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", dans=racine)
    assert issue.code in (1, 3)
    assert chemin.read_text(encoding="utf-8") == deplace


def test_un_fichier_fautif_reste_entier(contrat: Commande, racine: Path) -> None:
    chemin = racine / MENAGE
    fautif = chemin.read_text(encoding="utf-8").replace("nature: energie", "nature: chauffage")
    chemin.write_text(fautif, encoding="utf-8")
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert "Rien n'est ajouté tant que le fichier porte des erreurs.\n" in issue.erreurs
    assert chemin.read_text(encoding="utf-8") == fautif


def test_un_menage_neuf_est_valide_et_opaque(contrat: Commande, racine: Path) -> None:
    """Deux créations, deux identifiants ; le contrat reste valide, et l'étape du jour y est."""
    chemins = [contrat("nouveau", "menage", dans=racine).sortie.strip() for _ in range(2)]
    assert all(re.fullmatch(r"data/menages/M-[2-9B-DF-HJ-NP-TV-XZ]{8}\.yaml", chemin) for chemin in chemins)
    assert len(set(chemins)) == 2
    assert contrat("validate", dans=racine).code == 0
    assert 'commune: "15999"' in (racine / chemins[0]).read_text(encoding="utf-8")

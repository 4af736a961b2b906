"""`-o` : un fichier, un lien, un périphérique, un tube, la sortie standard ; jamais une donnée du contrat."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import Commande
from tests.ecriture.conftest import MENAGE, TEXTE

COMMANDES = (("budget", "--format", "md"), ("rapport", "comite"), ("rgpd", "registre"))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="périphériques, tubes et liens d'Unix")
SORTIE = "Erreur : {} est parmi les données d'un contrat : rien d'autre n'y est écrit\n"


@pytest.mark.parametrize("commande", COMMANDES)
def test_le_tiret_est_la_sortie_standard(contrat: Commande, racine: Path, commande: tuple[str, ...]) -> None:
    attendu = contrat(*commande, dans=racine)
    assert (attendu.code, attendu.sortie != "") == (0, True)
    assert contrat(*commande, "-o", "-", dans=racine).sortie == attendu.sortie
    assert contrat(*commande, "-o", "page.md", dans=racine).sortie == ""
    assert (racine / "page.md").read_text(encoding="utf-8") == attendu.sortie
    assert not (racine / "-").exists()


@POSIX
@pytest.mark.parametrize("commande", COMMANDES)
def test_un_peripherique_un_tube_et_un_lien_restent_ce_qu_ils_sont(
    contrat: Commande, racine: Path, commande: tuple[str, ...]
) -> None:
    attendu = contrat(*commande, dans=racine).sortie
    (racine / "neant.md").symlink_to("/dev/null")
    for chemin in ("/dev/null", "neant.md", "/dev/stdout"):
        assert contrat(*commande, "-o", chemin, dans=racine).sortie in ("", attendu)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert (racine / "neant.md").is_symlink()
    assert contrat(*commande, "-o", "/dev/stdout", dans=racine).sortie == attendu

    tube, recu = racine / "tube", []
    os.mkfifo(tube)
    lecteur = Thread(target=lambda: recu.append(tube.read_text(encoding="utf-8")), daemon=True)
    lecteur.start()
    assert contrat(*commande, "-o", tube, dans=racine).code == 0
    lecteur.join(30)
    assert (recu, stat.S_ISFIFO(tube.stat().st_mode)) == ([attendu], True)

    (racine / "lien.md").symlink_to("vraie.md")
    assert contrat(*commande, "-o", "lien.md", dans=racine).code == 0
    assert (racine / "lien.md").is_symlink()
    assert (racine / "vraie.md").read_text(encoding="utf-8") == attendu
    assert [f.name for f in racine.iterdir() if f.name.startswith(".")] == []


@pytest.mark.parametrize("commande", COMMANDES)
def test_une_donnee_du_contrat_n_est_jamais_une_sortie(
    contrat: Commande, racine: Path, commande: tuple[str, ...]
) -> None:
    """Présente ou à créer, désignée par son chemin ou par un lien."""
    for chemin in (MENAGE, "data/page.md", "data/../data/page.md"):
        issue = contrat(*commande, "-o", chemin, dans=racine)
        aide = "  aide : choisir un emplacement hors de data/\n"
        assert (issue.code, issue.sortie, issue.erreurs) == (2, "", SORTIE.format(chemin) + aide)
    if sys.platform != "win32":
        (racine / "lien.md").symlink_to(MENAGE)
        assert contrat(*commande, "-o", "lien.md", dans=racine).code == 2
    assert (racine / MENAGE).read_text(encoding="utf-8") == TEXTE
    assert not (racine / "data/page.md").exists()


@POSIX
@pytest.mark.parametrize(
    ("chemin", "message"),
    [
        ("absent/page.md", "absent/page.md : écriture impossible, le dossier n'existe pas"),
        ("data", "data : écriture impossible, c'est un dossier, un fichier était attendu"),
        (".", ". : écriture impossible, c'est un dossier, un fichier était attendu"),
        ("/dev/full", "/dev/full : écriture impossible, le disque est plein"),
        ("boucle.md", "boucle.md : écriture impossible, le lien symbolique tourne en rond"),
    ],
)
def test_une_sortie_impossible_est_dite(contrat: Commande, racine: Path, chemin: str, message: str) -> None:
    (racine / "boucle.md").symlink_to("boucle.md")
    issue = contrat("rgpd", "registre", "-o", chemin, dans=racine)
    assert (issue.code, issue.sortie, issue.erreurs.partition("\n")[0]) == (3, "", f"Erreur : {message}")


def test_un_lot_n_ecrase_pas_une_donnee(contrat: Commande, racine: Path) -> None:
    (racine / "lot.csv").write_text("id\nM-0001\n", encoding="utf-8")
    issue = contrat("eligibilite", "--lot", "lot.csv", "--sortie", MENAGE, dans=racine)
    assert (issue.code, issue.erreurs.startswith(SORTIE.format(MENAGE))) == (2, True)
    assert (racine / MENAGE).read_text(encoding="utf-8") == TEXTE

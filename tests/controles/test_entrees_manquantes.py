"""Ce qui manque, ce qui n'est pas du contrat, ce qui ne se lit pas : dit, et jamais compté pour rien."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande, Issue, remplacer
from tests.controles.test_mauvaises_entrees import TEMOIN, fautes


def test_tout_ce_qui_manque_est_dit_en_une_fois(contrat: Commande, tmp_path: Path) -> None:
    """Un contrat.yaml seul : chaque fichier et dossier à créer, et aucune faute qui en découlerait."""
    (tmp_path / "data").mkdir()
    shutil.copy(MINIMAL / "data/contrat.yaml", tmp_path / "data")
    issue = contrat("validate", dans=tmp_path)
    attendu = "".join(
        f"data/{nom}:1:1: erreur[F025] le {genre} manque\n    aide : le créer{comment}\n"
        for nom, genre, comment in (
            ("actions", "dossier", ", et y mettre un fichier : contrat nouveau action"),
            ("axes", "dossier", ", et y mettre un fichier : contrat nouveau axe"),
            ("organismes.yaml", "fichier", " : sa première ligne est « organismes: », puis un bloc par objet"),
            ("sources.yaml", "fichier", " : sa première ligne est « sources: », puis un bloc par objet"),
        )
    )
    assert (issue.code, issue.sortie) == (1, attendu)
    assert contrat("budget", dans=tmp_path).code == 1


def test_une_reference_qu_aucun_choix_ne_remplace_a_son_aide(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "data/axes/axe-1.yaml").unlink()
    issue = contrat("validate", "data/actions/visites.yaml", dans=tmp_path)
    assert "erreur[R001] l'axe « axe-1 » n'existe pas\n" in issue.sortie
    assert "    aide : le créer, ou corriger le mot écrit ici\n" in issue.sortie


def test_un_format_plus_recent_que_l_outil_est_refuse(contrat: Commande, tmp_path: Path) -> None:
    """L'outil d'hier ne dit pas fausses les clés de demain : il le dit, et ne fait rien."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    fiche = tmp_path / "data/contrat.yaml"
    fiche.write_text("format: 2\nnouveaute: oui\n" + fiche.read_text(encoding="utf-8"), encoding="utf-8")
    attendu = (
        "Erreur : data/contrat.yaml:1 : ces données sont au format 2, cette version de contrat lit jusqu'au format 1\n"
        "  aide : mettre l'outil à jour : pipx upgrade contrat-social\n"
    )
    assert contrat("validate", dans=tmp_path) == Issue(3, "", attendu)
    assert contrat("eligibilite", "data/menages/M-0001.yaml", dans=tmp_path) == Issue(3, "", attendu)


LIENS: dict[str, tuple[Callable[[Path], object], str]] = {
    "brise": (lambda chemin: chemin.symlink_to("nulle-part.yaml"), "un lien qui ne mène nulle part"),
    "dehors": (lambda chemin: chemin.symlink_to("/etc/passwd"), "un lien qui sort de data/ : il n'est pas lu"),
    "boucle": (lambda chemin: chemin.symlink_to(chemin.name), "un lien qui tourne en rond"),
    "peripherique": (lambda chemin: chemin.symlink_to("/dev/zero"), "un lien qui sort de data/ : il n'est pas lu"),
    "tube": (os.mkfifo, "un fichier était attendu, c'est un tube"),
    "dossier": (Path.mkdir, "un fichier était attendu, c'est un dossier"),
}


@pytest.mark.parametrize("nom", LIENS)
def test_ce_qui_n_est_pas_un_fichier_du_contrat_est_dit_et_le_reste_controle(
    contrat: Commande, copie: Path, nom: str
) -> None:
    """Ni trace, ni attente sans fin, ni un mot de ce qui est hors du contrat."""
    poser, message = LIENS[nom]
    poser(copie / "data/actions/lien.yaml")
    remplacer(copie / "data/menages/M-0006.yaml", "gain: 20 %", "gain: beaucoup")
    issue = contrat("validate", dans=copie)
    assert issue.code == 1
    assert [ligne for ligne in fautes(issue.sortie) if ligne.startswith("data/")] == [
        f"data/actions/lien.yaml:1:1: erreur[F022] {message}",
        TEMOIN,
    ]
    assert "root:" not in issue.sortie + issue.erreurs


@pytest.mark.parametrize("commande", [["budget"], ["rapport", "comite", "--periode", "2010-2011"]])
def test_pas_de_total_sur_un_fichier_qui_ne_se_lit_pas(contrat: Commande, copie: Path, commande: list[str]) -> None:
    """La faute est dite à sa place, code 1."""
    (copie / "data/actions/lien.yaml").symlink_to("nulle-part.yaml")
    issue = contrat(*commande, dans=copie)
    assert (issue.code, issue.sortie) == (1, "")
    assert "data/actions/lien.yaml:1:1: erreur[F022] un lien qui ne mène nulle part\n" in issue.erreurs


@pytest.mark.parametrize("nomme", ["M-0099", "data/menages/M-0099.yaml"])
def test_un_menage_nomme_dont_le_lien_sort_du_contrat_n_est_pas_lu(
    contrat: Commande, copie: Path, nomme: str, tmp_path: Path
) -> None:
    (tmp_path / "dehors.yaml").write_text("secret\n", encoding="utf-8")
    (copie / "data/menages/M-0099.yaml").symlink_to(tmp_path / "dehors.yaml")
    issue = contrat("eligibilite", nomme, dans=copie)
    dit = "data/menages/M-0099.yaml:1:1: erreur[F022] un lien qui sort de data/ : il n'est pas lu\n"
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs.startswith(dit)
    assert "secret" not in issue.erreurs


def test_un_dossier_lie_hors_du_contrat_n_est_pas_lu(contrat: Commande, copie: Path, tmp_path: Path) -> None:
    """Une faute sur le dossier, pas une par fichier."""
    dehors = tmp_path / "dehors"
    (copie / "data/menages").rename(dehors)
    (copie / "data/menages").symlink_to(dehors)
    issue = contrat("validate", dans=copie)
    assert (
        "data/menages:1:1: erreur[F022] un lien qui sort de data/ : il n'est pas lu\n"
        "    aide : remplacer le lien par le fichier\n"
    ) in issue.sortie
    assert "data/menages/" not in issue.sortie
    assert "[V001]" not in issue.sortie


def test_un_fichier_a_la_place_d_un_dossier_n_est_pas_un_dossier_vide(contrat: Commande, copie: Path) -> None:
    shutil.rmtree(copie / "data/menages")
    (copie / "data/menages").write_text("", encoding="utf-8")
    dit = "erreur[F022] un dossier était attendu\n    aide : le retirer, ou le ranger hors de data/\n"
    assert contrat("validate", "data/menages", dans=copie).sortie == f"data/menages:1:1: {dit}"

"""Ce que `contrat` rend au système : codes de sortie, tubes, interruptions, et rien de lourd au démarrage."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.processus import MILIEU, executer
from tests.conftest import REFERENCE, Commande, Issue

POSIX = pytest.mark.skipif(os.name != "posix", reason="tubes et signaux de POSIX")


def test_la_version_est_celle_du_paquet() -> None:
    from contrat import FORMAT, __version__

    assert executer("--version") == Issue(0, f"contrat {__version__}, format des données {FORMAT}\n", "")


def test_l_outil_empeche_sort_avec_3(contrat: Commande, tmp_path: Path) -> None:
    attendu = (
        f"Erreur : « {tmp_path} » n'est pas un contrat : data/contrat.yaml n'y est pas\n"
        "  aide : donner à --racine le dossier qui contient data/\n"
    )
    assert contrat("budget", "--racine", tmp_path) == Issue(3, "", attendu)
    assert contrat("--racine", tmp_path, "budget") == Issue(3, "", attendu)


def test_racine_apres_la_commande_l_emporte(contrat: Commande, tmp_path: Path) -> None:
    ici = contrat("budget", "2010")
    assert ici.code == 0
    assert contrat("--racine", tmp_path, "budget", "--racine", REFERENCE, "2010", dans=tmp_path) == ici
    assert contrat("--racine", REFERENCE, "budget", "2010", dans=tmp_path) == ici


AVEC_COMMANDE = """\
from contrat.cli import Application, lancer

def essai():
    "Essayer."
    {corps}

Application.fonctions = (essai,)
lancer()
"""


def essayer(corps: str, **reglages: Any) -> subprocess.Popen[str]:
    """Lancer, dans un autre processus, une commande dont on choisit le corps."""
    commande = [sys.executable, "-c", AVEC_COMMANDE.format(corps=corps), "essai"]
    return subprocess.Popen(commande, env=MILIEU, stderr=subprocess.PIPE, encoding="utf-8", **reglages)


def test_un_defaut_de_l_outil_laisse_sa_trace() -> None:
    fini = essayer("1 / 0")
    _, erreurs = fini.communicate()
    assert fini.returncode == 3
    assert erreurs.startswith("Traceback (most recent call last):\n")
    assert erreurs.endswith(
        "ZeroDivisionError: division by zero\nErreur : défaut de l'outil, à signaler avec les lignes ci-dessus\n"
    )


def test_ce_que_le_systeme_refuse_n_est_pas_un_defaut() -> None:
    """Un dossier de ménages réservé à d'autres, un nom trop long : où que ce soit, le chemin et le geste sont dits."""
    fini = essayer("raise PermissionError(13, 'Permission denied', 'data/menages')")
    _, erreurs = fini.communicate()
    assert (fini.returncode, erreurs) == (
        3,
        "Erreur : data/menages : accès impossible, droits insuffisants\n"
        "  aide : demander le droit de lire ou d'écrire ce fichier\n",
    )


@POSIX
def test_un_nom_trop_long(contrat: Commande) -> None:
    nom = "n" * 300
    attendu = "Erreur : {} : accès impossible, le nom est trop long\n  aide : donner un nom plus court\n"
    assert contrat("eligibilite", nom, dans=REFERENCE) == Issue(3, "", attendu.format(nom))


@POSIX
def test_un_refus_ne_commande_pas_le_terminal(contrat: Commande, tmp_path: Path) -> None:
    nom = "a\x1b]0;titre\x07\u202e"
    (tmp_path / nom).mkdir()
    refus = contrat("importer", nom, "--essai", dans=tmp_path).erreurs
    assert refus.startswith("Erreur : a\ufffd]0;titre\ufffd\ufffd"), refus
    invisible = "CHEMIN… : un caractère invisible : U+001B, le caractère d'échappement, qui commande le terminal"
    assert contrat("validate", nom).erreurs.startswith(f"Erreur : {invisible}\n")


def test_un_tube_ferme_ne_se_plaint_pas() -> None:
    """Plus de texte qu'un tube n'en contient, avec et sans les écritures immédiates de typer."""
    for ecriture in ("print", "__import__('typer').echo"):
        with essayer(f"for _ in range(50_000): {ecriture}('une ligne')", stdout=subprocess.PIPE) as ecrit:
            assert ecrit.stdout is not None
            assert ecrit.stderr is not None
            assert ecrit.stdout.readline() == "une ligne\n"
            ecrit.stdout.close()
            assert ecrit.stderr.read() == ""
        assert ecrit.returncode == 141


@POSIX
def test_un_tube_ferme_avant_la_fin_de_l_aide() -> None:
    lecture, ecriture = os.pipe()
    os.close(lecture)
    fini = subprocess.run(
        [sys.executable, "-m", "contrat", "--help"], env=MILIEU, stdout=ecriture, stderr=subprocess.PIPE, check=False
    )
    os.close(ecriture)
    assert (fini.returncode, fini.stderr) == (141, b"")


@POSIX
def test_une_interruption_se_dit_en_un_mot() -> None:
    with essayer("print('prêt', flush=True); __import__('time').sleep(60)", stdout=subprocess.PIPE) as attend:
        assert attend.stdout is not None
        assert attend.stdout.readline() == "prêt\n"
        attend.send_signal(signal.SIGINT)
        _, erreurs = attend.communicate()
    assert (attend.returncode, erreurs) == (130, "Interrompu.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="il faut un disque toujours plein")
def test_un_disque_plein_se_dit() -> None:
    with Path("/dev/full").open("w") as plein:
        fini = essayer("print('une ligne')", stdout=plein)
        _, erreurs = fini.communicate()
    assert (fini.returncode, erreurs) == (
        3,
        "Erreur : le disque est plein\n  aide : libérer de la place, puis recommencer\n",
    )


TOUJOURS_TROP = {"jinja2", "openpyxl", "xlsxwriter", "ruamel", "questionary", "duckdb", "docx", "typst"}
SANS_DONNEES = TOUJOURS_TROP | {"rich", "pydantic", "yaml"}
LES_NOTRES = {"contrat.depot", "contrat.modele", "contrat.calculs", "contrat.controles"}
# Ce que la commande n'emploie pas : bibliothèques, et dossiers ou modules à nous.
TROP: dict[tuple[str, ...], set[str]] = {
    ("--help",): SANS_DONNEES | LES_NOTRES,
    ("--show-completion", "bash"): SANS_DONNEES | LES_NOTRES | {"contrat.cli.validate", "contrat.cli.budget"},
    ("validate",): TOUJOURS_TROP
    | {"rich", "contrat.rendu.page", "contrat.controles.droit.situer", "contrat.modele.droit_livre"}
    | {"contrat.modele.encadrement", "contrat.modele.indexation", "contrat.modele.lot", "contrat.cli.budget"},
    ("budget",): TOUJOURS_TROP
    | {"contrat.cli.validate", "contrat.modele.seance", "contrat.modele.condition", "contrat.modele.menage"},
    ("eligibilite", "data/menages/M-0001.yaml"): TOUJOURS_TROP
    | {"contrat.modele.seance", "contrat.modele.agregat", "contrat.modele.contrat", "contrat.modele.lot"}
    | {"contrat.modele.suivi", "contrat.modele.evaluation", "contrat.modele.action", "contrat.modele.finances"}
    | {"contrat.cli.validate"},
}
# Les classes de pydantic que la commande fabrique : chacune coûte une demi-milliseconde, et bien plus à vérifier.
CLASSES = {"--help": 0, "--show-completion": 0, "validate": 157, "budget": 71, "eligibilite": 88}
COMPTER = """\
import sys
from contrat.cli import lancer
try:
    lancer()
finally:
    modeles = sys.modules.get("pydantic.main")
    a_voir, vues = [modeles.BaseModel] if modeles else [], set()
    while a_voir:
        filles = a_voir.pop().__subclasses__()
        a_voir += filles
        vues.update(fille for fille in filles if fille.__module__.startswith("contrat"))
    print(len(vues), *sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(("commande", "trop"), TROP.items(), ids=[commande[0] for commande in TROP])
def test_une_commande_n_importe_et_ne_fabrique_que_ce_qu_elle_emploie(
    commande: tuple[str, ...], trop: set[str]
) -> None:
    appel = [sys.executable, "-c", COMPTER, *commande]
    fini = subprocess.run(appel, env=MILIEU, capture_output=True, check=True, cwd=REFERENCE, encoding="utf-8")
    classes, *modules = fini.stderr.splitlines()[-1].split()
    assert "typer" in modules
    assert set(modules) & trop == set()
    assert int(classes) <= CLASSES[commande[0]], "une classe de plus sur le chemin de cette commande"

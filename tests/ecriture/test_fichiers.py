"""Ce qu'une écriture garde du fichier lui-même, et ce qu'elle fait quand le système l'empêche."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import DEPOT, Commande
from tests.ecriture.conftest import AJOUT, ETAPE, MENAGE, TEXTE

REPONSES = "logement: {residence_principale: oui}\n"
PERMANENCE = ("permanence", MENAGE, "--date", "2011-09-20", "--reponses", "reponses.yaml")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="droits et liens de Windows")
ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="il faut être administrateur pour monter un disque d'essai",
)


@pytest.fixture
def reponses(racine: Path) -> Path:
    (racine / "reponses.yaml").write_text(REPONSES, encoding="utf-8")
    return racine


@POSIX
@pytest.mark.parametrize("commande", [ETAPE, PERMANENCE])
@pytest.mark.parametrize("droits", [0o600, 0o640, 0o664])
def test_les_droits_restent(contrat: Commande, reponses: Path, commande: tuple[str, ...], droits: int) -> None:
    (reponses / MENAGE).chmod(droits)
    assert contrat(*commande, dans=reponses).code == 0
    assert (reponses / MENAGE).stat().st_mode & 0o777 == droits
    assert (reponses / MENAGE).read_text(encoding="utf-8") != TEXTE


@ROOT
def test_le_proprietaire_reste(contrat: Commande, racine: Path) -> None:
    os.chown(racine / MENAGE, 4321, 4322)
    assert contrat(*ETAPE, dans=racine).code == 0
    etat = (racine / MENAGE).stat()
    assert (etat.st_uid, etat.st_gid) == (4321, 4322)


@POSIX
def test_un_lien_du_contrat_est_suivi_et_reste_un_lien(contrat: Commande, racine: Path) -> None:
    cible = racine / "data" / ".dossiers" / "a.yaml"
    cible.parent.mkdir()
    (racine / MENAGE).rename(cible)
    (racine / MENAGE).symlink_to("../.dossiers/a.yaml")
    assert contrat(*ETAPE, dans=racine).code == 0
    assert (racine / MENAGE).is_symlink()
    assert cible.read_text(encoding="utf-8") == TEXTE + AJOUT


@POSIX
def test_un_lien_qui_sort_du_contrat_est_refuse(
    contrat: Commande, racine: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cible = tmp_path_factory.mktemp("ailleurs") / "M-0002.yaml"
    (racine / MENAGE).rename(cible)
    (racine / MENAGE).symlink_to(cible)
    issue = contrat(*ETAPE, dans=racine)
    assert issue.code in (1, 3)
    assert cible.read_text(encoding="utf-8") == TEXTE
    assert (racine / MENAGE).is_symlink()


def test_un_reste_d_ecriture_tuee_est_retire_par_la_suivante(contrat: Commande, racine: Path) -> None:
    reste = racine / "data/menages/.M-0002.yaml.k3.provisoire"
    reste.write_text("id: M-0", encoding="utf-8")
    assert contrat("validate", dans=racine).sortie.startswith(
        "data/menages/.M-0002.yaml.k3.provisoire:1:1: avertissement[F020] « .M-0002.yaml.k3.provisoire » reste d'une "
        "écriture interrompue\n    aide : l'effacer : le fichier qu'elle allait remplacer est entier\n"
    )
    assert contrat(*ETAPE, dans=racine).code == 0
    assert not reste.exists()


def test_les_restes_sont_ignores_de_git() -> None:
    regles = (DEPOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".*.provisoire", ".verrou"} <= set(regles)


@pytest.fixture
def disque(racine: Path) -> Iterator[Path]:
    """Le dossier des ménages sur un disque de 16 kio."""
    menages = racine / "data" / "menages"
    gardes = {fichier.name: fichier.read_bytes() for fichier in menages.iterdir()}
    monte = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "essai", menages], check=False)
    if monte.returncode != 0:
        pytest.skip("le système ne permet pas de monter un disque d'essai")
    try:
        for nom, octets in gardes.items():
            (menages / nom).write_bytes(octets)
        yield racine
    finally:
        subprocess.run(["umount", menages], check=True)


@ROOT
def test_un_disque_plein_est_dit_et_rien_n_est_abime(contrat: Commande, disque: Path) -> None:
    reste = disque / "data/menages/reste.md"
    (disque / "reponses.yaml").write_text(REPONSES, encoding="utf-8")
    with reste.open("ab", buffering=0) as sortie, suppress(OSError):
        while True:
            sortie.write(b"\n" * 4096)
    for commande in (ETAPE, PERMANENCE, ("nouveau", "menage")):
        issue = contrat(*commande, dans=disque)
        assert (issue.code, issue.sortie) == (3, "")
        assert issue.erreurs.startswith("Erreur : data/menages/M-")
        assert issue.erreurs.endswith(
            " : écriture impossible, le disque est plein\n  aide : libérer de la place, puis recommencer\n"
        )
    assert (disque / MENAGE).read_text(encoding="utf-8") == TEXTE
    assert sorted(f.name for f in (disque / "data/menages").iterdir()) == ["M-0001.yaml", "M-0002.yaml", "reste.md"]


@ROOT
def test_un_dossier_en_lecture_seule_est_dit(contrat: Commande, disque: Path) -> None:
    menages = disque / "data/menages"
    (disque / "reponses.yaml").write_text(REPONSES, encoding="utf-8")
    subprocess.run(["mount", "-o", "remount,ro", menages], check=True)
    for commande in (ETAPE, PERMANENCE, ("nouveau", "menage")):
        issue = contrat(*commande, dans=disque)
        assert (issue.code, issue.sortie) == (3, "")
        assert issue.erreurs.startswith("Erreur : data/menages/M-")
        assert issue.erreurs.endswith(
            " : écriture impossible, le disque est en lecture seule\n  aide : choisir un autre emplacement\n"
        )
    assert (disque / MENAGE).read_text(encoding="utf-8") == TEXTE

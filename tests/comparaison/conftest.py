"""Deux états d'un petit contrat, et un dépôt git qui les garde."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

MINIMAL = Path(__file__).parent.parent / "contrat_minimal"
# Ni la configuration de git de la machine, ni celle d'une intégration continue.
ENVIRONNEMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{qui}_{quoi}": f"essai@{qui}.test".lower()
        for qui in ("AUTHOR", "COMMITTER")
        for quoi in ("NAME", "EMAIL")
    },
}
Remplacer = Callable[[str, str, str], Path]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Le contrat de départ."""
    shutil.copytree(MINIMAL, tmp_path / "base")
    return tmp_path / "base"


@pytest.fixture
def tete(tmp_path: Path) -> Path:
    """Une copie du même contrat, à changer."""
    shutil.copytree(MINIMAL, tmp_path / "tete")
    return tmp_path / "tete"


def remplacer(racine: Path, fichier: str, avant: str, apres: str) -> None:
    """Changer un passage d'un fichier de `data/`, qui doit y être."""
    chemin = racine / "data" / fichier
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")


def git(dossier: Path, *arguments: str) -> str:
    """Lancer git dans un dossier."""
    environnement = os.environ | ENVIRONNEMENT
    return subprocess.run(
        ["git", *arguments], cwd=dossier, env=environnement, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


@pytest.fixture
def depot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un dépôt git dont la branche principale tient le petit contrat, dans un sous-dossier."""
    for nom in ("GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(nom, raising=False)
    depot = tmp_path / "depot"
    shutil.copytree(MINIMAL, depot / "ville")
    git(depot, "init", "-q", "-b", "main")
    git(depot, "add", ".")
    git(depot, "commit", "-q", "-m", "départ")
    return depot

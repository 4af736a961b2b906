"""Le petit contrat des tests du budget, entier ou à abîmer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

PETIT = Path(__file__).parent / "petit"


@pytest.fixture
def petit(tmp_path: Path) -> Path:
    """Une copie du petit contrat, à modifier."""
    shutil.copytree(PETIT / "data", tmp_path / "data")
    return tmp_path


def remplacer(fichier: Path, avant: str, apres: str) -> None:
    """Changer un passage, qui doit y être."""
    texte = fichier.read_text(encoding="utf-8")
    assert avant in texte
    fichier.write_text(texte.replace(avant, apres), encoding="utf-8")


def lire_json(contrat: Any, *arguments: str | Path, dans: Path = PETIT) -> Any:
    """Le budget en JSON."""
    issue = contrat("budget", *arguments, "--format", "json", dans=dans)
    assert (issue.code, issue.erreurs) == (0, "")
    return json.loads(issue.sortie)

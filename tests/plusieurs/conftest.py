"""Un dépôt qui tient deux contrats, à partir du plus petit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL

COMMUNS = ("organismes.yaml", "sources.yaml", "aides", "menages")
PROPRES = ("contrat.yaml", "axes", "actions", "seances")


def poser(racine: Path, identifiant: str) -> Path:
    """Un contrat pareil au plus petit, sous un autre identifiant."""
    data = racine / "contrats" / identifiant / "data"
    data.mkdir(parents=True)
    for nom in PROPRES:
        source = MINIMAL / "data" / nom
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, data / nom)
    contrat = data / "contrat.yaml"
    texte = contrat.read_text(encoding="utf-8")
    contrat.write_text(texte.replace("id: contrat-valbrume\n", f"id: {identifiant}\n"), encoding="utf-8")
    return data.parent


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """Deux contrats, `premier` et `second`, et ce qui leur est commun."""
    (tmp_path / "data").mkdir()
    for nom in COMMUNS:
        source = MINIMAL / "data" / nom
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, tmp_path / "data" / nom)
    poser(tmp_path, "premier")
    poser(tmp_path, "second")
    return tmp_path

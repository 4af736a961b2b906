"""Le petit contrat des tests du budget, avec une séance de trois actions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import remplacer

ICI = Path(__file__).parent
PETIT = ICI.parent / "budget" / "petit"
SEANCE = "data/seances/conseil-2020-03.yaml"


@pytest.fixture
def petit(tmp_path: Path) -> Path:
    """Une copie du petit contrat, à modifier ; son conseil réunit aussi des habitants."""
    shutil.copytree(PETIT / "data", tmp_path / "data")
    remplacer(tmp_path / "data/contrat.yaml", "colleges: [elus]", "colleges: [elus, habitants]")
    (tmp_path / SEANCE).parent.mkdir()
    shutil.copy(ICI / "conseil-2020-03.yaml", tmp_path / SEANCE)
    return tmp_path

"""Le droit livré et un contrat minimal où mener des entretiens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contrat.depot.chargement import GUICHET, charger
from contrat.modele.bareme import Bareme
from tests.conftest import DEPOT


@pytest.fixture(scope="session")
def bareme() -> Bareme:
    """Le droit national et les aides de Saint-Flour."""
    lu = charger(DEPOT, GUICHET)
    assert lu.dossier.droit is not None
    return lu.dossier.droit


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Le contrat livré, sans ménage."""
    shutil.copytree(DEPOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("menages"))
    return tmp_path

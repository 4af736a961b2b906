"""Le droit livré, et le contrat de référence où mener des entretiens."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from contrat.depot.chargement import GUICHET, charger
from contrat.modele.bareme import Bareme
from tests.conftest import REFERENCE


@pytest.fixture(scope="session")
def bareme() -> Bareme:
    """Le droit national et les aides de Valbrume."""
    lu = charger(REFERENCE, GUICHET)
    assert lu.dossier.droit is not None
    return lu.dossier.droit


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Le contrat de référence sans ménage, ni chiffre publié que des ménages recalculent."""
    shutil.copytree(REFERENCE / "data", tmp_path / "data", ignore=shutil.ignore_patterns("menages"))
    contrat = tmp_path / "data/contrat.yaml"
    texte = re.sub(r"  - mesure: (logements|menages)\.\w+\n( {4}.*\n)*", "", contrat.read_text(encoding="utf-8"))
    contrat.write_text(texte, encoding="utf-8")
    return tmp_path

"""Le contrat minimal, que chaque épreuve change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, remplacer
from tests.evaluation.cafe import (
    Changer,
)


@pytest.fixture
def changer(tmp_path: Path) -> Changer:
    """Le contrat minimal, où des passages sont changés."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")

    def appliquer(*changements: tuple[str, str, str]) -> Path:
        for fichier, avant, apres in changements:
            remplacer(tmp_path / fichier, avant, apres)
        return tmp_path

    return appliquer

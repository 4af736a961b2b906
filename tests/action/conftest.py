"""Le contrat minimal, où des passages d'une fiche sont changés, et la liste des actions lue en JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MINIMAL, Issue, remplacer

CAFE = "data/actions/cafe-rencontre.yaml"
ATTENDUS = Path(__file__).parent / "attendus"
FIN_2012 = ("--au", "2012-12-31")
Changer = Callable[..., Path]


@pytest.fixture
def changer(tmp_path: Path) -> Changer:
    """Le contrat minimal, où des passages de la fiche du café sont changés."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")

    def appliquer(*changements: tuple[str, str]) -> Path:
        for avant, apres in changements:
            remplacer(tmp_path / CAFE, avant, apres)
        return tmp_path

    return appliquer


def lire_json(issue: Issue) -> list[dict[str, Any]]:
    """Les actions d'une sortie JSON réussie."""
    assert (issue.code, issue.erreurs) == (0, "")
    lu = json.loads(issue.sortie)
    assert lu["version"] == 1
    actions: list[dict[str, Any]] = lu["actions"]
    return actions


def noms(issue: Issue) -> list[str]:
    """Les identifiants listés, dans l'ordre."""
    return [action["id"] for action in lire_json(issue)]

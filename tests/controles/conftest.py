"""De quoi abîmer le contrat minimal et lire ce que la validation en dit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

Changements = list[tuple[str, str, str]]
Valider = Callable[[Changements], list[str]]


@pytest.fixture
def valider(contrat: Commande, tmp_path: Path) -> Valider:
    """Changer des passages du contrat minimal, le valider, et rendre une ligne par faute."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")

    def changer_et_valider(changements: Changements) -> list[str]:
        for fichier, avant, apres in changements:
            chemin = tmp_path / fichier
            texte = chemin.read_text(encoding="utf-8")
            assert avant in texte, avant
            chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
        issue = contrat("validate", dans=tmp_path)
        assert "Traceback" not in issue.erreurs
        return [ligne for ligne in issue.sortie.splitlines() if ligne.startswith("data/")]

    return changer_et_valider


@pytest.fixture
def depasse(tmp_path: Path) -> Path:
    """Le contrat minimal, dont une enveloppe est dépassée."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    contrat = tmp_path / "data/contrat.yaml"
    contrat.write_text(contrat.read_text(encoding="utf-8").replace("montant: 90000", "montant: 8000"), encoding="utf-8")
    return tmp_path

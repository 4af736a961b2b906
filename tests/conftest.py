"""De quoi lancer la vraie ligne de commande, dans un contrat copié."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

DEPOT = Path(__file__).parent.parent
DONNEES = DEPOT / "data"
MINIMAL = Path(__file__).parent / "contrat_minimal"

# Les propriétés s'essaient sur peu d'exemples, tirés de nouveau à chaque fois ; « --hypothesis-profile=large » en
# essaie beaucoup. Une machine chargée n'est pas une faute : aucune limite de temps.
settings.register_profile("ordinaire", max_examples=40, deadline=None)
settings.register_profile("large", max_examples=1000, deadline=None)
settings.register_profile("fuzz", max_examples=4200, deadline=None)
settings.load_profile("ordinaire")


@dataclass(frozen=True)
class Issue:
    """Ce qu'une commande a rendu."""

    code: int
    sortie: str
    erreurs: str


Commande = Callable[..., Issue]


@pytest.fixture
def contrat(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commande:
    """Lancer `contrat …` par son vrai point d'entrée, depuis un dossier donné (le dépôt par défaut)."""

    def lancer_commande(*arguments: str | Path, dans: Path = DEPOT) -> Issue:
        from contrat.cli import lancer

        monkeypatch.chdir(dans)
        monkeypatch.setattr(sys, "argv", ["contrat", *map(str, arguments)])
        capfd.readouterr()
        code: object = 0
        try:
            lancer()
        except SystemExit as fin:
            code = fin.code
        sorties = capfd.readouterr()
        return Issue(code if isinstance(code, int) else int(code is not None), sorties.out, sorties.err)

    return lancer_commande


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    """Une copie du contrat livré, à abîmer sans crainte."""
    shutil.copytree(DONNEES, tmp_path / "data")
    return tmp_path


@pytest.fixture
def copie_legere(tmp_path: Path) -> Path:
    """La même copie avec les seuls ménages M-0001 à M-0012 : la valider prend dix fois moins de temps."""

    def ecarter(dossier: str, noms: list[str]) -> list[str]:
        return [n for n in noms if Path(dossier).name == "menages" and not re.fullmatch(r"M-00\d\d\.yaml", n)]

    shutil.copytree(DONNEES, tmp_path / "data", ignore=ecarter)
    return tmp_path

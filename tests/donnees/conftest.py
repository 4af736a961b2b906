"""Ce qui juge ou montre le contrat livré dans data/ : passé, avec sa raison, quand data/ en porte un autre."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import DEPOT, Commande, Issue


@pytest.fixture
def contrat(contrat: Commande) -> Commande:
    """Lancer `contrat …` sur le contrat livré, sauf si l'on en dit un autre."""

    def lancer_sur_le_livre(*arguments: str | Path, dans: Path = DEPOT) -> Issue:
        return contrat(*arguments, dans=dans)

    return lancer_sur_le_livre

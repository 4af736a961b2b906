"""Le contrat minimal, copié : la racine où l'on suit des ménages."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def racine(minimal: Path) -> Path:
    """Une copie du contrat minimal."""
    return minimal

"""La comparaison de deux états, en objet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import Commande


def lire_objet(contrat: Commande, base: Path, tete: Path) -> Any:
    issue = contrat("comparer", base, tete, "--format", "json")
    assert (issue.code, issue.erreurs) == (0, "")
    return json.loads(issue.sortie)

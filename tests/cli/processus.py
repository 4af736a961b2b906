"""De quoi lancer `contrat` dans un autre processus, comme un terminal ou un tube le ferait."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import DEPOT, Issue

REGLAGES = ("LC_", "LANG", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE")
MILIEU = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(REGLAGES)}


def executer(*arguments: str, **milieu: str) -> Issue:
    """Lancer `python -m contrat …` depuis le dépôt, sans terminal, et attendre la fin."""
    commande = [sys.executable, "-m", "contrat", *arguments]
    fini = subprocess.run(commande, cwd=DEPOT, env=MILIEU | milieu, capture_output=True, check=False)
    return Issue(fini.returncode, fini.stdout.decode("utf-8"), fini.stderr.decode("utf-8"))

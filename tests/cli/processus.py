"""De quoi lancer `contrat` dans un autre processus, comme un terminal ou un tube le ferait."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import REFERENCE, Issue

REGLAGES = ("LC_", "LANG", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE")
MILIEU = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(REGLAGES)}


def executer(*arguments: str, **milieu: str) -> Issue:
    """Lancer `python -m contrat …` dans le contrat de référence, sans terminal, et attendre la fin."""
    commande = [sys.executable, "-m", "contrat", *arguments]
    fini = subprocess.run(commande, cwd=REFERENCE, env=MILIEU | milieu, capture_output=True, check=False)
    return Issue(fini.returncode, fini.stdout.decode("utf-8"), fini.stderr.decode("utf-8"))


# Plusieurs commandes dans un même processus, comme autant de lancements ; chacune écrit, puis dit son code.
PROGRAMME = """
import sys
from contrat.cli import lancer
for commande in sys.argv[1:]:
    sys.argv = ["contrat", *commande.split()]
    code = 0
    try:
        lancer()
    except SystemExit as fin:
        code = fin.code or 0
    print(commande, ": code", code, flush=True)
"""


def executer_a_la_suite(commandes: Iterable[str], dossier: Path, **milieu: str) -> list[str]:
    """Lancer ces commandes l'une après l'autre depuis un dossier, et rendre les lignes de leurs sorties mêlées."""
    fini = subprocess.run(
        [sys.executable, "-c", PROGRAMME, *commandes],
        cwd=dossier, env=MILIEU | milieu, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True,
    )  # fmt: skip
    return fini.stdout.decode("utf-8").splitlines()

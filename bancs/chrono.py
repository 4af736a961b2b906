"""Mesurer un processus entier : son temps de calcul, qui dépend peu des voisins, et sa mémoire la plus haute."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_LANCEUR = Path(__file__).parent / "programmes" / "lanceur.py"
_KIO_PAR_MIO = 1024


class Mesure(NamedTuple):
    """Des secondes de calcul, celles des processus fils comprises, des secondes d'horloge, des Mio."""

    calcul: float
    horloge: float
    memoire: float


class Empeche(Exception):
    """Un programme qui s'est arrêté sur une erreur ; son message."""


def mesurer(commande: Sequence[str], dossier: Path, admis: tuple[int, ...] = (0,)) -> Mesure:
    """Lancer une commande et attendre sa fin ; lève `Empeche` quand son code n'est pas admis."""
    lance = [sys.executable, "-I", "-S", str(_LANCEUR), *commande]
    fini = subprocess.run(lance, cwd=dossier, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    erreurs = fini.stderr.strip().rsplit("\n", 1)[-1]
    if fini.returncode:
        raise Empeche(erreurs)
    code, calcul, horloge, memoire = map(float, fini.stdout.split())
    if code not in admis:
        raise Empeche(erreurs or f"code {code:.0f}")
    # macOS compte en octets.
    return Mesure(calcul, horloge, memoire / (_KIO_PAR_MIO**2 if sys.platform == "darwin" else _KIO_PAR_MIO))

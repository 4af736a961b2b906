"""Ce que la sortie sait du terminal : sa largeur, et s'il faut de la couleur ; les mots disent déjà tout."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO


def est_en_couleur() -> bool:
    """Vrai au terminal, ou si `FORCE_COLOR` le veut ; faux quand `NO_COLOR` est rempli, ou le terminal simple."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def largeur_de(flux: TextIO | None) -> int:
    """La largeur du terminal ; 0 dans un tube ou un fichier, où rien ne se plie."""
    return shutil.get_terminal_size().columns if flux is not None and flux.isatty() else 0

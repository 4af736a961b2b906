"""Décider si la sortie est en couleur : au terminal seulement ; les mots disent déjà tout."""

from __future__ import annotations

import os
import sys


def est_en_couleur() -> bool:
    """Vrai au terminal, ou si `FORCE_COLOR` le veut ; faux quand `NO_COLOR` est rempli, ou le terminal simple."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()

"""Refuser de lire ce qui n'est pas un fichier du contrat : lien brisé ou qui en sort, tube, périphérique, dossier."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from contrat.depot.texte import Faute
from contrat.diagnostics import Position

_DEBUT = Position(1, 1, 1)
_GENRES = (
    (stat.S_ISDIR, "un dossier"),
    (stat.S_ISFIFO, "un tube"),
    (stat.S_ISSOCK, "une prise réseau"),
    (stat.S_ISCHR, "un périphérique"),
    (stat.S_ISBLK, "un périphérique"),
)


def examiner(chemin: Path, data: Path) -> Faute | None:
    """Ce qui interdit de lire un fichier du contrat ; rien pour un fichier ordinaire, ni pour un fichier absent."""
    try:
        mode = chemin.lstat().st_mode
    except OSError:
        return None
    if stat.S_ISLNK(mode):
        if refus := examiner_lien(chemin, data):
            return refus
        mode = chemin.stat().st_mode
    if not stat.S_ISREG(mode):
        genre = next((nom for est, nom in _GENRES if est(mode)), "autre chose")
        return Faute(
            "F022", _DEBUT, f"un fichier était attendu, c'est {genre}", "le retirer, ou le ranger hors de data/"
        )
    if not os.access(chemin, os.R_OK):
        aide = "demander le droit de lire ce fichier"
        return Faute("F022", _DEBUT, "lecture impossible : droits insuffisants", aide)
    return None


def examiner_lien(chemin: Path, data: Path) -> Faute | None:
    """Un lien mène à un fichier ou un dossier de `data/` : hors de là, il ferait lire et citer n'importe quoi."""
    try:
        vrai = chemin.resolve(strict=True)
    except FileNotFoundError:
        return Faute(
            "F022", _DEBUT, "un lien qui ne mène nulle part", "remplacer le lien par le fichier, ou le retirer"
        )
    except (OSError, RuntimeError):
        return Faute("F022", _DEBUT, "un lien qui tourne en rond", "remplacer le lien par le fichier")
    if vrai.is_relative_to(data.resolve()):
        return None
    return Faute("F022", _DEBUT, "un lien qui sort de data/ : il n'est pas lu", "remplacer le lien par le fichier")

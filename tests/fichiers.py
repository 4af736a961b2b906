"""Les fichiers du projet, tels que git les suit."""

from __future__ import annotations

import subprocess
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
ECARTES = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "prive"}


def fichiers_du_projet() -> list[Path]:
    """Les fichiers suivis ou à suivre par git ; hors d'un dépôt git, tous sauf les caches."""
    commande = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    git = subprocess.run(commande, cwd=RACINE, capture_output=True, encoding="utf-8", check=False)
    if git.returncode == 0:
        noms = [RACINE / nom for nom in git.stdout.split("\0") if nom]
    else:
        noms = [f for f in RACINE.rglob("*") if not ECARTES & set(f.relative_to(RACINE).parts)]
    return sorted(f for f in noms if f.is_file())


FICHIERS = fichiers_du_projet()


def nom_court(chemin: Path) -> str:
    return chemin.relative_to(RACINE).as_posix()


def lire(chemin: Path) -> str:
    return chemin.read_text(encoding="utf-8", errors="replace")

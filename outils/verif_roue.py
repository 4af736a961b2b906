"""Éprouver la roue comme un nouvel usager : un environnement vide, un dossier vide, les premiers pas.

L'outil n'y lit rien du dépôt : un gabarit ou un barème oublié dans la roue se verrait. Chaque étape dit sa durée.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from premiers_pas import jouer

RACINE = Path(__file__).resolve().parent.parent
BINAIRES = "Scripts" if os.name == "nt" else "bin"


def principal() -> int:
    """Construire, installer, jouer ; le code est 1 quand une commande échoue ou montre autre chose."""
    with tempfile.TemporaryDirectory() as temporaire:
        lieu = Path(temporaire)
        _chronometrer(
            "construire la roue", lambda: _python(sys.executable, "wheel", "--no-deps", "-w", str(lieu), str(RACINE))
        )
        environnement = lieu / "venv"
        venv.create(environnement, with_pip=True)
        roue = next(lieu.glob("contrat_social-*.whl"))
        python = environnement / BINAIRES / "python"
        _chronometrer("installer", lambda: _python(str(python), "install", str(roue)))
        (lieu / "vide").mkdir()
        try:
            jouer(RACINE / "docs/guides/premiers-pas.md", lieu / "vide", lambda *quoi: _lancer(environnement, *quoi))
        except (AssertionError, subprocess.CalledProcessError) as erreur:
            print(erreur)
            return 1
    return 0


def _python(python: str, *pip: str) -> str:
    commande = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", *pip]
    return subprocess.run(commande, check=True, text=True, capture_output=True).stdout


def _lancer(environnement: Path, arguments: list[str], dossier: Path, code: int) -> str:
    commande = [str(environnement / BINAIRES / "contrat"), *arguments]

    def executer() -> str:
        fin = subprocess.run(commande, cwd=dossier, check=False, stdout=subprocess.PIPE, encoding="utf-8")
        if fin.returncode != code:
            raise AssertionError(f"« contrat {' '.join(arguments)} » sort avec {fin.returncode}, attendu {code}")
        return fin.stdout

    return _chronometrer("contrat " + " ".join(arguments), executer)


def _chronometrer(quoi: str, faire: Callable[[], str]) -> str:
    debut = time.monotonic()
    rendu: str = faire()
    print(f"{time.monotonic() - debut:6.1f} s  {quoi[:100]}")
    return rendu


if __name__ == "__main__":
    raise SystemExit(principal())

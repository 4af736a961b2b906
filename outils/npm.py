"""Les paquets npm des vérifications complètes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def installer(dossier: Path, paquets: Sequence[str]) -> bool:
    """Installer des paquets, une fois, dans un dossier ; faux quand npm manque, ou que rien ne s'installe."""
    if all((dossier / "node_modules" / _nommer(paquet)).is_dir() for paquet in paquets):
        return True
    npm = shutil.which("npm")
    if npm is None:
        return False
    dossier.mkdir(parents=True, exist_ok=True)
    commande = [npm, "install", "--no-fund", "--no-audit", "--silent", "--prefix", str(dossier), *paquets]
    return subprocess.run(commande, check=False).returncode == 0


def _nommer(paquet: str) -> str:
    """Le nom d'un paquet sans sa version ; un « @ » en tête est de son nom."""
    return paquet[:1] + paquet[1:].partition("@")[0]

"""Les programmes auxquels on se compare : cherchés, installés à part dans `build/bancs`, ou dits absents."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from functools import cache
from pathlib import Path
from typing import NamedTuple

RACINE = Path(__file__).resolve().parent.parent
DOSSIER = RACINE / "build" / "bancs"
PYTHON = DOSSIER / "venv" / "bin" / "python"


class Tiers(NamedTuple):
    """Un programme tiers : comment l'appeler, sa version ; ou pourquoi il n'est pas là."""

    commande: tuple[str, ...]
    version: str
    absence: str = ""


@cache
def paquet(nom: str, commande: tuple[str, ...] = ()) -> Tiers:
    """Un paquet Python, dans un environnement qui n'est pas le nôtre."""
    if not PYTHON.exists():
        venv.create(PYTHON.parent.parent, with_pip=True)
    fini = subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", nom], capture_output=True, check=False)
    if fini.returncode:
        return Tiers((), "", f"{nom} ne s'installe pas")
    lire = f"from importlib.metadata import version; print(version('{nom}'))"
    version = subprocess.run([PYTHON, "-c", lire], capture_output=True, text=True, check=True).stdout.strip()
    return Tiers(tuple(str(PYTHON.parent / mot) for mot in commande) or (str(PYTHON),), f"{nom} {version}")


@cache
def programme(nom: str) -> Tiers:
    """Un programme du système, qu'on n'installe pas."""
    chemin = shutil.which(nom)
    if chemin is None:
        return Tiers((), "", f"{nom} n'est pas installé sur cette machine")
    version = subprocess.run([chemin, "--version"], capture_output=True, text=True, check=False).stdout.split("\n")[0]
    return Tiers((chemin,), version if nom in version else f"{nom} {version}")


@cache
def module_node(nom: str) -> Tiers:
    """Un paquet npm, là où Node est installé."""
    node, npm = programme("node"), shutil.which("npm")
    if node.absence or npm is None:
        return Tiers((), "", node.absence or "npm n'est pas installé sur cette machine")
    DOSSIER.mkdir(parents=True, exist_ok=True)
    fini = subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", nom], cwd=DOSSIER, check=False)
    if fini.returncode:
        return Tiers((), "", f"{nom} ne s'installe pas")
    lu = subprocess.run(
        [npm, "ls", nom, "--parseable", "--long"], cwd=DOSSIER, capture_output=True, text=True, check=False
    )
    return Tiers(node.commande, f"{lu.stdout.strip().rpartition(':')[2]}, {node.version}")


def nous() -> tuple[str, ...]:
    """Notre commande."""
    return (sys.executable, "-m", "contrat")

"""Essayer l'outil sur la plus ancienne et la plus récente des versions de typer que pyproject.toml admet.

L'aide, les fautes d'usage et la complétion s'appuient sur des parties privées de typer (`cli/typer_interne.py`). Chaque
version est installée seule dans un dossier jetable, puis `tests/cli` compare les textes entiers. Sans registre de
paquets joignable, la version n'est pas essayée, et la raison est dite.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import version
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
TESTS = ("tests/cli/test_francais.py", "tests/cli/test_completion.py")


def lire_borne(pyproject: str) -> str:
    """La dépendance à typer, comme `typer>=0.26,<0.29`."""
    dependances: list[str] = tomllib.loads(pyproject)["project"]["dependencies"]
    return next(d for d in dependances if re.match(r"typer\b", d))


def choisir_versions(borne: str) -> tuple[str, str]:
    """Ce qu'il faut demander au registre : la plus ancienne version admise, puis la plus récente."""
    basse = re.search(r">=\s*([\d.]+)", borne)
    if basse is None:
        raise SystemExit(f"« {borne} » n'a pas de borne basse : écrire typer>=…")
    return f"typer=={basse[1]}", borne


def installer(demande: str, dossier: str) -> str:
    """Installer typer seul ; rendre la raison quand le registre ne le donne pas, rien quand il est là."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
    pip += ["--retries", "0", "--timeout", "5", "--target", dossier]
    fini = subprocess.run([*pip, demande], capture_output=True, text=True, check=False)
    return "" if fini.returncode == 0 else (fini.stderr.strip().splitlines() or ["pip a échoué"])[-1]


def essayer(demande: str) -> int:
    """Lancer les tests de la ligne de commande sur cette version ; rendre leur code, 0 quand elle n'est pas là."""
    with tempfile.TemporaryDirectory() as dossier:
        if raison := installer(demande, dossier):
            print(f"{demande} : pas essayé, pip ne l'a pas obtenu ({raison})")
            return 0
        milieu = os.environ | {"PYTHONPATH": dossier, "PYTHONDONTWRITEBYTECODE": "1"}
        lire = [sys.executable, "-c", "import typer; print(typer.__version__, typer.__file__)"]
        numero, _, chemin = subprocess.check_output(lire, env=milieu, text=True).strip().partition(" ")
        if not chemin.startswith(dossier):
            raise SystemExit(f"{demande} : c'est {chemin} qui a été chargé")
        if numero == version("typer"):
            print(f"{demande} : {numero}, celle de .venv, que make test essaie")
            return 0
        print(f"{demande} : {numero}", flush=True)
        tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
        return subprocess.run(tests, cwd=RACINE, env=milieu, check=False).returncode


def main() -> int:
    """Essayer les deux bouts de la borne ; 1 dès que l'un échoue."""
    borne = lire_borne((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    codes = [essayer(demande) for demande in choisir_versions(borne)]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())

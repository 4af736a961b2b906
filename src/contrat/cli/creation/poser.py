"""Écrire un contrat neuf, après l'avoir relu et contrôlé."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import typer

from contrat.calculs.creation.contrat_neuf import ContratNeuf
from contrat.cli.creation.textes import rediger_contrat
from contrat.cli.ecriture import REFUS
from contrat.cli.fautes import arreter
from contrat.controles import controler
from contrat.depot.chargement import charger
from contrat.depot.creation import poser
from contrat.diagnostics import Gravite, trier
from contrat.erreurs import ErreurUsage


def poser_contrat(dossier: Path, neuf: ContratNeuf, jour: date, git: str | None) -> None:
    """Écrire tous les fichiers, ou aucun ; dire ce qui est écrit, ce qui était déjà là, et par où continuer."""
    textes = rediger_contrat(neuf, jour.isoformat(), dossier)
    gardes = poser(dossier, textes, lambda lieu: _verifier(lieu, jour))
    for nom in textes:
        typer.echo(f"{dossier / nom}{' : existait, laissé tel quel' if nom in gardes else ''}")
    if git:
        _enregistrer(git, dossier, [nom for nom in textes if nom not in gardes])
    aller = "" if dossier == Path() else f"cd {shlex.quote(str(dossier))} ; "
    typer.echo(f"\nEnsuite : {aller}contrat validate, puis contrat nouveau action", err=True)


def _enregistrer(git: str, dossier: Path, noms: list[str]) -> None:
    """Faire un dépôt sur la branche `main`, et un premier enregistrement, que `contrat comparer` lira."""
    for gestes in (["init", "--quiet", "--initial-branch=main"], ["add", "--", *noms]):
        subprocess.run([git, *gestes], cwd=dossier, check=True)  # noqa: S603
    commande = [git, "commit", "--quiet", "-m", "Contrat neuf", "--", *noms]
    fait = subprocess.run(commande, cwd=dossier, check=False, capture_output=True)  # noqa: S603
    if fait.returncode:
        typer.echo("\nPas encore enregistré dans git : git commit, qui dit ce qui lui manque", err=True)


def trouver_git() -> str:
    """Le programme git ; lève `ErreurUsage` quand il n'est pas installé."""
    if programme := shutil.which("git"):
        return programme
    raise ErreurUsage("git n'est pas installé", "l'installer, ou retirer --git")


def _verifier(lieu: Path, jour: date) -> None:
    """Relire ce qui va être écrit : un nom ou un titre peut porter ce que les règles refusent."""
    lu = charger(lieu)
    constates, _ = controler(replace(lu.dossier, jour=jour), lu.situer)
    fautes = [d for d in trier(lu.diagnostics + constates) if d.gravite is not Gravite.INFORMATION]
    if fautes:
        arreter(fautes, REFUS)

"""La commande `contrat validate` : tous les contrôles, toutes les fautes, en une passe."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from contrat.diagnostics import Diagnostic


class FormatFautes(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"
    github = "github"


def validate(
    chemins: Annotated[
        list[Path] | None,
        typer.Argument(metavar="CHEMIN…", help="Ne montrer que les fautes de ces fichiers ou dossiers"),
    ] = None,
    format_: Annotated[FormatFautes, typer.Option("--format", help="Forme de la sortie")] = FormatFautes.texte,
    strict: Annotated[bool, typer.Option("--strict", help="Échouer aussi sur un avertissement")] = False,
    racine: Racine = None,
) -> None:
    """Contrôler le contrat : forme des fichiers, références, budgets, dates, données personnelles."""
    from dataclasses import replace
    from datetime import date

    from contrat.controles import controler
    from contrat.depot.chargement import charger
    from contrat.depot.racine import trouver_racine
    from contrat.diagnostics import Gravite, trier
    from contrat.erreurs import ErreurContrat
    from contrat.rendu.diagnostics import dire_bilan, dire_coupure, dire_empechements

    depart = trouver_racine(Path.cwd(), racine)
    choisis = _choisir(chemins or [], depart)
    lu = charger(depart)
    dossier = replace(lu.dossier, jour=date.today())
    constates, tous_empeches = controler(dossier, lu.situer)
    tous = trier(lu.diagnostics + constates)
    fichiers = [nom for nom in lu.fichiers if _est_choisi(nom, choisis)]
    diagnostics = [d for d in tous if _est_choisi(d.fichier, choisis)]
    if not fichiers and not diagnostics:
        raise ErreurContrat(
            f"« {', '.join(map(str, chemins or []))} » ne contient aucun fichier du contrat",
            "donner data, ou l'un de ses fichiers ou dossiers",
        )
    empechees = {fichier: codes for fichier, codes in tous_empeches.items() if _est_choisi(fichier, choisis)}
    _montrer(diagnostics, len(fichiers), empechees, format_, depart)
    typer.echo("\n".join([dire_bilan(len(fichiers), diagnostics), *dire_empechements(empechees)]), err=True)
    if format_ is FormatFautes.github and (coupure := dire_coupure(diagnostics)):
        typer.echo(coupure, err=True)
    bloquantes = {Gravite.ERREUR, Gravite.AVERTISSEMENT} if strict else {Gravite.ERREUR}
    raise typer.Exit(1 if any(d.gravite in bloquantes for d in diagnostics) else 0)


def _choisir(chemins: list[Path], racine: Path) -> list[str]:
    """Les chemins demandés, relatifs à la racine du contrat ; vide veut dire tous."""
    from contrat.erreurs import ErreurContrat

    choisis = []
    for chemin in chemins:
        if not chemin.exists():
            raise ErreurContrat(f"« {chemin} » n'existe pas", "vérifier le chemin donné à contrat validate")
        absolu = chemin.resolve()
        if not absolu.is_relative_to(racine.resolve()):
            raise ErreurContrat(
                f"« {chemin} » n'est pas dans le contrat « {racine} »", "donner un fichier de ce contrat"
            )
        choisis.append(absolu.relative_to(racine.resolve()).as_posix())
    return choisis


def _est_choisi(fichier: str, choisis: list[str]) -> bool:
    return not choisis or any(c == "." or fichier == c or fichier.startswith(f"{c}/") for c in choisis)


def _montrer(
    diagnostics: list[Diagnostic],
    fichiers: int,
    empechees: Mapping[str, Sequence[str]],
    format_: FormatFautes,
    racine: Path,
) -> None:
    from contrat.rendu.diagnostics import en_github, en_json, en_texte

    if format_ is FormatFautes.json:
        typer.echo(en_json(diagnostics, fichiers, empechees))
    elif diagnostics and format_ is FormatFautes.github:
        typer.echo(en_github(diagnostics, dans_le_depot(racine)))
    elif diagnostics:
        typer.echo(en_texte(diagnostics))


def dans_le_depot(racine: Path) -> str:
    """Le chemin d'un dossier dans le dépôt que GitHub a extrait ; rien quand c'est sa racine, ou hors de GitHub."""
    depot = Path(os.environ.get("GITHUB_WORKSPACE", "")).resolve()
    absolue = racine.resolve()
    if not absolue.is_relative_to(depot) or absolue == depot:
        return ""
    return f"{absolue.relative_to(depot).as_posix()}/"

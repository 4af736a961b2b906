"""La commande `contrat budget` : additionner les dépenses et les ressources des fiches."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Racine


class Par(StrEnum):
    """Les ventilations."""

    section = "section"
    axe = "axe"
    action = "action"
    financeur = "financeur"
    exercice = "exercice"


class Vue(StrEnum):
    """Les trois temps d'un budget."""

    prevu = "prevu"
    engage = "engage"
    realise = "realise"


class Format(StrEnum):
    """Les formes de sortie."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


def budget(
    periode: Annotated[
        str | None,
        typer.Argument(metavar="PERIODE", help="Exercices : 2010 ou 2010-2011 ; sinon, tout le contrat"),
    ] = None,
    par: Annotated[Par | None, typer.Option("--par", help="Ventiler au lieu de montrer les totaux")] = None,
    vue: Annotated[Vue, typer.Option("--vue", help="Montants prévus, engagés ou réalisés")] = Vue.prevu,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.table,
    sortie: Annotated[Path | None, typer.Option("--sortie", metavar="FICHIER", help="Écrire dans ce fichier")] = None,
    racine: Racine = None,
) -> None:
    """Additionner dépenses et ressources des fiches action, avec ce que les totaux ne disent pas."""
    from contrat.calculs.budget import consolider
    from contrat.calculs.periode import borner, lire_periode
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.fichiers import ecrire_texte
    from contrat.rendu.budget import rendre

    demandee = None if periode is None else lire_periode(periode)
    lu = charger_sans_faute(racine)
    exercices = borner(demandee, lu.contrat.periode).exercices
    consolidation = consolider(lu.dossier, exercices, vue.value)
    texte = rendre(lu.dossier, consolidation, format_.value, par.value if par else None, _largeur())
    if sortie is not None:
        ecrire_texte(sortie, texte)
    else:
        typer.echo(texte, nl=False)


def _largeur() -> int:
    """La largeur du terminal ; 0 dans un tube ou un fichier, où la page garde sa largeur ordinaire."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0

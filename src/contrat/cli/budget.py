"""La commande `contrat budget` : additionner les dépenses et les ressources des fiches."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from contrat.calculs.argent.budget import Consolidation
    from contrat.calculs.argent.budget import Vue as Temps
    from contrat.calculs.argent.ventilation import Dimension
    from contrat.modele.dossier import Dossier
    from contrat.rendu.argent.budget import Forme


class Par(StrEnum):
    """Les ventilations."""

    section = "section"
    axe = "axe"
    action = "action"
    financeur = "financeur"
    exercice = "exercice"
    chapitre = "chapitre"


class Vue(StrEnum):
    """Les temps d'un budget, et ce que le prévu devient de l'un à l'autre."""

    prevu = "prevu"
    vote = "vote"
    engage = "engage"
    realise = "realise"
    execution = "execution"


class Format(StrEnum):
    """Les formes de sortie."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    xlsx = "xlsx"


def budget(
    periode: Annotated[
        str | None,
        typer.Argument(metavar="PERIODE", help="Exercices : 2010 ou 2010-2011 ; sinon, tout le contrat"),
    ] = None,
    par: Annotated[Par | None, typer.Option("--par", help="Ventiler au lieu de montrer les totaux")] = None,
    vue: Annotated[
        Vue, typer.Option("--vue", help="Montants prévus, votés, engagés, réalisés, ou taux d'exécution")
    ] = Vue.prevu,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.table,
    sortie: Annotated[
        Path | None, typer.Option("-o", "--sortie", metavar="FICHIER", help="Écrire dans ce fichier")
    ] = None,
    racine: Racine = None,
) -> None:
    """Additionner dépenses et ressources des fiches action, avec ce que les totaux ne disent pas."""
    from contrat.calculs.argent.budget import consolider
    from contrat.calculs.periode import borner, lire_periode
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.fichiers import ecrire_texte
    from contrat.rendu.argent.budget import rendre
    from contrat.rendu.argent.budget_notes import rediger_exclusions
    from contrat.rendu.mise_en_page import rendre_ordinaires

    demandee = None if periode is None else lire_periode(periode)
    lu = charger_sans_faute(racine)
    exercices = borner(demandee, lu.contrat.periode).exercices
    execution = vue is Vue.execution
    consolidation = consolider(lu.dossier, exercices, cast("Temps", Vue.prevu if execution else vue))
    if format_ is Format.xlsx:
        _ecrire_classeur(lu.dossier, consolidation, par.value if par else None, sortie)
        return
    texte = rendre(lu.dossier, consolidation, cast("Forme", format_), par.value if par else None, _largeur(), execution)
    if sortie is not None:
        ecrire_texte(sortie, texte)
    else:
        typer.echo(texte, nl=False)
    if format_ is Format.csv:  # un CSV n'a que des lignes : ce qu'il ne compte pas se dit à côté
        for note in rediger_exclusions(lu.dossier, consolidation):
            typer.echo(rendre_ordinaires(note), err=True)


def _ecrire_classeur(
    dossier: Dossier, consolidation: Consolidation, par: Dimension | None, sortie: Path | None
) -> None:
    """Écrire le classeur dans un fichier ou dans un tube, jamais dans un terminal."""
    from contrat.depot.fichiers import ecrire_octets
    from contrat.erreurs import ErreurUsage
    from contrat.rendu.argent.budget_xlsx import en_xlsx

    if sortie is None and sys.stdout.isatty():
        raise ErreurUsage("un classeur ne s'affiche pas au terminal", "ajouter -o budget.xlsx")
    octets = en_xlsx(dossier, consolidation, par)
    if sortie is not None:
        ecrire_octets(sortie, octets)
    else:
        typer.echo(octets, nl=False)


def _largeur() -> int:
    """La largeur du terminal ; 0 dans un tube ou un fichier, où la page garde sa largeur ordinaire."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0

"""Charger ce qu'il faut pour un budget, et s'arrêter si des fiches portent des erreurs (décision 0006)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

if TYPE_CHECKING:
    from contrat.modele.contrat import Contrat
    from contrat.modele.dossier import Dossier


class Lu(NamedTuple):
    """Un contrat lu sans faute."""

    racine: Path
    dossier: Dossier
    contrat: Contrat


def charger_sans_faute(racine: Path | None) -> Lu:
    """Lire le contrat et ses fiches ; s'ils portent des erreurs, toutes les montrer et sortir avec le code 1."""
    from contrat.depot.chargement import BUDGET, charger
    from contrat.depot.racine import trouver_racine

    lu = charger(trouver_racine(Path.cwd(), racine), BUDGET)
    if lu.a_des_erreurs or lu.dossier.contrat is None:
        from contrat.rendu.diagnostics import en_texte

        typer.echo(en_texte(lu.diagnostics), err=True)
        typer.echo("Pas de total tant que des fiches portent des erreurs : les corriger, puis recommencer.", err=True)
        raise typer.Exit(1)
    return Lu(lu.racine, lu.dossier, lu.dossier.contrat)

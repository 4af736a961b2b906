"""Montrer des fautes sur la sortie d'erreur, et s'arrêter là quand elles empêchent la commande."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from contrat.diagnostics import Diagnostic


def signaler(diagnostics: Iterable[Diagnostic]) -> None:
    """Montrer des fautes."""
    from contrat.cli.terminal import largeur_de
    from contrat.rendu.diagnostics import en_texte

    if texte := en_texte(diagnostics, largeur=largeur_de(sys.stderr)):
        typer.echo(texte, err=True)


def arreter(diagnostics: Iterable[Diagnostic], refus: str = "") -> NoReturn:
    """Montrer des fautes, dire ce qu'elles empêchent, et sortir avec le code 1."""
    signaler(diagnostics)
    if refus:
        typer.echo(refus, err=True)
    raise typer.Exit(1)

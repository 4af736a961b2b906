"""Dire un paramètre d'une commande : comment il s'écrit, ce qu'il fait."""

from __future__ import annotations

from typing import Any

import typer


def option(nom: str, valeur: str, aide: str) -> Any:
    """Une option, le mot qui nomme sa valeur dans l'aide, et ce qu'elle fait."""
    return typer.Option(nom, metavar=valeur, help=aide)


def argument(valeur: str, aide: str) -> Any:
    """Un argument, par le mot qui le nomme dans l'aide, et ce qu'il désigne."""
    return typer.Argument(metavar=valeur, help=aide)

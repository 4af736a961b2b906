"""La commande `contrat expliquer` : la page d'une règle de contrôle."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.terminal import largeur_de

PAGES = Path(__file__).parent.parent / "controles" / "pages"


def _titres() -> list[tuple[str, str]]:
    """Le code et le titre de chaque règle ; une page commence par « # CODE — titre »."""
    pages = sorted(PAGES.glob("*.md"))
    return [(p.stem, p.read_text(encoding="utf-8").partition("\n")[0].partition(" — ")[2]) for p in pages]


def expliquer(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE", help="Code de la règle, comme B001 ; sans code, la liste des règles", autocompletion=_titres
        ),
    ] = None,
) -> None:
    """Expliquer une règle de contrôle, avec un exemple fautif et un exemple juste."""
    titres = dict(_titres())
    if code is None:
        typer.echo("\n".join(f"{regle}  {titre}" for regle, titre in titres.items()))
        return
    if code.upper() not in titres:
        from contrat.erreurs import ErreurUsage
        from contrat.proches import proposer

        suite = proposer(code, titres) or "« contrat expliquer » donne la liste des règles"
        raise ErreurUsage(f"aucune règle ne porte le code « {code} »", suite)
    page = (PAGES / f"{code.upper()}.md").read_text(encoding="utf-8")
    # Au terminal, les phrases passent à la ligne entre deux mots ; les exemples restent signe pour signe.
    largeur, est_exemple = largeur_de(sys.stdout), False
    for ligne in page.splitlines():
        est_exemple ^= ligne.startswith("```")
        typer.echo("\n".join([ligne] if est_exemple or not largeur else textwrap.wrap(ligne, largeur) or [""]))

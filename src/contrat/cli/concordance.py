"""La commande `contrat concordance` : les chiffres publiés contre les chiffres recalculés."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from contrat.cli.cadre import Racine


class Format(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"
    md = "md"


def concordance(
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.texte,
    racine: Racine = None,
) -> None:
    """Comparer chaque chiffre publié à celui que les données redonnent, et montrer les contradictions."""
    from contrat.calculs.concordance.concordance import confronter
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.chargement import TOUS
    from contrat.rendu.concordance.concordance import rendre

    lu = charger_sans_faute(racine, TOUS)
    concordances = confronter(lu.dossier)
    typer.echo(rendre(lu.dossier, lu.contrat, concordances, format_.value))
    raise typer.Exit(1 if any(c.est_inexplique for c in concordances) else 0)

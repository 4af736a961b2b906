"""La commande `contrat suivi` : où en sont les ménages de la permanence."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from contrat.cli.cadre import Racine


class Format(StrEnum):
    """Les formes de sortie."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


def suivi(
    ctx: typer.Context,
    au: Annotated[str | None, typer.Option("--au", metavar="JOUR", help="Jour du suivi ; sinon, aujourd'hui")] = None,
    silence: Annotated[int, typer.Option("--silence", min=1, help="Jours sans nouvelle qui alertent")] = 60,
    secret: Annotated[
        int, typer.Option("--secret", min=1, help="Cacher, dans un tableau de ressources, les cases sous ce nombre")
    ] = 11,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.table,
    racine: Racine = None,
) -> None:
    """Suivre les ménages : entonnoir, étapes, délais dépassés, pièces attendues, montants."""
    from contrat.calculs.suivi.suivi import suivre
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.lectures import lire_jour_ou_aujourdhui, refuser_sans_effet
    from contrat.depot.chargement import TOUS
    from contrat.rendu.suivi.suivi import rendre

    if format_ is Format.csv:
        refuser_sans_effet(ctx, "--format csv", "un CSV n'a pas de tableau de ressources", "secret")
    jour = lire_jour_ou_aujourdhui("--au", au)
    dossier = charger_sans_faute(racine, TOUS).dossier
    dossier.droit.refuser_exigences_inconnues()
    typer.echo(rendre(suivre(dossier, dossier.droit, jour, silence), format_.value, secret))

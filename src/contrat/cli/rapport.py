"""La commande `contrat rapport` : rédiger un document à partir des fiches."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Racine

MODELES = ("comite",)


class Format(StrEnum):
    """Les formes de sortie."""

    md = "md"


def rapport(
    modele: Annotated[str, typer.Argument(metavar="MODELE", help="Rapport à rédiger : comite")],
    periode: Annotated[
        str | None,
        typer.Option("--periode", metavar="PERIODE", help="Exercices : 2010 ou 2010-2011 ; sinon, tout le contrat"),
    ] = None,
    sortie: Annotated[
        Path | None,
        typer.Option("-o", "--sortie", metavar="FICHIER", help="Écrire dans ce fichier"),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.md,  # noqa: ARG001
    racine: Racine = None,
) -> None:
    """Rédiger un rapport : comite, pour le comité de pilotage."""
    from contrat.calculs.periode import borner, lire_periode
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.fichiers import ecrire_texte
    from contrat.erreurs import ErreurUsage
    from contrat.rendu.comite import rediger_comite

    if modele not in MODELES:
        raise ErreurUsage(f"« {modele} » n'est pas un modèle de rapport", f"modèles : {', '.join(MODELES)}")
    demandee = None if periode is None else lire_periode(periode)
    lu = charger_sans_faute(racine)
    texte = rediger_comite(lu.dossier, borner(demandee, lu.contrat.periode), lu.racine)
    if sortie is not None:
        ecrire_texte(sortie, texte)
    else:
        typer.echo(texte, nl=False)

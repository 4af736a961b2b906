"""La commande `contrat rapport` : rédiger un document à partir des fiches."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Racine

MODELES = ("comite", "menage", "permanence")


class Format(StrEnum):
    """Les formes de sortie."""

    md = "md"


def rapport(
    modele: Annotated[
        str, typer.Argument(metavar="MODELE", help="Rapport à rédiger : comite, menage MENAGE, permanence --date JOUR")
    ],
    sujet: Annotated[
        str | None, typer.Argument(metavar="MENAGE", help="Pour le modèle menage : un identifiant, ou un fichier")
    ] = None,
    periode: Annotated[
        str | None,
        typer.Option("--periode", metavar="PERIODE", help="Exercices : 2010 ou 2010-2011 ; sinon, tout le contrat"),
    ] = None,
    date_: Annotated[
        str | None, typer.Option("--date", metavar="JOUR", help="Jour de la permanence, ou de la demande du ménage")
    ] = None,
    sortie: Annotated[
        Path | None,
        typer.Option("-o", "--sortie", metavar="FICHIER", help="Écrire dans ce fichier"),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.md,  # noqa: ARG001
    racine: Racine = None,
) -> None:
    """Rédiger un rapport : comite, menage ou permanence."""
    from contrat.cli import rapport_modeles as modeles
    from contrat.depot.fichiers import ecrire_texte
    from contrat.erreurs import ErreurUsage

    if modele not in MODELES:
        raise ErreurUsage(f"« {modele} » n'est pas un modèle de rapport", f"modèles : {', '.join(MODELES)}")
    if modele == "comite":
        texte = modeles.rediger_comite(periode, racine)
    elif modele == "menage":
        texte = modeles.rediger_menage(sujet, date_, racine)
    else:
        texte = modeles.rediger_permanence(date_, racine)
    if sortie is not None:
        ecrire_texte(sortie, texte)
    else:
        typer.echo(texte, nl=False)

"""La commande `contrat evaluation` : ce qui est atteint, à quel coût, et ce qu'on ne sait pas encore."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from contrat.cli.cadre import Racine


class Format(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    md = "md"
    json = "json"


def evaluation(
    periode: Annotated[
        str | None,
        typer.Argument(metavar="PERIODE", help="Exercices : 2010 ou 2010-2011 ; sinon, tout le contrat"),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.texte,
    racine: Racine = None,
) -> None:
    """Évaluer axes et actions : questions du départ, cibles, coût par résultat, développement durable."""
    from contrat.calculs.actions.evaluation import evaluer
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.lectures import borner, lire_periode
    from contrat.rendu import page_de_phrases as page
    from contrat.rendu.actions.evaluation import composer, titrer
    from contrat.rendu.actions.evaluation_json import en_json

    demandee = lire_periode(periode)
    lu = charger_sans_faute(racine)
    couverte = borner(demandee, lu.contrat.periode)
    axes = evaluer(lu.dossier, couverte)
    if format_ is Format.json:
        texte = en_json(lu.dossier, lu.contrat, couverte, axes)
    else:
        ecrire = page.en_texte if format_ is Format.texte else page.en_markdown
        texte = ecrire(titrer(couverte), composer(lu.dossier, lu.contrat, couverte, axes))
    typer.echo(texte, nl=False)

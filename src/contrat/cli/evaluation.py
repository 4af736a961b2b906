"""La commande `contrat evaluation` : ce qui est atteint, à quel coût, et ce qu'on ne sait pas encore."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def evaluation(
    periode: Annotated[
        str | None,
        typer.Argument(metavar="PERIODE", help="Exercices : 2010 ou 2010-2011 ; sinon, tout le contrat"),
    ] = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Évaluer axes et actions : questions du départ, cibles, coût par résultat, développement durable."""
    from contrat.calculs.actions.rapport_evaluation import evaluer_contrat
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.lectures import borner, lire_periode
    from contrat.rendu.actions.evaluation import documenter_evaluation

    demandee = lire_periode(periode)
    lu = charger_sans_faute(racine)
    rapport = evaluer_contrat(lu.dossier, lu.contrat, borner(demandee, lu.contrat.periode))
    livrer(documenter_evaluation(rapport), format_, sortie, lu.racine)

"""La commande `contrat concordance` : les chiffres publiés contre les chiffres recalculés."""

from __future__ import annotations

import typer

from contrat.cli.cadre import Racine
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def concordance(format_: OptionFormat = None, sortie: OptionSortie = None, racine: Racine = None) -> None:
    """Comparer chaque chiffre publié à celui que les données redonnent, et montrer les contradictions."""
    from contrat.calculs.concordance.concordance import confronter_contrat
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.chargement import TOUS
    from contrat.rendu.concordance.page import documenter_concordance

    lu = charger_sans_faute(racine, TOUS)
    rapport = confronter_contrat(lu.dossier)
    livrer(documenter_concordance(rapport), format_, sortie, lu.racine)
    raise typer.Exit(1 if rapport.inexpliques else 0)

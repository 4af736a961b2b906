"""La commande `contrat financement` : le plan de financement d'une action."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def financement(
    action: Annotated[
        str, typer.Argument(metavar="ACTION", help="Nom de la fiche, comme centre-social, ou son numéro, comme 3.1")
    ],
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer le plan de financement d'une action : équilibre, taux, acquis et sollicité, règles datées."""
    from contrat.calculs.argent.examen import examiner_plan
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.designation import reconnaitre_action
    from contrat.rendu.argent.financement import documenter_plan

    lu = charger_sans_faute(racine)
    examen = examiner_plan(reconnaitre_action(lu.dossier, action), lu.dossier)
    livrer(documenter_plan(examen), format_, sortie, lu.racine)

"""La commande `contrat budget` : additionner les dépenses et les ressources des fiches."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, cast

import typer

from contrat.cli.cadre import ArgumentPeriode, Racine
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer

if TYPE_CHECKING:
    from contrat.calculs.argent.budget import Vue


class Par(StrEnum):
    """Les ventilations."""

    section = "section"
    axe = "axe"
    action = "action"
    financeur = "financeur"
    exercice = "exercice"
    chapitre = "chapitre"


class VueDemandee(StrEnum):
    """Les temps d'un budget, et ce que le prévu devient de l'un à l'autre."""

    prevu = "prevu"
    vote = "vote"
    engage = "engage"
    realise = "realise"
    execution = "execution"


def budget(
    periode: ArgumentPeriode = None,
    par: Annotated[Par | None, typer.Option("--par", help="Ventiler au lieu de montrer les totaux")] = None,
    vue: Annotated[
        VueDemandee, typer.Option("--vue", help="Montants prévus, votés, engagés, réalisés, ou taux d'exécution")
    ] = VueDemandee.prevu,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Additionner dépenses et ressources des fiches action, avec ce que les totaux ne disent pas."""
    from contrat.calculs.argent.etat import etablir_budget
    from contrat.cli.chargement import charger_periode
    from contrat.rendu.argent.budget import documenter_budget

    lu, voulue = charger_periode(periode, racine)
    est_execution = vue is VueDemandee.execution
    temps = cast("Vue", VueDemandee.prevu if est_execution else vue)
    etat = etablir_budget(lu.dossier, lu.contrat, voulue.exercices, temps, par.value if par else None)
    livrer(documenter_budget(etat, est_execution), format_, sortie, lu.racine)

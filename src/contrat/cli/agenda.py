"""La commande `contrat agenda` : les rendez-vous et les échéances à venir."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.parametres import option
from contrat.cli.sortie import OptionSortie, livrer, option_format
from contrat.formes import Forme


def agenda(
    au: Annotated[str | None, option("--au", "JOUR", "Premier jour ; sinon, aujourd'hui")] = None,
    jours: Annotated[int, typer.Option("--jours", min=0, max=999, help="Combien de jours regarder devant soi")] = 60,
    silence: Annotated[
        int, typer.Option("--silence", min=1, max=999, help="Jours sans nouvelle avant une relance")
    ] = 60,
    format_: Annotated[Forme | None, option_format(en_plus="|ical")] = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer les rendez-vous et ce qui arrive à échéance : ménages, subventions, plafonds, conventions."""
    from contrat.calculs.suivi.agenda import dresser_agenda
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.lectures import lire_jour_ou_aujourdhui
    from contrat.depot.chargement import TOUS
    from contrat.rendu.suivi.agenda import documenter_agenda

    jour = lire_jour_ou_aujourdhui("--au", au)
    lu = charger_sans_faute(racine, TOUS)
    livrer(documenter_agenda(dresser_agenda(lu.dossier, jour, jours, silence)), format_, sortie, lu.racine)

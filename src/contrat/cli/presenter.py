"""La commande `contrat presenter` : le contrat raconté, chaque fait avec sa source."""

from __future__ import annotations

from typing import Annotated

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument
from contrat.cli.retour import Au, revenir
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def presenter(
    parties: Annotated[list[str] | None, argument("PARTIE", "Parties voulues, comme origine ; sinon, toutes")] = None,
    au: Au = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Raconter le contrat, de son origine à ses suites, chaque fait avec sa source."""
    from contrat.calculs.presentation.presentation import presenter_contrat
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.designation import reconnaitre_parties
    from contrat.cli.lectures import lire_au
    from contrat.depot.chargement import BUDGET
    from contrat.rendu.presentation.page import VOLETS, documenter_presentation

    jour = lire_au(au)
    voulues = reconnaitre_parties(parties or [], tuple(VOLETS))
    lu = charger_sans_faute(racine, (*BUDGET, "aides", "seances"))
    retour = revenir(lu.dossier, jour)
    document = documenter_presentation(presenter_contrat(retour.dossier, jour), voulues)
    livrer(retour.presenter(document), format_, sortie, lu.racine)

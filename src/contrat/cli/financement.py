"""La commande `contrat financement` : le plan de financement d'une action."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def financement(
    action: Annotated[
        str,
        typer.Argument(metavar="ACTION", help="Identifiant de l'action : le nom de sa fiche, sans .yaml"),
    ],
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer le plan de financement d'une action : équilibre, taux, acquis et sollicité, règles datées."""
    from contrat.calculs.argent.examen import examiner_plan
    from contrat.cli.chargement import charger_sans_faute
    from contrat.erreurs import ErreurUsage
    from contrat.proches import proposer, replier
    from contrat.rendu.argent.financement import documenter_plan

    lu = charger_sans_faute(racine)
    dossier = lu.dossier
    trouvee = dossier.actions.get(action)
    if trouvee is None:
        ressemblantes = [nom for nom in dossier.actions if replier(action) in replier(nom)]
        suite = proposer(action, ressemblantes or dossier.actions)
        suite = suite or "donner le nom d'un fichier de data/actions, sans .yaml"
        raise ErreurUsage(f"aucune action « {action} »", suite)
    livrer(documenter_plan(examiner_plan(trouvee, dossier)), format_, sortie, lu.racine)

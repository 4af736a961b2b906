"""La commande `contrat renouveler` : le contrat suivant, qui reprend ce qui dure encore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from contrat.cli.cadre import Racine
from contrat.cli.parametres import option
from contrat.cli.saisies import Essai


def renouveler(
    periode: Annotated[str, option("--periode", "AAAA-AAAA", "Premier et dernier exercices du contrat suivant")],
    vers: Annotated[Path, option("--vers", "DOSSIER", "Dossier du contrat suivant, contrats/ID ou un autre")],
    garder: Annotated[
        list[str] | None, option("--garder", "ACTION", "Action reprise ; sinon, toutes celles qui ne sont pas finies")
    ] = None,
    date_: Annotated[str | None, option("--date", "JOUR", "Jour de la clôture ; sinon, aujourd'hui")] = None,
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Clore le contrat et créer le suivant : actions reprises, dernière mesure en départ, lien dans les deux sens."""
    from contrat.cli.creation.suite import preparer, renouveler_en
    from contrat.cli.lectures import lire_jour_ou_aujourdhui

    jour = lire_jour_ou_aujourdhui("--date", date_)
    renouveler_en(preparer(racine, periode, vers, garder or [], jour), essai=essai)

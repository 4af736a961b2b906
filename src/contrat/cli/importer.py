"""La commande `contrat importer` : faire entrer un plan d'action tenu dans un tableur."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Racine


def importer(
    fichier: Annotated[Path, typer.Argument(metavar="FICHIER", help="Classeur .xlsx, ou CSV")],
    modele: Annotated[
        str, typer.Option("--modele", metavar="tet|colonnes:MAP.yaml", help="Disposition du tableur")
    ] = "tet",
    feuille: Annotated[
        str | None, typer.Option("--feuille", metavar="NOM", help="Feuille ; sinon, la première qui convient")
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="SOURCE", help="Source à citer, créée au besoin")
    ] = "import",
    essai: Annotated[bool, typer.Option("--essai", help="Dire ce qui serait fait, sans rien écrire")] = False,
    racine: Racine = None,
) -> None:
    """Importer un plan d'action d'un tableur : axes, fiches, organismes, et le compte rendu de chaque ligne."""
    from datetime import date

    from contrat.calculs.echanges.plan import Accueil, planifier
    from contrat.cli.creation.objets import ouvrir
    from contrat.cli.echanges.importer import appliquer, est_admis, montrer
    from contrat.cli.echanges.tableur import lire_actions

    rangees, entetes = lire_actions(fichier, modele, feuille)
    ouvert = ouvrir(racine)
    disposition = modele.partition(":")[0]
    dans = Accueil(ouvert.dossier, disposition, source, date.today(), est_admis)
    fiches = planifier(rangees, entetes, dans)
    montrer(appliquer(fiches, dans, ouvert.racine, essai=essai), dans, essai=essai)

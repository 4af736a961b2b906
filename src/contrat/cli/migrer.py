"""La commande `contrat migrer` : mettre les fichiers d'un contrat à la forme que lit cette version de l'outil."""

from __future__ import annotations

from pathlib import Path

import typer

from contrat.cli.cadre import Racine
from contrat.cli.saisies import Essai


def migrer(
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Mettre les fichiers à la forme de cette version ; un contrat qui ne dit pas la sienne la dira."""
    from contrat import FORMAT
    from contrat.cli.ecriture import completer
    from contrat.depot.chargement import charger
    from contrat.depot.lieux import situer
    from contrat.depot.racine import trouver_racines
    from contrat.modele.saisie import Saisie

    for une in trouver_racines(Path.cwd(), racine):
        # Un format plus récent que celui de l'outil est refusé dès la lecture ; il n'y en a pas eu de plus ancien.
        lu = charger(une, ("contrat",)).fiches["contrat", "contrat"].lecture.valeur
        nom = une.resolve().name
        if isinstance(lu, dict) and lu.get("format"):
            typer.echo(f"{nom} : format {lu['format']}, rien à migrer")
            continue
        if not essai:
            completer(situer(une, "contrat"), lambda _: [Saisie(("format",), str(FORMAT))])
        typer.echo(f"{nom} : format non dit, {'à écrire' if essai else 'écrit'} : format: {FORMAT}")

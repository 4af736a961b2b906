"""La commande `contrat action deplacer` : une action passe d'un contrat à un autre, et son argent à venir avec elle."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.saisies import Essai


def deplacer(
    action: Annotated[str, typer.Argument(metavar="ACTION", help="Action, par son identifiant ou son numéro")],
    vers: Annotated[str, typer.Option("--vers", metavar="CONTRAT", help="Identifiant du contrat qui la reprend")],
    date_: Annotated[str, typer.Option("--date", metavar="JOUR", help="Jour du transfert")],
    instance: Annotated[
        str, typer.Option("--instance", metavar="INSTANCE", help="Instance de ce contrat qui l'a décidé")
    ],
    axe: Annotated[
        str | None,
        typer.Option("--axe", metavar="AXE", help="Axe où elle arrive ; sinon, le seul qu'il y ait"),
    ] = None,
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Transférer une action à un autre contrat du dépôt : liens dans les deux sens, chaque montant une seule fois."""
    from contrat.cli.creation.transfert import preparer, transferer
    from contrat.cli.lectures import lire_jour_echu

    transferer(preparer(racine, action, vers, lire_jour_echu("--date", date_), instance, axe), essai=essai)

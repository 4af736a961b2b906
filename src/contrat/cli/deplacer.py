"""La commande `contrat action deplacer` : une action passe d'un contrat à un autre, et son argent à venir avec elle."""

from __future__ import annotations

from typing import Annotated

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import Essai


def deplacer(
    action: Annotated[str, argument("ACTION", "Action, par son identifiant ou son numéro")],
    vers: Annotated[str, option("--vers", "CONTRAT", "Identifiant du contrat qui la reprend")],
    date_: Annotated[str, option("--date", "JOUR", "Jour du transfert")],
    instance: Annotated[str, option("--instance", "INSTANCE", "Instance de ce contrat qui l'a décidé")],
    axe: Annotated[str | None, option("--axe", "AXE", "Axe où elle arrive ; sinon, le seul qu'il y ait")] = None,
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Transférer une action à un autre contrat du dépôt : liens dans les deux sens, chaque montant une seule fois."""
    from contrat.cli.creation.transfert import preparer, transferer
    from contrat.cli.lectures import lire_jour_echu

    transferer(preparer(racine, action, vers, lire_jour_echu("--date", date_), instance, axe), essai=essai)

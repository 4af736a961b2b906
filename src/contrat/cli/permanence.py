"""La commande `contrat permanence` : mener l'entretien d'un ménage et écrire son fichier à mesure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from contrat.calculs.eligibilite.permanence.entretien import Entretien
    from contrat.cli.entretien.dossier import Ouverture


def permanence(
    fichier: Annotated[
        Path | None, typer.Argument(metavar="FICHIER", help="Fichier du ménage, à reprendre ou à créer")
    ] = None,
    date_: Annotated[
        str | None, typer.Option("--date", metavar="JOUR", help="Jour de la permanence ; sinon, aujourd'hui")
    ] = None,
    reponses: Annotated[
        Path | None, typer.Option("--reponses", metavar="FICHIER", help="Réponses préparées, sans terminal")
    ] = None,
    racine: Racine = None,
) -> None:
    """Mener l'entretien d'un ménage : seulement les questions utiles, et son fichier écrit à mesure."""
    import sys

    from contrat.cli.entretien.dossier import ouvrir
    from contrat.erreurs import ErreurUsage

    if reponses is None and not sys.stdin.isatty():
        raise ErreurUsage("il n'y a pas de terminal où poser les questions", "donner les réponses : --reponses FICHIER")
    ouverture = ouvrir(fichier, date_, racine)
    if reponses is not None:
        from contrat.cli.entretien.reponses import derouler

        _finir(ouverture, derouler(ouverture, reponses))
        return
    from contrat.cli.entretien.terminal import dialoguer

    _finir(ouverture, dialoguer(ouverture))


def _finir(ouverture: Ouverture, entretien: Entretien) -> None:
    """Montrer où en sont les aides, ce qu'il faut apporter, et où tout cela est écrit."""
    from contrat.rendu.eligibilite.permanence import conclure

    typer.echo(conclure(entretien.jugement))
    typer.echo("")
    if not ouverture.chemin.exists():
        typer.echo("Rien n'est écrit : aucune réponse.")
        return
    typer.echo(f"Écrit dans {ouverture.nom}. Le détail : contrat eligibilite {ouverture.nom}")
    if entretien.est_a_reprendre:
        typer.echo(f"Pour reprendre : contrat permanence {ouverture.nom}")

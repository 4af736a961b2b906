"""La commande `contrat permanence` : mener l'entretien d'un ménage et écrire son fichier à mesure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.source_menages import Source

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
    source: Source = None,
    racine: Racine = None,
) -> None:
    """Mener l'entretien d'un ménage : seulement les questions utiles, et son fichier écrit à mesure."""
    import sys

    from contrat.cli.entretien.dossier import DemandeEntretien, ouvrir
    from contrat.cli.lectures import lire_jour
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurUsage

    if reponses is None and not sys.stdin.isatty():
        raise ErreurUsage("il n'y a pas de terminal où poser les questions", "donner les réponses : --reponses FICHIER")
    jour = None if date_ is None else lire_jour("--date", date_)
    demande = DemandeEntretien(trouver_racine(Path.cwd(), racine), fichier, jour, source)
    if reponses is not None:
        from dataclasses import replace

        from contrat.cli.entretien.reponses import derouler, lire_reponses

        preparees = lire_reponses(reponses)
        ouverture = ouvrir(replace(demande, reponses=preparees.lecture.valeur))
        _finir(ouverture, derouler(ouverture, preparees))
        return
    from contrat.cli.entretien.terminal import dialoguer

    ouverture = ouvrir(demande)
    _finir(ouverture, dialoguer(ouverture))


def _finir(ouverture: Ouverture, entretien: Entretien) -> None:
    """Montrer où en sont les aides, ce qu'il faut apporter, et où tout cela est écrit."""
    from contrat.calculs.eligibilite.dossier_menage import BilanEntretien
    from contrat.rendu.ecrivains.texte import en_texte
    from contrat.rendu.eligibilite.permanence import composer_entretien

    page = composer_entretien(BilanEntretien(entretien.jugement, entretien.bareme))
    typer.echo(f"\n{en_texte(page)}")
    if ouverture.fichier.lu is None:
        typer.echo("Rien n'est écrit : aucune réponse.")
        return
    ecrit = f"Écrit dans {ouverture.nom}" if ouverture.fichier.ecrites else f"{ouverture.nom} reste tel qu'il était"
    typer.echo(f"{ecrit}. Le détail : contrat eligibilite {ouverture.nom}")
    if entretien.est_a_reprendre:
        typer.echo(f"Pour reprendre : contrat permanence {ouverture.nom}")

"""La commande `contrat permanence` : mener l'entretien d'un ménage et écrire son fichier à mesure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument, option
from contrat.cli.source_menages import Source

if TYPE_CHECKING:
    from contrat.calculs.eligibilite.permanence.entretien import Entretien
    from contrat.cli.entretien.console import Console
    from contrat.cli.entretien.dossier import Ouverture


def permanence(
    fichier: Annotated[
        Path | None, argument("FICHIER", "Ménage à reprendre ou à créer : son fichier, ou son identifiant")
    ] = None,
    date_: Annotated[str | None, option("--date", "JOUR", "Jour de la permanence ; sinon, aujourd'hui")] = None,
    reponses: Annotated[Path | None, option("--reponses", "FICHIER", "Réponses préparées, sans terminal")] = None,
    source: Source = None,
    lineaire: Annotated[
        bool, typer.Option("--lineaire", help="Sans couper les lignes, pour un lecteur d'écran ; d'office si TERM=dumb")
    ] = False,
    racine: Racine = None,
) -> None:
    """Mener l'entretien d'un ménage : seulement les questions utiles, et son fichier écrit à mesure."""
    import sys

    from contrat.cli.entretien.console import LARGEUR, Console
    from contrat.cli.entretien.dossier import DemandeEntretien, ouvrir
    from contrat.cli.lectures import lire_jour_echu
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurUsage

    if reponses is None and not sys.stdin.isatty():
        raise ErreurUsage("il n'y a pas de terminal où poser les questions", "donner les réponses : --reponses FICHIER")
    jour = None if date_ is None else lire_jour_echu("--date", date_)
    demande = DemandeEntretien(trouver_racine(Path.cwd(), racine), fichier, jour, source)
    if reponses is not None:
        from dataclasses import replace

        from contrat.cli.entretien.reponses import derouler, lire_reponses

        preparees = lire_reponses(reponses)
        ouverture = ouvrir(replace(demande, reponses=preparees.lecture.valeur))
        _finir(ouverture, derouler(ouverture, preparees), Console(None if lineaire else LARGEUR))
    else:
        _dialoguer(ouvrir(demande), Console.ouvrir(lineaire))


def _dialoguer(ouverture: Ouverture, console: Console) -> None:
    """Mener l'entretien au terminal ; interrompu, dire comment le reprendre."""
    from contrat.cli.entretien.terminal import Dialogue

    try:
        entretien = Dialogue(ouverture, console, ouverture.entretien).mener()
    except KeyboardInterrupt:
        if ouverture.fichier.lu is not None:
            console.dire("", f"Pour reprendre : contrat permanence {ouverture.nom}")
        raise
    _finir(ouverture, entretien, console)


def _finir(ouverture: Ouverture, entretien: Entretien, console: Console) -> None:
    """Montrer ce qu'il faut apporter, où tout est écrit, et où en sont les aides."""
    from contrat.calculs.eligibilite.dossier_menage import BilanEntretien
    from contrat.cli.eligibilite_guichet import avertir
    from contrat.rendu.eligibilite.permanence import dire_bilan

    console.dire(*dire_bilan(BilanEntretien(entretien.jugement, entretien.bareme)), "")
    nom, fichier = ouverture.nom, ouverture.fichier
    if fichier.lu is None:
        console.dire("Rien n'est écrit : aucune réponse.")
        return
    avertir([fichier.relire()], entretien.bareme)
    console.dire(f"Écrit dans {nom}." if fichier.ecrites else f"{nom} reste tel qu'il était.")
    if not ouverture.est_range:
        console.dire("Hors de data/menages : ni le suivi, ni l'agenda, ni validate ne lisent ce fichier.")
    designe = fichier.lieu.chemin.stem if ouverture.est_range else nom
    console.dire(f"La feuille à remettre : contrat rapport menage {designe} -o feuille.html")
    if entretien.est_a_reprendre:
        console.dire(f"Pour reprendre : contrat permanence {nom}")

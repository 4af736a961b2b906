"""Les commandes `contrat nouveau …` : un fichier prêt à remplir."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from contrat.cli.cadre import Ensemble, Racine


def nouveau() -> None:
    """Créer un fichier prêt à remplir : un ménage, sous un identifiant opaque."""


def menage(racine: Racine = None) -> None:
    """Créer le fichier d'un ménage, sous un identifiant opaque tiré au hasard."""
    from contrat.cli.eligibilite_guichet import signaler
    from contrat.depot.chargement import charger
    from contrat.depot.nouveau import creer_menage, tirer_identifiant
    from contrat.depot.racine import trouver_racine

    base = trouver_racine(Path.cwd(), racine)
    lu = charger(base, ("cadre",))
    if lu.dossier.cadre is None:
        signaler(lu.diagnostics)
        raise typer.Exit(1)
    insee = lu.dossier.cadre.territoire.insee
    chemin = creer_menage(base / "data" / "menages", tirer_identifiant(), insee, date.today().isoformat())
    typer.echo(chemin.relative_to(base).as_posix())


NOUVEAU = Ensemble(nouveau, menage)

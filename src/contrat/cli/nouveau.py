"""Les commandes `contrat nouveau …` : un fichier prêt à remplir."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import typer

from contrat.cli.cadre import Ensemble, Racine

# Ni voyelle, pour ne pas écrire de mot, ni signe qui se confond avec un autre. Huit signes parmi vingt-huit : deux
# branches qui créent mille ménages chacune ont moins d'une chance sur cent mille d'en nommer deux pareil.
SIGNES, LONGUEUR = "23456789BCDFGHJKLMNPQRSTVWXZ", 8


def nouveau() -> None:
    """Créer un fichier prêt à remplir : un ménage, sous un identifiant opaque."""


def menage(racine: Racine = None) -> None:
    """Créer le fichier d'un ménage, sous un identifiant opaque tiré au hasard."""
    from contrat.cli.eligibilite_guichet import signaler
    from contrat.depot.chargement import charger
    from contrat.depot.nouveau import creer_menage
    from contrat.depot.racine import trouver_racine

    base = trouver_racine(Path.cwd(), racine)
    lu = charger(base, ("cadre",))
    if lu.dossier.cadre is None:
        signaler(lu.diagnostics)
        raise typer.Exit(1)
    identifiant = "M-" + "".join(secrets.choice(SIGNES) for _ in range(LONGUEUR))
    insee = lu.dossier.cadre.territoire.insee
    chemin = creer_menage(base / "data" / "menages", identifiant, insee, date.today().isoformat())
    typer.echo(chemin.relative_to(base).as_posix())


NOUVEAU = Ensemble(nouveau, menage)

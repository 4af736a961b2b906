"""Où est, ou sera, un fichier du contrat, et le nom que l'usager en lira."""

from __future__ import annotations

from pathlib import Path

from contrat.depot.chargement import GENRES, Chargement
from contrat.depot.ecriture import Lieu
from contrat.depot.racine import loger, nommer
from contrat.diagnostics import Diagnostic


def situer(racine: Path, genre: str, identifiant: str = "") -> Lieu:
    """Le fichier d'un objet, ou celui de tout le genre quand il n'y en a qu'un."""
    chemin = _chercher(racine, genre)
    if GENRES[genre].est_dossier:
        chemin /= f"{identifiant}.yaml"
    return Lieu(chemin, nommer(racine, chemin), GENRES[genre].modele, racine)


def fautes_de(lu: Chargement, *genres: str) -> list[Diagnostic]:
    """Les fautes de forme des fichiers de ces genres, leur absence comprise."""
    debuts = tuple(nommer(lu.racine, _chercher(lu.racine, genre)) for genre in genres)
    return [faute for faute in lu.diagnostics if faute.fichier.startswith(debuts)]


def _chercher(racine: Path, genre: str) -> Path:
    return racine / loger(racine, genre) / GENRES[genre].chemin

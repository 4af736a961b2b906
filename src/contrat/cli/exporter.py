"""La commande `contrat exporter` : donner le contrat à un autre outil."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.erreurs import ErreurUsage


class Disposition(StrEnum):
    """Les dispositions que d'autres outils lisent."""

    tet = "tet"


def exporter(
    disposition: Annotated[Disposition, typer.Argument(metavar="tet", help="Disposition attendue")],
    sortie: Annotated[Path, typer.Option("-o", "--sortie", metavar="FICHIER", help="Fichier à écrire, .xlsx ou .csv")],
    racine: Racine = None,
) -> None:
    """Exporter les actions dans la disposition d'import de Territoires en Transitions, que contrat importer relit."""
    from contrat.calculs.echanges.ecriture import lire_base_commune, lister_entetes, non_ecrites, tabuler, titrer
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.fichiers import ecrire_octets
    from contrat.rendu.echanges.tableur import en_csv, en_xlsx

    formes = {".csv": en_csv, ".xlsx": en_xlsx}
    if sortie.suffix.lower() not in formes:
        raise ErreurUsage(f"{sortie} : {disposition} s'écrit en .xlsx ou en .csv", "changer l'extension")
    dossier = charger_sans_faute(racine).dossier
    base = lire_base_commune(dossier)
    if base == "melee":
        raise ErreurUsage(
            "les fiches mêlent des montants HT et TTC : cette disposition n'a qu'une base", "mettre base: d'accord"
        )
    entetes = [titrer(entete, base) for entete in lister_entetes(dossier)]
    ecrire_octets(sortie, formes[sortie.suffix.lower()](entetes, tabuler(dossier)))
    for action, nombre in non_ecrites(dossier):
        typer.echo(f"{action.id} : {nombre} financeurs de plus que cette disposition n'en a, non écrits", err=True)

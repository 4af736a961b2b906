"""La commande `contrat exporter` : donner le contrat à un autre outil."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.modele.dossier import Dossier


class Disposition(StrEnum):
    """Les dispositions que d'autres outils lisent."""

    tet = "tet"
    scdl_subventions = "scdl-subventions"
    actions = "actions"


def exporter(
    disposition: Annotated[Disposition, argument("tet|scdl-subventions|actions", "Disposition attendue")],
    sortie: Annotated[Path, typer.Option("-o", "--sortie", metavar="FICHIER", help="Fichier à écrire, .xlsx ou .csv")],
    racine: Racine = None,
) -> None:
    """Exporter pour un autre outil : le plan d'action, les subventions versées (SCDL), les actions en données."""
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.fichiers import ecrire_octets
    from contrat.rendu.echanges.tableur import en_csv, en_xlsx, en_xlsx_simple

    classeur = en_xlsx if disposition is Disposition.tet else en_xlsx_simple
    formes = {".csv": en_csv, ".xlsx": classeur}
    if sortie.suffix.lower() not in formes:
        raise ErreurUsage(f"{sortie} : {disposition} s'écrit en .xlsx ou en .csv", "changer l'extension")
    dossier = charger_sans_faute(racine).dossier
    tabuler = {
        Disposition.tet: _tabuler_tet,
        Disposition.scdl_subventions: _tabuler_subventions,
        Disposition.actions: _tabuler_actions,
    }[disposition]
    entetes, rangees, reserves = tabuler(dossier)
    ecrire_octets(sortie, formes[sortie.suffix.lower()](entetes, rangees))
    if not rangees and not reserves:
        typer.echo(f"{sortie} n'a que ses en-têtes : les fiches n'ont rien pour {disposition}", err=True)
    for reserve in reserves:
        typer.echo(reserve, err=True)
    if reserves and disposition is Disposition.scdl_subventions:
        raise typer.Exit(1)


# Les en-têtes, les rangées, et ce que le fichier ne dit pas.
Table = tuple[Sequence[str], list[list[str]], list[str]]


def _tabuler_tet(dossier: Dossier) -> Table:
    from contrat.calculs.echanges.ecriture import lire_base_commune, lister_entetes, non_ecrites, tabuler, titrer
    from contrat.rendu.mots.phrases import compter

    base = lire_base_commune(dossier)
    if base == "melee":
        raise ErreurUsage(
            "les fiches mêlent des montants HT et TTC : cette disposition n'a qu'une base", "mettre base: d'accord"
        )
    entetes = [titrer(entete, base) for entete in lister_entetes(dossier)]
    reserves = [
        f"{action.id} : {compter(nombre, 'financeur')} de plus que cette disposition n'en a, non écrits"
        for action, nombre in non_ecrites(dossier)
    ]
    return entetes, list(tabuler(dossier)), reserves


def _tabuler_subventions(dossier: Dossier) -> Table:
    """Les subventions dont rien ne manque ; les autres sont dites, et le code est 1."""
    from contrat.calculs.echanges.subventions import COLONNES, lister_subventions

    subventions = list(lister_subventions(dossier))
    rangees = [[x.cases.get(colonne, "") for colonne in COLONNES] for x in subventions if not x.manquent]
    reserves = [
        f"{x.action} : {x.beneficiaire} en {x.exercice}, non écrite ; il manque {', '.join(x.manquent)}"
        for x in subventions
        if x.manquent
    ]
    return COLONNES, rangees, reserves


def _tabuler_actions(dossier: Dossier) -> Table:
    from contrat.calculs.echanges.actions import COLONNES, tabuler_actions

    return COLONNES, list(tabuler_actions(dossier)), []

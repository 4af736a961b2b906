"""La commande `contrat site` : le contrat pour le public, en pages qui s'ouvrent sans serveur."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.retour import Au, revenir

if TYPE_CHECKING:
    from datetime import date

    from contrat.calculs.rapports.public import ContratPublic
    from contrat.depot.site import Ecarts

# En dessous, le site s'écrit le temps de lire la ligne.
FICHIERS_QUI_DURENT = 100
KILO = 10**3


def site(
    sortie: Annotated[
        Path, typer.Option("-o", "--sortie", metavar="DOSSIER", help="Dossier neuf, vide, ou d'un site déjà écrit")
    ],
    au: Au = None,
    tous: Annotated[bool, typer.Option("--tous", help="Les contrats du dépôt, sous un même menu")] = False,
    essai: Annotated[bool, typer.Option("--essai", help="Dire ce qui serait écrit, sans rien écrire")] = False,
    racine: Racine = None,
) -> None:
    """Écrire le site du contrat pour le public : pages, données ouvertes, sans aucun ménage ; s'ouvre sans serveur."""
    from contrat.cli.lectures import lire_au
    from contrat.cli.sortie import dater
    from contrat.depot.racine import tronc, trouver_racine, trouver_racines
    from contrat.depot.site import comparer, poser, refuser_dossier
    from contrat.rendu.ecrivains.page_site import compter_fichiers, ecrire_site
    from contrat.rendu.site.site import composer_ensemble, composer_site

    jour = lire_au(au)
    refuser_dossier(sortie)
    ici = Path.cwd()
    racines = trouver_racines(ici, racine) if tous else [trouver_racine(ici, racine)]
    publics = [(base, _lire(base, jour)) for base in racines]
    # Le dossier d'un ménage qui avance ne change rien à ce qui est publié, pas même au jour des données.
    sites = [composer_site(public, dater(base, ("menages",))) for base, public in publics]
    ensemble = composer_ensemble([public for _, public in publics])
    ecrits = ecrire_site(sites, ensemble, tronc(racines[0]) if tous else racines[0])
    fichiers = dict(_avancer(ecrits, compter_fichiers(sites)))
    _dire(sortie, comparer(sortie, fichiers) if essai else poser(sortie, fichiers), fichiers.values(), essai)


def _lire(racine: Path, jour: date) -> ContratPublic:
    """Le contrat, sans ses ménages, qui ne sont pas même lus ; une donnée personnelle dans une fiche arrête tout."""
    from contrat.calculs.rapports.public import ContratPublic
    from contrat.cli.chargement import charger_sans_faute
    from contrat.depot.chargement import BUDGET

    retour = revenir(charger_sans_faute(racine, (*BUDGET, "aides", "seances"), ("D",)).dossier, jour)
    return ContratPublic(*retour)


def _avancer(ecrits: Iterator[tuple[str, bytes]], combien: int) -> Iterable[tuple[str, bytes]]:
    """Les fichiers l'un après l'autre, et une barre au terminal quand il y en a beaucoup."""
    if combien < FICHIERS_QUI_DURENT or not sys.stderr.isatty():
        yield from ecrits
        return
    with typer.progressbar(ecrits, length=combien, label="Pages", file=sys.stderr) as suivis:
        yield from suivis


def _dire(dossier: Path, ecarts: Ecarts, contenus: Iterable[bytes], essai: bool) -> None:
    """Le compte rendu ; à l'essai, un fichier par ligne."""
    faits: dict[str, Sequence[str]] = {"créé": ecarts.crees, "changé": ecarts.changes, "retiré": ecarts.retires}
    if essai:
        for geste, noms in faits.items():
            for nom in noms:
                typer.echo(f"{geste} : {nom}")
    comptes = ", ".join(f"{geste}s {len(noms)}" for geste, noms in {**faits, "inchangé": ecarts.gardes}.items())
    fin = " ; à l'essai, rien n'est écrit" if essai else ""
    typer.echo(f"Fichiers {comptes} ; {sum(map(len, contenus)) // KILO} ko{fin}.", err=essai)
    if not essai:
        typer.echo(f"À ouvrir : {dossier / 'index.html'}")

"""La source d'un dossier de ménage neuf : celle que le contrat déclare, jamais `fiction` d'office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.parametres import option

if TYPE_CHECKING:
    from contrat.modele.cadre import Cadre
    from contrat.modele.dossier import Dossier

Source = Annotated[str | None, option("--source", "SOURCE", "Source du dossier ; sinon, celle que le contrat déclare")]


def lire_cadre(racine: Path) -> tuple[Dossier, Cadre]:
    """Ce que le contrat dit de sa commune et de ses sources ; des fautes sont montrées, et la commande sort."""
    from contrat.cli.fautes import arreter
    from contrat.depot.chargement import charger

    lu = charger(racine, ("cadre", "sources"))
    if lu.dossier.cadre is None or lu.diagnostics:
        arreter(lu.diagnostics)
    return lu.dossier, lu.dossier.cadre


def trouver_source(racine: Path, dossier: Dossier, demandee: str | None, *, demander: bool = True) -> str:
    """La source à écrire : celle qu'on demande, sinon celle du contrat, sinon celle qu'on choisit au terminal.

    Le choix fait au terminal s'inscrit dans le contrat : il n'est demandé qu'une fois.
    """
    import sys

    from contrat.depot.lieux import situer
    from contrat.erreurs import ErreurUsage
    from contrat.proches import proposer

    fichier = situer(racine, "contrat").nom
    declaree = None if dossier.cadre is None else dossier.cadre.menages.source
    source = demandee or declaree
    if source is None and demander and sys.stdin.isatty():
        source = _demander(dossier)
        _declarer(racine, source)
    if source is None:
        raise ErreurUsage(
            "le contrat ne dit pas la source de ses dossiers de ménages",
            f"écrire « menages: {{source: …}} » dans {fichier}, ou donner --source : {_lister(dossier)}",
        )
    if source not in dossier.sources:
        ou = "--source" if demandee else f"{fichier}, menages › source"
        aide = proposer(source, list(dossier.sources)) or f"sources déclarées : {_lister(dossier)}"
        raise ErreurUsage(f"{ou} : « {source} » n'est pas dans data/sources.yaml", aide)
    return source


def _lister(dossier: Dossier) -> str:
    return ", ".join(sorted(dossier.sources))


def _demander(dossier: Dossier) -> str:
    import questionary

    choix = [questionary.Choice(f"{s.id} : {s.titre} ({s.nature})", s.id) for _, s in sorted(dossier.sources.items())]
    texte = "Quelle source porter sur les dossiers de ménages ? (le contrat la retiendra)"
    return str(questionary.select(texte, choix, instruction="(flèches, puis Entrée)").unsafe_ask())


def _declarer(racine: Path, source: str) -> None:
    from contrat.cli.ecriture import completer
    from contrat.depot.lieux import situer
    from contrat.modele.saisie import Saisie

    lieu = situer(racine, "contrat")
    completer(lieu, lambda _: [Saisie(("menages", "source"), source)])
    typer.echo(f"Retenu dans {lieu.nom} : menages › source, {source}.")

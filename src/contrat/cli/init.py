"""La commande `contrat init` : un contrat neuf, que `contrat validate --strict` ne reprend pas."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.parametres import option


class PorteurDuContrat(StrEnum):
    """Qui peut porter un contrat."""

    ville = "ville"
    ccas = "ccas"
    epci = "epci"
    departement = "departement"


def init(
    dossier: Annotated[
        Path, typer.Argument(metavar="DOSSIER", help="Dossier du contrat, créé au besoin", show_default=False)
    ] = Path(),
    commune: Annotated[str | None, option("--commune", "NOM", "Nom de la commune")] = None,
    insee: Annotated[str | None, option("--insee", "CODE", "Code INSEE de la commune")] = None,
    periode: Annotated[str | None, option("--periode", "AAAA-AAAA", "Premier et dernier exercices")] = None,
    porteur: Annotated[
        PorteurDuContrat | None, typer.Option("--porteur", help="Qui porte le contrat ; à défaut, la ville")
    ] = None,
    axe: Annotated[list[str] | None, option("--axe", "TITRE", "Titre d'un axe ; autant de fois que d'axes")] = None,
    git: Annotated[bool, typer.Option("--git", help="Faire aussi du dossier un dépôt git")] = False,
) -> None:
    """Créer un contrat : ses fichiers commentés, prêts à remplir ; au terminal, pose les questions qui manquent."""
    from datetime import date

    from contrat.cli.creation.poser import poser_contrat, trouver_git
    from contrat.cli.creation.reponses import preparer
    from contrat.depot.creation import refuser_un_contrat

    refuser_un_contrat(dossier)
    programme = trouver_git() if git else None
    neuf = preparer(commune, insee, periode, porteur.value if porteur else None, axe or [])
    poser_contrat(dossier, neuf, date.today(), programme)

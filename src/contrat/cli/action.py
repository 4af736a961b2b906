"""Les commandes `contrat action lister` et `contrat action montrer` : où en sont les fiches, ce qui leur manque."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine


class FormatListe(StrEnum):
    """Les formes de la liste."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


class FormatFiche(StrEnum):
    """Les formes d'une fiche."""

    texte = "texte"
    md = "md"
    json = "json"


Au = Annotated[
    str | None, typer.Option("--au", metavar="JOUR", help="Jour où juger statuts et retards ; sinon, aujourd'hui")
]


def action() -> None:
    """Lister les fiches action et leurs retards, ou en montrer une et ce qui lui manque."""


def lister(
    axe: Annotated[str | None, typer.Option("--axe", metavar="AXE", help="Cet axe, par son nom ou son numéro")] = None,
    statut: Annotated[str | None, typer.Option("--statut", metavar="STATUT", help="Les actions à ce statut")] = None,
    financeur: Annotated[
        str | None, typer.Option("--financeur", metavar="ORGANISME", help="Les actions que cet organisme finance")
    ] = None,
    en_retard: Annotated[bool, typer.Option("--en-retard", help="Les actions en retard")] = False,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Les fiches où il reste à remplir")] = False,
    au: Au = None,
    format_: Annotated[FormatListe, typer.Option("--format", help="Forme de la sortie")] = FormatListe.table,
    racine: Racine = None,
) -> None:
    """Lister les actions : statut, porteur, coût prévu, fin, retard, part de la fiche qui est remplie."""
    from contrat.calculs.actions.selection import (
        Filtre,
        reconnaitre_axe,
        reconnaitre_financeur,
        reconnaitre_statut,
        selectionner,
    )
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.lectures import lire_jour_ou_aujourdhui
    from contrat.rendu.actions.action_liste import rendre

    jour = lire_jour_ou_aujourdhui("--au", au)
    voulu = None if statut is None else reconnaitre_statut(statut)
    dossier = charger_sans_faute(racine).dossier
    filtre = Filtre(
        axe=None if axe is None else reconnaitre_axe(dossier, axe),
        statut=voulu,
        financeur=None if financeur is None else reconnaitre_financeur(dossier, financeur),
        en_retard=en_retard,
        incomplete=incomplete,
    )
    typer.echo(rendre(dossier, selectionner(dossier, filtre, jour), jour, format_.value), nl=False)


def montrer(
    identifiant: Annotated[
        str, typer.Argument(metavar="ACTION", help="Nom de la fiche, comme centre-social, ou son numéro, comme 3.1")
    ],
    au: Au = None,
    format_: Annotated[FormatFiche, typer.Option("--format", help="Forme de la sortie")] = FormatFiche.texte,
    racine: Racine = None,
) -> None:
    """Montrer une action en entier, de son statut à ce qui reste à remplir dans sa fiche."""
    from contrat.calculs.actions.selection import reconnaitre_action, situer
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.lectures import lire_jour_ou_aujourdhui
    from contrat.rendu import page_de_phrases as page
    from contrat.rendu.actions.action_page import composer, en_json, titrer

    jour = lire_jour_ou_aujourdhui("--au", au)
    dossier = charger_sans_faute(racine).dossier
    situation = situer(dossier, reconnaitre_action(dossier, identifiant), jour)
    if format_ is FormatFiche.json:
        texte = en_json(situation, jour)
    else:
        ecrire = page.en_texte if format_ is FormatFiche.texte else page.en_markdown
        texte = ecrire(titrer(situation), composer(dossier, situation, jour))
    typer.echo(texte, nl=False)


ACTION = Ensemble(action, lister, montrer)

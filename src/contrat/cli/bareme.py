"""Les commandes `contrat bareme` : les plafonds, les règles et les aides d'un jour, et leur vérification."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine, resumer
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer

if TYPE_CHECKING:
    from contrat.modele.bareme import Bareme


class Format(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"


Aujourdhui = Annotated[
    str | None, typer.Option("--date", metavar="JOUR", help="Jour à prendre pour aujourd'hui, AAAA-MM-JJ")
]
FormatVerification = Annotated[Format, typer.Option("--format", help="Forme de la sortie")]


def bareme(
    demande: Annotated[
        str | None,
        typer.Argument(
            metavar="DATE",
            help="Jour du barème, AAAA-MM-JJ ; sinon, aujourd'hui",
            autocompletion=lambda: [("verifier", resumer(verifier))],
        ),
    ] = None,
    date_: Aujourdhui = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer les plafonds et les aides d'un jour avec leurs textes, ou vérifier le droit livré."""
    from contrat.calculs.bareme.bareme_du_jour import couvrir, extraire
    from contrat.cli.lectures import lire_jour, lire_jour_ou_aujourdhui
    from contrat.erreurs import ErreurUsage
    from contrat.proches import plus_proche
    from contrat.rendu.bareme.page import dire_couverture, documenter_bareme

    if demande is not None and date_ is not None:
        raise ErreurUsage(f"deux jours demandés : « {demande} » et --date {date_}", "n'en donner qu'un")
    if demande is not None and demande[:1].isalpha() and plus_proche(demande, ["verifier"]):
        raise ErreurUsage(f"DATE : « {demande} » n'est pas un jour", "vouliez-vous dire « contrat bareme verifier » ?")
    jour = lire_jour_ou_aujourdhui("--date", date_) if demande is None else lire_jour("DATE", demande)
    droit = _charger(racine)
    extrait = extraire(droit, jour)
    if extrait is None:
        couverture = f"périodes couvertes : {dire_couverture(couvrir(droit))}"
        raise ErreurUsage(f"aucun barème en vigueur au {jour}", couverture)
    livrer(documenter_bareme(extrait, droit), format_, sortie, racine or Path.cwd())


def _charger(racine: Path | None) -> Bareme:
    """Le droit applicable dans le contrat, ou le seul droit national quand il n'y a pas de contrat ici."""
    from contrat.depot.chargement import GUICHET, charger
    from contrat.depot.droit import lire_droit
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurContrat
    from contrat.rendu.diagnostics import en_texte

    try:
        depart = trouver_racine(Path.cwd(), racine)
    except ErreurContrat:
        if racine is not None:
            raise
        droit = lire_droit()
        if droit.diagnostics:
            raise ErreurContrat("le droit livré avec l'outil est abîmé", "lancer contrat bareme verifier") from None
        typer.echo("Aucun contrat ici : droit national seul.", err=True)
        return droit.composer()
    lu = charger(depart, GUICHET)
    if lu.diagnostics:
        typer.echo(en_texte(lu.diagnostics), err=True)
        typer.echo("Pas de barème tant que les données du contrat portent des erreurs.", err=True)
        raise typer.Exit(1)
    return lu.dossier.droit


def verifier(date_: Aujourdhui = None, format_: FormatVerification = Format.texte) -> None:
    """Vérifier le droit livré : plafonds prouvés l'un par l'autre, textes cités, périodes sans trou."""
    from contrat.cli.lectures import lire_jour_ou_aujourdhui

    raise typer.Exit(_verifier(lire_jour_ou_aujourdhui("--date", date_), format_))


def _verifier(jour: date, format_: Format) -> int:
    """Montrer les preuves et les anomalies du droit livré, et rendre le code de sortie."""
    from contrat.calculs.bareme.indexation import suivre
    from contrat.calculs.bareme.verification.anomalie import DroitLivre
    from contrat.calculs.bareme.verification.encadrement import demontrer
    from contrat.calculs.bareme.verification.verifier import verifier
    from contrat.depot.droit import lire_droit
    from contrat.diagnostics import Gravite
    from contrat.rendu import diagnostics
    from contrat.rendu.bareme.bareme_verification import Reproche, dire_bilan, en_json, en_texte

    lu = lire_droit()
    if lu.diagnostics:
        typer.echo(diagnostics.en_texte(lu.diagnostics))
        typer.echo("Pas de vérification tant que le droit livré porte ces fautes de forme.", err=True)
        return 1
    droit = DroitLivre.composer(lu.tous)
    reproches = [Reproche(a.gravite, lu.situer(a.adresse), a.message, a.aide) for a in verifier(droit, jour)]
    reproches.sort(key=lambda r: (r.place, r.message))
    epreuves = suivre([situee.table for situee in droit.tables], droit.indexation)
    encadrees = demontrer(droit.tables, droit.encadrement)
    typer.echo((en_json if format_ is Format.json else en_texte)(epreuves, encadrees, reproches, jour))
    typer.echo(dire_bilan(reproches), err=True)
    return 1 if any(r.gravite is Gravite.ERREUR for r in reproches) else 0


BAREME = Ensemble(bareme, verifier)

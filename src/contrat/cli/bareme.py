"""La commande `contrat bareme` : les plafonds, les règles et les aides d'un jour, ou leur vérification."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from contrat.modele.bareme import Bareme

VERIFIER = "verifier"


class Format(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"


def bareme(
    demande: Annotated[
        str | None,
        typer.Argument(
            metavar="DATE|verifier",
            help="Jour du barème, AAAA-MM-JJ ; sinon, aujourd'hui. « verifier » : contrôler le droit livré",
        ),
    ] = None,
    date_: Annotated[
        str | None, typer.Option("--date", metavar="JOUR", help="Jour à prendre pour aujourd'hui, AAAA-MM-JJ")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.texte,
    racine: Racine = None,
) -> None:
    """Montrer les plafonds et les aides d'un jour avec leurs textes, ou vérifier le droit livré."""
    from contrat.erreurs import ErreurUsage

    jour = date.today() if date_ is None else _lire_jour("--date", date_)
    if demande == VERIFIER:
        raise typer.Exit(_verifier(jour, format_))
    if demande is not None:
        if date_ is not None:
            raise ErreurUsage(f"deux jours demandés : « {demande} » et --date {date_}", "n'en donner qu'un")
        jour = _lire_jour("DATE", demande)
    _montrer(jour, _charger(racine), format_)


def _montrer(jour: date, droit: Bareme, format_: Format) -> None:
    from contrat.calculs.bareme.bareme_du_jour import couvrir, extraire
    from contrat.erreurs import ErreurUsage
    from contrat.rendu.bareme.bareme import dire_couverture, en_texte
    from contrat.rendu.bareme.bareme_json import en_json

    extrait = extraire(droit, jour)
    if extrait is None:
        couverture = f"périodes couvertes : {dire_couverture(couvrir(droit))}"
        raise ErreurUsage(f"aucun barème en vigueur au {jour}", couverture)
    typer.echo(en_json(extrait, droit) if format_ is Format.json else en_texte(extrait, droit))


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
    if lu.diagnostics or lu.dossier.droit is None:
        typer.echo(en_texte(lu.diagnostics), err=True)
        typer.echo("Pas de barème tant que les données du contrat portent des erreurs.", err=True)
        raise typer.Exit(1)
    return lu.dossier.droit


def _verifier(jour: date, format_: Format) -> int:
    """Montrer les preuves et les anomalies du droit livré, et rendre le code de sortie."""
    from contrat.calculs.bareme.indexation import suivre
    from contrat.calculs.bareme.verification.anomalie import DroitLivre
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
    typer.echo((en_json if format_ is Format.json else en_texte)(epreuves, reproches, jour))
    typer.echo(dire_bilan(reproches), err=True)
    return 1 if any(r.gravite is Gravite.ERREUR for r in reproches) else 0


def _lire_jour(ou: str, texte: str) -> date:
    from contrat.erreurs import ErreurUsage
    from contrat.modele.base import lire_jour
    from contrat.proches import plus_proche

    try:
        return lire_jour(texte)
    except ValueError as erreur:
        aide = str((getattr(erreur, "context", None) or {}).get("aide", ""))
        if plus_proche(texte, [VERIFIER]):
            aide = f"vouliez-vous dire « {VERIFIER} » ?"
        raise ErreurUsage(f"{ou} : {erreur}", aide) from None

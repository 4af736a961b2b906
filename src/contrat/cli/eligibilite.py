"""La commande `contrat eligibilite` : le verdict motivé d'un ménage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from contrat.depot.fiche import FicheLue
    from contrat.diagnostics import Diagnostic
    from contrat.modele.bareme import Bareme


class Format(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"


def eligibilite(
    ctx: typer.Context,
    fichiers: Annotated[
        list[Path] | None, typer.Argument(metavar="FICHIER…", help="Fichiers de ménages à juger")
    ] = None,
    date_: Annotated[str | None, typer.Option("--date", metavar="JOUR", help="Jour de la demande, AAAA-MM-JJ")] = None,
    format_: Annotated[Format, typer.Option("--format", help="Forme de la sortie")] = Format.texte,
    lot: Annotated[
        Path | None, typer.Option("--lot", metavar="ENTREE", help="CSV de ménages à juger d'un coup")
    ] = None,
    sortie: Annotated[
        Path | None, typer.Option("--sortie", metavar="FICHIER", help="Écrire les réponses du lot dans ce fichier")
    ] = None,
    racine: Racine = None,
) -> None:
    """Juger si des ménages ont droit aux aides, condition par condition."""
    from contrat.cli.eligibilite_lot import juger_lot, verifier_emploi
    from contrat.depot.fiche import lire_fiche
    from contrat.modele.menage import Menage

    verifier_emploi(ctx, fichiers or [], lot, sortie)
    jour = _lire_jour(date_)
    if lot is not None:
        raise typer.Exit(juger_lot(lot, sortie, jour, _charger_bareme(None, racine)))
    bareme = _charger_bareme(jour, racine)
    fautif = False
    for rang, chemin in enumerate(fichiers or []):
        fiche = lire_fiche(chemin, chemin.as_posix(), Menage)
        _signaler(fiche.diagnostics)
        page = None if fiche.objet is None else _juger(fiche, bareme, jour, format_)
        fautif = fautif or page is None
        if page is not None:
            typer.echo(("\n" if rang and format_ is Format.texte else "") + page)
    raise typer.Exit(1 if fautif else 0)


def _charger_bareme(jour: date | None, racine: Path | None) -> Bareme:
    """Le droit applicable ; une faute dans les données locales interdit tout verdict, qui serait incomplet."""
    from contrat.depot.chargement import GUICHET, charger
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurUsage

    lu = charger(trouver_racine(Path.cwd(), racine), GUICHET)
    bareme = lu.dossier.droit
    if lu.diagnostics or bareme is None:
        _signaler(lu.diagnostics)
        typer.echo("Pas de verdict tant que les données du contrat portent des erreurs.", err=True)
        raise typer.Exit(1)
    if jour is not None and not bareme.couvre(jour):
        raise ErreurUsage(f"--date : aucun barème en vigueur au {jour}", f"périodes couvertes : {bareme.couverture}")
    return bareme


def _lire_jour(texte: str | None) -> date | None:
    from contrat.erreurs import ErreurUsage
    from contrat.modele.base import lire_jour

    if texte is None:
        return None
    try:
        return lire_jour(texte)
    except ValueError as erreur:
        contexte = getattr(erreur, "context", None) or {}
        raise ErreurUsage(f"--date : {erreur}", str(contexte.get("aide", ""))) from None


def _signaler(diagnostics: Iterable[Diagnostic]) -> None:
    from contrat.rendu.diagnostics import en_texte

    if texte := en_texte(diagnostics):
        typer.echo(texte, err=True)


def _juger(fiche: FicheLue, bareme: Bareme, jour: date | None, format_: Format) -> str | None:
    """La page d'un ménage, ou rien quand aucun barème ne couvre sa demande : la faute est alors signalée."""
    from contrat.calculs.eligibilite.changements import chercher
    from contrat.calculs.eligibilite.demande import formuler
    from contrat.calculs.eligibilite.moteur import HorsBareme, juger
    from contrat.calculs.eligibilite.plan import dresser
    from contrat.depot.fiche import diagnostiquer

    demande = jour or fiche.objet.projet.demande
    try:
        jugement = juger(formuler(fiche.objet, demande or date.today(), bareme.protocoles), bareme)
    except HorsBareme as erreur:
        place = fiche.lecture.valeurs.get(("projet", "demande")) or fiche.lecture.valeurs[("id",)]
        aide = erreur.aide if demande else f"dater la demande (projet › demande, ou --date) ; {erreur.aide}"
        _signaler([diagnostiquer(fiche, "M001", place, erreur.message, aide)])
        return None
    plan = dresser(jugement, bareme)
    changements = {r.aide.id: chercher(jugement, r, bareme) for r in jugement.aides}
    if format_ is Format.json:
        from contrat.rendu.eligibilite_json import en_json

        return en_json(jugement, plan, changements)
    from contrat.rendu.eligibilite_texte import en_texte

    return en_texte(jugement, plan, bareme.textes, changements)

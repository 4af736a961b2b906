"""La commande `contrat eligibilite` : le verdict motivé d'un ménage."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from datetime import date

    from contrat.calculs.eligibilite.moteur import Jugement
    from contrat.calculs.eligibilite.plan import PlanMenage
    from contrat.depot.fiche import FicheLue
    from contrat.modele.bareme import Bareme


class Format(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"
    md = "md"


def eligibilite(
    ctx: typer.Context,
    fichiers: Annotated[
        list[Path] | None, typer.Argument(metavar="FICHIER…", help="Fichiers de ménages à juger")
    ] = None,
    date_: Annotated[str | None, typer.Option("--date", metavar="JOUR", help="Jour de la demande, AAAA-MM-JJ")] = None,
    comparer: Annotated[
        tuple[str, str] | None, typer.Option("--comparer", metavar="JOUR JOUR", help="Deux jours à mettre côte à côte")
    ] = None,
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
    from contrat.cli.eligibilite_guichet import charger_droit, lire_jours, lire_menages
    from contrat.cli.eligibilite_lot import juger_lot, verifier_emploi
    from contrat.depot.racine import trouver_racine

    verifier_emploi(ctx, fichiers or [], lot, sortie)
    jours = lire_jours(date_, comparer)
    if lot is not None:
        raise typer.Exit(juger_lot(lot, sortie, jours[0] if jours else None, charger_droit(racine)))
    fiches = list(lire_menages(fichiers or []))
    bareme = charger_droit(racine, [fiche.objet for fiche in fiches], jours)
    base = trouver_racine(Path.cwd(), racine)
    pages = [_juger(fiche, bareme, jours, format_, base) if fiche.objet else None for fiche in fiches]
    separateur = "\n" if format_ is Format.texte else ""
    for rang, page in enumerate(page for page in pages if page is not None):
        typer.echo((separateur if rang else "") + page)
    raise typer.Exit(1 if None in pages else 0)


def _juger(fiche: FicheLue, bareme: Bareme, jours: list[date], format_: Format, racine: Path) -> str | None:
    """La page d'un ménage, ou rien quand aucun barème ne couvre sa demande : la faute est alors signalée."""
    from contrat.calculs.eligibilite.changements import chercher
    from contrat.cli.eligibilite_guichet import juger_au
    from contrat.rendu.eligibilite.menage_dossier import Dossier

    demandes: list[date | None] = [*jours] or [None]
    jugements = [juge for jour in demandes if (juge := juger_au(fiche, bareme, jour))]
    if len(jugements) == 2:
        return _comparer(jugements, bareme, format_)
    if not jugements:
        return None
    ((jugement, plan),) = jugements
    changements = {r.aide.id: chercher(jugement, r, bareme) for r in jugement.aides}
    dossier = Dossier(fiche.objet, jugement, plan, bareme, changements)
    if format_ is Format.json:
        from contrat.rendu.eligibilite.eligibilite_json import en_json

        return en_json(dossier)
    if format_ is Format.md:
        from contrat.rendu.eligibilite.menage_md import en_markdown

        return en_markdown(dossier, racine).rstrip("\n")
    from contrat.rendu.eligibilite.eligibilite_texte import en_texte

    return en_texte(dossier)


def _comparer(jugements: list[tuple[Jugement, PlanMenage]], bareme: Bareme, format_: Format) -> str:
    """Le même ménage sous le droit de deux jours."""
    from contrat.calculs.eligibilite.comparaison import comparer
    from contrat.rendu.eligibilite import eligibilite_comparaison

    comparaison = comparer(*jugements[0], *jugements[1])
    if format_ is Format.json:
        return eligibilite_comparaison.en_json(comparaison)
    return eligibilite_comparaison.en_texte(comparaison, bareme.textes)

"""La commande `contrat eligibilite` : le verdict motivé d'un ménage."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.eligibilite_guichet import avertir, charger_droit, juger_au, lire_jours, lire_menages
from contrat.cli.parametres import argument, option
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer

if TYPE_CHECKING:
    from datetime import date

    from contrat.calculs.eligibilite.moteur import Jugement
    from contrat.calculs.eligibilite.plan import PlanMenage
    from contrat.depot.fiche import FicheLue
    from contrat.modele.bareme import Bareme
    from contrat.rendu.document import Document

    Juge = tuple[Jugement, PlanMenage]


class Moteur(StrEnum):
    """Ce qui juge un lot ; tous rendent les mêmes octets."""

    python = "python"
    duckdb = "duckdb"
    spark = "spark"


def eligibilite(
    ctx: typer.Context,
    fichiers: Annotated[list[Path] | None, argument("FICHIER…", "Fichiers ou identifiants des ménages à juger")] = None,
    date_: Annotated[str | None, option("--date", "JOUR", "Jour de la demande, AAAA-MM-JJ")] = None,
    comparer: Annotated[
        tuple[str, str] | None, option("--comparer", "JOUR JOUR", "Deux jours à mettre côte à côte")
    ] = None,
    format_: OptionFormat = None,
    lot: Annotated[Path | None, option("--lot", "ENTREE", "CSV ou Parquet de ménages à juger d'un coup")] = None,
    moteur: Annotated[
        Moteur, option("--moteur", "python|duckdb|spark", "Avec --lot : duckdb ou spark juge de très longs lots")
    ] = Moteur.python,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Juger si des ménages ont droit aux aides, condition par condition."""
    from contrat.cli.eligibilite_lot import juger_lot, verifier_emploi
    from contrat.depot.racine import trouver_racine

    verifier_emploi(ctx, fichiers or [], lot, sortie)
    jours = lire_jours(date_, comparer)
    if lot is not None:
        raise typer.Exit(juger_lot(lot, sortie, jours[0] if jours else None, charger_droit(racine), moteur.value))
    fiches = list(lire_menages(fichiers or [], racine))
    bareme = charger_droit(racine, [fiche.objet for fiche in fiches], jours)
    juges = [_juger(fiche, bareme, jours) if fiche.objet else None for fiche in fiches]
    connus = [(fiche, juge) for fiche, juge in zip(fiches, juges, strict=True) if juge]
    est_fautif = avertir([fiche for fiche, _ in connus], bareme)
    if connus:
        document = _comparer(connus, bareme) if comparer else _documenter(connus, bareme)
        livrer(document, format_, sortie, trouver_racine(Path.cwd(), racine))
    raise typer.Exit(1 if None in juges or est_fautif else 0)


def _juger(fiche: FicheLue, bareme: Bareme, jours: list[date]) -> list[Juge] | None:
    """Les réponses d'un ménage, ou rien quand aucun barème ne couvre sa demande : la faute est alors signalée."""
    demandes: list[date | None] = [*jours] or [None]
    juges = [juge for jour in demandes if (juge := juger_au(fiche, bareme, jour))]
    return juges if len(juges) == len(demandes) else None


def _documenter(connus: list[tuple[FicheLue, list[Juge]]], bareme: Bareme) -> Document:
    """La réponse de chaque ménage, son plan et ce qui la changerait."""
    from contrat.calculs.eligibilite.dossier_menage import instruire
    from contrat.rendu.eligibilite.page import documenter_menages

    return documenter_menages([instruire(fiche.objet, *juges[0], bareme) for fiche, juges in connus])


def _comparer(connus: list[tuple[FicheLue, list[Juge]]], bareme: Bareme) -> Document:
    """Les mêmes ménages sous le droit de deux jours."""
    from contrat.calculs.eligibilite.comparaison import comparer
    from contrat.rendu.eligibilite.comparaison import documenter_comparaisons

    return documenter_comparaisons([comparer(*juges[0], *juges[1], bareme.textes) for _, juges in connus])

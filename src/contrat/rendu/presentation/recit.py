"""Un récit : des parties faites de phrases, chacune avec la source qui la dit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from contrat.calculs.presentation.presentation import ContratPresente
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Indicateur, Valeur
from contrat.rendu.mots.actions import GENRES, citer, dire_date, dire_nombre, dire_unite
from contrat.rendu.mots.phrases import mettre_majuscule, phrase
from contrat.rendu.page import Point


@dataclass(frozen=True)
class Fait:
    """Une phrase et sa source, vide quand la phrase est calculée ; le rang 1 détaille le rang 0 qui précède."""

    texte: str
    source: str = ""
    rang: int = 0


@dataclass(frozen=True)
class Volet:
    """Une partie du récit : ce qu'elle raconte, et les commandes qui en disent plus."""

    titre: str
    raconter: Callable[[ContratPresente], Iterable[Fait]]
    suites: tuple[str, ...]


def pointer(dossier: Dossier, faits: Iterable[Fait]) -> Iterator[Point]:
    """Les phrases telles qu'on les lit, chacune avec qui la dit."""
    return (Point(fait.texte + citer(dossier, fait.source), fait.rang) for fait in faits)


def raconter_indicateur(indicateur: Indicateur, rang: int = 0) -> Iterable[Fait]:
    """Un indicateur, ses valeurs de départ et visée, puis chaque valeur relevée avec sa source."""
    libelle = f"{mettre_majuscule(indicateur.libelle)} ({GENRES[indicateur.niveau]})"
    for nom, valeur in (("au départ", indicateur.base), ("visé", indicateur.cible)):
        if valeur is not None:
            yield Fait(f"{libelle}, {nom} : {dire_mesure(indicateur, valeur)}.", valeur.source, rang)
    for valeur in indicateur.valeurs:
        yield Fait(f"{libelle} : {dire_mesure(indicateur, valeur)}.", valeur.source, rang)
    if not indicateur.valeurs:
        yield Fait(f"{libelle} : aucune valeur relevée.", "", rang)
    if indicateur.mode_calcul:
        yield Fait(phrase(f"compté ainsi : {indicateur.mode_calcul}"), "", rang + 1)


def dire_mesure(indicateur: Indicateur, valeur: Valeur) -> str:
    """Une valeur, son unité, sa date et sa réserve."""
    environ = "environ " if valeur.approche else ""
    note = f" ; {valeur.note}" if valeur.note else ""
    combien = f"{environ}{dire_nombre(valeur.valeur)} {dire_unite(indicateur.unite, valeur.valeur)}"
    return f"{combien}, {dire_date(valeur)}{note}"

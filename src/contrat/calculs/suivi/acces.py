"""Tout ce qui est détenu sur un ménage, et tout ce que l'outil en déduit : la matière d'un droit d'accès."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from contrat.calculs.concordance.mesures_menages import jour_a_juger, juger_menage
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.suivi.conservation import dernier_jour, est_perime, situer, trouver_regle
from contrat.modele.bareme import Bareme, RegleConservation
from contrat.modele.base import Objet
from contrat.modele.evenement import EtapeMenage
from contrat.modele.menage import Menage
from contrat.modele.parcours import trouver_etape


class Donnee(NamedTuple):
    """Une donnée du fichier : où elle est, ce qu'elle veut dire, sa valeur."""

    champ: str
    description: str
    valeur: Any


@dataclass(frozen=True)
class Acces:
    """Ce qui est détenu sur un ménage, et ce qui en est déduit au jour de sa demande."""

    menage: Menage
    donnees: tuple[Donnee, ...]
    jour: date
    jugement: Jugement | None
    conservation: RegleConservation | None
    jusqu_au: date | None
    est_en_cours: bool
    est_fictif: bool
    est_perime: bool
    etape: EtapeMenage | None


def reunir(menage: Menage, bareme: Bareme, jour: date, est_fictif: bool) -> Acces:
    """Réunir les données d'un ménage et ce que l'outil en tire."""
    atteinte = trouver_etape(menage.etapes)
    juge_le = jour_a_juger(menage, jour)
    return Acces(
        menage=menage,
        donnees=tuple(_lister(menage, "")),
        jour=juge_le,
        jugement=juger_menage(menage, juge_le, bareme),
        conservation=trouver_regle(menage, bareme.regles),
        jusqu_au=dernier_jour(menage, bareme.regles),
        est_en_cours=situer(menage) == "en_cours",
        est_fictif=est_fictif,
        est_perime=est_perime(menage, bareme.regles, jour),
        etape=atteinte.etape if atteinte else None,
    )


def _lister(objet: Objet, prefixe: str) -> Iterator[Donnee]:
    """Les données écrites, dans l'ordre du modèle."""
    for nom, champ in type(objet).model_fields.items():
        valeur = getattr(objet, nom)
        ici = f"{prefixe}{nom}"
        if isinstance(valeur, Objet):
            yield from _lister(valeur, f"{ici} › ")
        elif isinstance(valeur, tuple):
            for rang, element in enumerate(valeur, 1):
                if isinstance(element, Objet):
                    yield from _lister(element, f"{ici} {rang} › ")
                else:
                    yield Donnee(f"{ici} {rang}", champ.description or "", element)
        elif valeur is not None:
            yield Donnee(ici, champ.description or "", valeur)

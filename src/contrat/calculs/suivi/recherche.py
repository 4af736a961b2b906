"""Retrouver un dossier par ce que l'on en sait sans identité : sa séance, ses personnes, sa commune, son étape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from contrat.calculs.eligibilite.demande import VISITE
from contrat.modele.menage import EtapeMenage, Menage


@dataclass(frozen=True)
class Criteres:
    """Ce que l'on sait du ménage cherché ; ce qui est absent n'écarte personne."""

    seance: date | None = None
    personnes: int | None = None
    communes: tuple[str, ...] = ()
    etape: str | None = None
    secteur: str | None = None


class Trouve(NamedTuple):
    """Un dossier qui répond aux critères, et de quoi le reconnaître."""

    id: str
    personnes: int | None
    commune: str | None
    secteur: str | None
    etape: EtapeMenage | None
    depuis: date | None
    visites: tuple[date, ...]


def chercher_menages(menages: Iterable[Menage], criteres: Criteres) -> tuple[Trouve, ...]:
    """Les dossiers qui répondent à tous les critères, le plus récemment touché d'abord."""
    trouves = [_resumer(menage) for menage in menages]
    retenus = [trouve for trouve in trouves if _repond(trouve, criteres)]
    return tuple(sorted(retenus, key=lambda t: (t.depuis or date.min, t.id), reverse=True))


def _resumer(menage: Menage) -> Trouve:
    dernier = menage.etapes[-1] if menage.etapes else None
    return Trouve(
        menage.id,
        menage.occupants.nombre,
        menage.logement.commune,
        menage.secteur,
        dernier.etape if dernier else None,
        dernier.date if dernier else None,
        tuple(e.date for e in menage.etapes if e.etape == VISITE),
    )


def _repond(trouve: Trouve, criteres: Criteres) -> bool:
    return (
        (criteres.seance is None or criteres.seance in trouve.visites)
        and (criteres.personnes is None or criteres.personnes == trouve.personnes)
        and (not criteres.communes or trouve.commune in criteres.communes)
        and (criteres.etape is None or criteres.etape == trouve.etape)
        and (criteres.secteur is None or criteres.secteur == trouve.secteur)
    )

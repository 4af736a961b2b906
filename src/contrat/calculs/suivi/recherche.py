"""Retrouver un dossier par ce que l'on en sait sans identité : sa séance, ses personnes, sa commune, son étape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from contrat.calculs.eligibilite.demande import VISITE
from contrat.calculs.suivi.conservation import dernier_contact
from contrat.modele.evenement import EtapeMenage
from contrat.modele.menage import Menage
from contrat.modele.parcours import trouver_etape


@dataclass(frozen=True)
class Criteres:
    """Ce que l'on sait du ménage cherché ; ce qui est absent n'écarte personne."""

    seance: date | None = None
    personnes: int | None = None
    communes: tuple[str, ...] = ()
    etape: EtapeMenage | None = None
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
    recents = sorted(menages, key=lambda m: (dernier_contact(m) or date.min, m.id), reverse=True)
    return tuple(trouve for menage in recents if _repond(trouve := _resumer(menage), criteres))


def compter_muets(menages: Iterable[Menage], criteres: Criteres) -> int:
    """Combien de dossiers ne disent pas tout ce que l'on cherche, et répondent au reste."""
    resumes = map(_resumer, menages)
    return sum(not _repond(t, criteres) and _repond(_supposer(t, criteres), criteres) for t in resumes)


def _supposer(trouve: Trouve, criteres: Criteres) -> Trouve:
    """Le même dossier, si ce qu'il ne dit pas était ce que l'on cherche."""
    return trouve._replace(
        personnes=criteres.personnes if trouve.personnes is None else trouve.personnes,
        commune=trouve.commune or next(iter(criteres.communes), None),
        secteur=trouve.secteur or criteres.secteur,
        etape=trouve.etape or criteres.etape,
    )


def _resumer(menage: Menage) -> Trouve:
    atteinte = trouver_etape(menage.etapes)
    return Trouve(
        menage.id,
        menage.occupants.nombre,
        menage.logement.commune,
        menage.secteur,
        atteinte.etape if atteinte else None,
        atteinte.date if atteinte else None,
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

"""Ce qui s'est fait d'un jour à l'autre : étapes franchies, contacts, montants notifiés, sans rien recalculer.

Chaque étape est datée : elle compte dans une seule période, et les trimestres s'additionnent en l'année.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.suivi.suivi import ETAPES, SENS, Duree, Suivi
from contrat.modele.evenement import REFUS, EtapeMenage, Evenement, SensMontant


@dataclass(frozen=True)
class PeriodeSuivie:
    """Les faits d'une période ; `montants` : par financeur et par sens, en euros ; `mois` : étapes par mois.

    `categories` : de ressources, des contactés, « a_verifier » quand plusieurs sont possibles ; `durees` : des passages
    que la période a vus se faire ; `annulees` : les étapes de la période qui ont été annulées, et ne comptent pas.
    """

    du: date
    au: date
    etapes: Mapping[EtapeMenage, int]
    mois: Mapping[str, int]
    natures: Mapping[str, int]
    origines: Mapping[str, int]
    categories: Mapping[str, int]
    abandons: Mapping[str, int]
    refus: Mapping[str, int]
    durees: tuple[Duree, ...]
    annulees: int
    montants: Mapping[str, Mapping[SensMontant, Decimal]]


def suivre_periode(suivi: Suivi, du: date) -> PeriodeSuivie:
    """Les étapes franchies de ce jour à celui du suivi compris, et ce que les notifications écrivent."""
    faits = [(m, e) for m in suivi.menages for e in m.evenements if du <= e.date]
    contactes = [m for m, e in faits if e.etape == "contacte"]
    etapes = Counter(e.etape for _, e in faits)
    return PeriodeSuivie(
        du=du,
        au=suivi.au,
        etapes={etape: etapes[etape] for etape in ETAPES if etapes[etape]},
        mois=dict(sorted(Counter(f"{e.date:%Y-%m}" for _, e in faits).items())),
        natures=Counter(m.menage.projet.nature or "" for m in contactes),
        origines=Counter(m.menage.origine or "" for m in contactes),
        categories=Counter(m.categorie for m in contactes),
        abandons=Counter(e.motif or "" for _, e in faits if e.etape == "abandon"),
        refus=Counter(e.refus or "" for _, e in faits if e.etape in REFUS),
        durees=tuple(suivi.durees(du)),
        annulees=sum(du <= e.date <= suivi.au for m in suivi.menages for e in m.menage.evenements if e.annule_le),
        montants=_sommer(e for _, e in faits),
    )


def _sommer(evenements: Iterable[Evenement]) -> dict[str, dict[SensMontant, Decimal]]:
    sommes: dict[str, dict[SensMontant, Decimal]] = {}
    for evenement in evenements:
        if (sens := SENS.get(evenement.etape)) is not None:
            for notifie in evenement.montants:
                siennes = sommes.setdefault(notifie.financeur, {})
                siennes[sens] = siennes.get(sens, Decimal(0)) + notifie.montant
    return dict(sorted(sommes.items()))

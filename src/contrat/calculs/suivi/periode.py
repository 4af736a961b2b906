"""Ce qui s'est fait d'un jour à l'autre : étapes franchies, contacts, montants notifiés, sans rien recalculer.

Chaque étape est datée : elle compte dans une seule période, et les trimestres s'additionnent en l'année.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from contrat.calculs.suivi.suivi import ETAPES
from contrat.modele.menage import EtapeMenage, Evenement, Menage, SensMontant

# Ce qu'un montant écrit à une étape veut dire ; à une autre étape, il n'est pas compté.
SENS: Mapping[EtapeMenage, SensMontant] = {
    "dossier_depose": "demande", "accorde": "accorde", "acompte": "paye", "solde_paye": "paye",
}  # fmt: skip


@dataclass(frozen=True)
class PeriodeSuivie:
    """Les faits d'une période ; `montants` : par financeur et par sens, en euros ; `mois` : étapes par mois."""

    du: date
    au: date
    etapes: Mapping[EtapeMenage, int]
    mois: Mapping[str, int]
    natures: Mapping[str, int]
    origines: Mapping[str, int]
    abandons: Mapping[str, int]
    montants: Mapping[str, Mapping[SensMontant, Decimal]] = field(default_factory=dict)


def suivre_periode(menages: Iterable[Menage], du: date, au: date) -> PeriodeSuivie:
    """Les étapes franchies du premier au dernier jour compris, et ce que les notifications écrivent."""
    faits = [(menage, e) for menage in menages for e in menage.evenements if du <= e.date <= au]
    contactes = [menage for menage, e in faits if e.etape == "contacte"]
    etapes = Counter(e.etape for _, e in faits)
    return PeriodeSuivie(
        du=du,
        au=au,
        etapes={etape: etapes[etape] for etape in ETAPES if etapes[etape]},
        mois=dict(sorted(Counter(f"{e.date:%Y-%m}" for _, e in faits).items())),
        natures=Counter(menage.projet.nature or "" for menage in contactes),
        origines=Counter(menage.origine or "" for menage in contactes),
        abandons=Counter(e.motif or "" for _, e in faits if e.etape == "abandon"),
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

"""Le bilan d'une séance de la permanence : qui a été reçu, ce que le droit répond, ce qui a bougé depuis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.sommes import sommer_connus
from contrat.calculs.suivi.secret import arreter
from contrat.calculs.suivi.suivi import MenageSuivi, Suivi, suivre
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import EtapeMenage

RECU: EtapeMenage = "recu_en_permanence"
# Les étapes qu'un compte rendu cite, quand elles ont été franchies depuis la séance précédente.
MOUVEMENTS: tuple[EtapeMenage, ...] = (
    "contacte", "rendez_vous", "visite_programmee", "diagnostic_effectue", "plan_remis", "dossier_depose", "accorde",
    "travaux_commences", "travaux_acheves", "solde_paye", "abandon",
)  # fmt: skip
SILENCE = 60


@dataclass(frozen=True)
class Bilan:
    """Une séance : les ménages reçus, les mouvements depuis la précédente, tous les dossiers ce jour-là."""

    jour: date
    precedente: date | None
    recus: tuple[MenageSuivi, ...]
    mouvements: Mapping[EtapeMenage, int]
    suivi: Suivi
    dossier: Dossier

    @cached_property
    def cumul(self) -> Suivi:
        """Tous les dossiers au dernier arrêté, le seul cumul qui se publie."""
        return suivre(self.dossier, self.dossier.droit, arreter(self.jour), SILENCE)

    @property
    def nouveaux(self) -> int:
        """Ceux qui n'avaient jamais été reçus."""
        return sum(not any(e.etape == RECU and e.date < self.jour for e in m.evenements) for m in self.recus)

    @property
    def sur_rendez_vous(self) -> int:
        """Ceux qui avaient pris rendez-vous."""
        return sum(m.a_franchi(("rendez_vous",)) for m in self.recus)

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """Combien de reçus pour chaque réponse ; celui qu'aucun barème ne couvre n'y est pas."""
        nombres = Counter(m.verdict for m in self.recus)
        return {verdict: nombres[verdict] for verdict in Verdict if nombres[verdict]}

    @property
    def origines(self) -> Mapping[str, int]:
        """D'où viennent les reçus ; un mot vide n'a pas été dit."""
        return dict(Counter(m.menage.origine or "" for m in self.recus).most_common())

    @property
    def travaux(self) -> Decimal:
        """Les travaux envisagés par les reçus dont le montant est connu, en euros TTC."""
        return sommer_connus(m.menage.projet.travaux_ttc for m in self.recus)


def lister_seances(dossier: Dossier) -> frozenset[date]:
    """Les jours où des ménages ont été reçus."""
    return frozenset(e.date for m in dossier.menages.values() for e in m.etapes if e.etape == RECU)


def dresser_bilan(dossier: Dossier, jour: date) -> Bilan:
    """Le bilan d'une séance, d'après les étapes franchies jusqu'à ce jour."""
    suivi = suivre(dossier, dossier.droit, jour, SILENCE)
    precedente = max((s for s in lister_seances(dossier) if s < jour), default=None)
    recus = tuple(m for m in suivi.menages if any(e.etape == RECU and e.date == jour for e in m.evenements))
    depuis = precedente or date.min
    nombres = Counter(e.etape for m in suivi.menages for e in m.evenements if depuis < e.date <= jour)
    mouvements = {etape: nombres[etape] for etape in MOUVEMENTS if nombres[etape]}
    return Bilan(jour, precedente, recus, mouvements, suivi, dossier)

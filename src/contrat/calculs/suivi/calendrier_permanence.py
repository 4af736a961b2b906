"""Le calendrier de la permanence : les séances prévues, celles qu'un dossier montre tenues, les autres."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from contrat.calculs.suivi.seance_permanence import lister_seances
from contrat.modele.cadre import CalendrierPermanence, JourDeLaSemaine
from contrat.modele.dossier import Dossier

JOURS: tuple[JourDeLaSemaine, ...] = get_args(JourDeLaSemaine)
_SEMAINE = 7


@dataclass(frozen=True)
class PermanenceSuivie:
    """Les séances prévues et celles où un ménage a été reçu, à un jour ; sans calendrier, rien n'est prévu."""

    dossier: Dossier
    jour: date
    calendrier: CalendrierPermanence | None
    prevues: tuple[date, ...]
    tenues: tuple[date, ...]

    @property
    def toutes(self) -> list[date]:
        """Toutes les séances, dans l'ordre."""
        return sorted({*self.prevues, *self.tenues})

    @property
    def sans_trace(self) -> list[date]:
        """Les séances prévues et passées où aucun dossier ne dit un ménage reçu : tenues ou non, rien ne le dit."""
        return [seance for seance in self.prevues if seance <= self.jour and seance not in self.tenues]

    @property
    def a_venir(self) -> list[date]:
        """Les séances prévues après ce jour."""
        return [seance for seance in self.prevues if seance > self.jour]

    @property
    def hors_calendrier(self) -> list[date]:
        """Les séances tenues qui n'étaient pas prévues."""
        return [seance for seance in self.tenues if self.calendrier and seance not in self.prevues]


def suivre_permanence(dossier: Dossier, jour: date) -> PermanenceSuivie:
    """Rapprocher le calendrier du contrat des jours où des ménages ont été reçus."""
    calendrier = dossier.contrat.permanence.calendrier
    prevues = lister_prevues(calendrier) if calendrier else ()
    tenues = tuple(sorted(seance for seance in lister_seances(dossier) if seance <= jour))
    return PermanenceSuivie(dossier, jour, calendrier, prevues, tenues)


def lister_prevues(calendrier: CalendrierPermanence) -> tuple[date, ...]:
    """Les jours prévus, dans l'ordre."""
    duree = (calendrier.au - calendrier.du).days + 1
    jours = (calendrier.du + timedelta(days=rang) for rang in range(duree))
    voulu = JOURS.index(calendrier.jour)
    return tuple(j for j in jours if j.weekday() == voulu and (j.day - 1) // _SEMAINE + 1 in calendrier.rangs)

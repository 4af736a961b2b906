"""Ce qui est en retard à une date donnée : cela se calcule, cela ne se saisit pas.

Une date incomplète joue en faveur de l'action : ce qui est fait l'est dès son premier jour, ce qui est attendu l'est
jusqu'à son dernier. Le jour même de l'échéance, rien n'est en retard ; le lendemain, si.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from contrat.calculs.moments import dernier_jour, premier_jour
from contrat.modele.action import Action, Etape, Statut
from contrat.modele.suivi import Jalon

STATUTS_FINIS: frozenset[Statut] = frozenset({"realisee", "abandonnee", "transferee"})


@dataclass(frozen=True)
class Retard:
    """Ce qui est dépassé ; `fin` vaut `None` quand seuls des jalons le sont."""

    fin: str | None
    jalons: tuple[Jalon, ...]

    def __bool__(self) -> bool:
        """Vrai quand quelque chose est en retard."""
        return self.fin is not None or bool(self.jalons)


def etapes_au(action: Action, jour: date) -> list[Etape]:
    """Les étapes franchies à cette date, dans l'ordre."""
    return list(takewhile(lambda etape: premier_jour(etape.date) <= jour, action.historique))


def statut_du_jour(action: Action, jour: date) -> Statut | None:
    """Le statut à cette date ; `None` avant la première étape."""
    etapes = etapes_au(action, jour)
    return etapes[-1].statut if etapes else None


def statut_est_sur(action: Action, jour: date) -> bool:
    """Faux quand la dernière étape n'est datée que d'une année ou d'un mois qui n'était pas fini ce jour-là."""
    etapes = etapes_au(action, jour)
    return not etapes or dernier_jour(etapes[-1].date) <= jour


def fin_attendue(action: Action, etapes: Sequence[Etape]) -> str | None:
    """L'échéance du dernier report parmi ces étapes, sinon la fin du calendrier."""
    reports = [etape.echeance for etape in etapes if etape.echeance is not None]
    return reports[-1] if reports else action.calendrier.fin


def mesurer_retard(action: Action, jour: date) -> Retard:
    """La fin et les jalons dépassés à cette date ; une action finie n'est jamais en retard."""
    etapes = etapes_au(action, jour)
    if etapes and etapes[-1].statut in STATUTS_FINIS:
        return Retard(None, ())
    fin = fin_attendue(action, etapes)
    est_depassee = fin is not None and dernier_jour(fin) < jour
    return Retard(fin if est_depassee else None, tuple(j for j in action.calendrier.jalons if _est_en_retard(j, jour)))


def _est_en_retard(jalon: Jalon, jour: date) -> bool:
    if jalon.prevu is None or dernier_jour(jalon.prevu) >= jour:
        return False
    return jalon.fait is None or premier_jour(jalon.fait) > jour

"""Les séances que le contrat connaît : celles qui ont un fichier, et celles qu'un acte, une étape ou un jalon nomme."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from contrat.calculs.moments import coincide
from contrat.modele.base import lire_moment
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance

_DATEE = re.compile(r"(.+)-(\d{4}(?:-\d\d){0,2})")


@dataclass(frozen=True)
class SeanceConnue:
    """Une séance d'une instance, à une date plus ou moins connue ; `seance` quand elle a son fichier.

    `est_prevue` : un jalon l'annonce, et rien ne dit qu'elle s'est tenue.
    """

    id: str
    instance: str
    date: str
    seance: Seance | None = None
    est_prevue: bool = False


def lister_seances_connues(dossier: Dossier) -> list[SeanceConnue]:
    """Les séances qui ont un fichier, un acte, une étape ou un jalon, dans l'ordre des dates."""
    connues = [SeanceConnue(s.id, s.instance, s.date, s) for s in dossier.seances.values()]
    actes = {(d.instance, d.date) for d in dossier.contrat.deliberations}
    actes |= {(e.instance, e.date) for a in dossier.actions.values() for e in a.historique if e.instance is not None}
    jalons = [(j.instance, j) for j in dossier.contrat.jalons if j.instance is not None]
    actes |= {(instance, j.fait) for instance, j in jalons if j.fait}
    prevues = {(instance, j.prevu) for instance, j in jalons if j.prevu and not j.fait}
    for instance, date in [*sorted(actes), *sorted(prevues)]:
        if not any(c.instance == instance and coincide(c.date, date) for c in connues):
            est_prevue = (instance, date) not in actes
            connues.append(SeanceConnue(f"{instance}-{date}", instance, date, est_prevue=est_prevue))
    return sorted(connues, key=lambda connue: (connue.date, connue.id))


def trouver_seance(dossier: Dossier, identifiant: str) -> SeanceConnue | None:
    """La séance que nomme un identifiant : celui d'un fichier, ou une instance du contrat et une date."""
    for connue in lister_seances_connues(dossier):
        if connue.id == identifiant:
            return connue
    datee = _DATEE.fullmatch(identifiant)
    if datee is None or datee[1] not in {instance.id for instance in dossier.contrat.gouvernance}:
        return None
    if not _est_du_calendrier(datee[2]):
        return None
    memes = [s for s in dossier.seances.values() if s.instance == datee[1] and coincide(s.date, datee[2])]
    return SeanceConnue(identifiant, datee[1], datee[2], memes[0] if len(memes) == 1 else None)


def _est_du_calendrier(moment: str) -> bool:
    """Vrai d'un jour, d'un mois ou d'une année qui existent."""
    try:
        lire_moment(moment)
    except PydanticCustomError:
        return False
    return True

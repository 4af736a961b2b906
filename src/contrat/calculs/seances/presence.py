"""Qui manque à une séance : les collèges de son instance dont personne n'est venu."""

from __future__ import annotations

from contrat.modele.contrat import College
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance


def colleges_absents(dossier: Dossier, seance: Seance) -> tuple[College, ...]:
    """Les collèges de l'instance qui ne sont pas là ; aucun quand la séance ne dit pas qui l'était."""
    presents = {presence.college for presence in seance.colleges}
    attendus = [
        c for x in dossier.contrats.values() for i in x.gouvernance if i.id == seance.instance for c in i.colleges
    ]
    return tuple(college for college in attendus if presents and college not in presents)

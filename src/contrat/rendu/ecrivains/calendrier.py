"""Un calendrier (iCalendar, RFC 5545) : un jour entier par échéance, qu'un agenda importe ou met à jour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple


class Jour(NamedTuple):
    """Un jour de calendrier, ce qui s'y passe, et le jour où cela a été écrit."""

    jour: date
    titre: str
    ecrit_le: date


def en_calendrier(jours: Iterable[Jour]) -> bytes:
    """Le calendrier de ces jours ; le même jour et le même titre gardent leur identifiant d'un export à l'autre."""
    from hashlib import sha256

    from icalendar import Calendar, Event

    calendrier = Calendar()
    calendrier.add("prodid", "-//contrat//agenda//FR")
    calendrier.add("version", "2.0")
    for jour in jours:
        evenement = Event()
        empreinte = sha256(f"{jour.jour} {jour.titre}".encode()).hexdigest()[:24]
        evenement.add("uid", f"{empreinte}@contrat")
        evenement.add("dtstamp", datetime.combine(jour.ecrit_le, time(), UTC))
        evenement.add("dtstart", jour.jour)
        evenement.add("dtend", jour.jour + timedelta(days=1))
        evenement.add("summary", jour.titre)
        calendrier.add_component(evenement)
    ecrit: bytes = calendrier.to_ical()
    return ecrit

"""Ce qui est en vigueur un jour donné : plafonds, règles communes, aides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme, RegleCumul, RegleRevenu, TablePlafonds
from contrat.modele.fondement import Zone, est_en_vigueur

ZONES: tuple[Zone, ...] = ("autres_regions", "ile_de_france")


class BaremeDuJour(NamedTuple):
    """Le droit d'un jour ; une règle absente est une règle que l'outil ne connaît pas."""

    jour: date
    tables: tuple[TablePlafonds, ...]
    revenus: RegleRevenu | None
    cumul: RegleCumul | None
    aides: tuple[tuple[Aide, VersionAide], ...]


def extraire(bareme: Bareme, jour: date) -> BaremeDuJour | None:
    """Le droit de ce jour, ou rien quand aucun plafond n'y est connu."""
    tables = tuple(table for zone in ZONES if (table := bareme.table_au(zone, jour)))
    if not tables:
        return None
    return BaremeDuJour(
        jour=jour,
        tables=tables,
        revenus=next((r for r in bareme.regles.revenus if est_en_vigueur(r, jour)), None),
        cumul=next((r for r in bareme.regles.cumul if est_en_vigueur(r, jour)), None),
        aides=tuple(bareme.aides_au(jour)),
    )


def couvrir(bareme: Bareme) -> list[tuple[date, date | None]]:
    """Les périodes, sans trou, pour lesquelles des plafonds sont connus ; `None` : sans fin."""
    periodes: list[tuple[date, date | None]] = []
    for table in sorted(bareme.tables, key=lambda t: t.du):
        debut, fin = periodes[-1] if periodes else (table.du, date.min)
        if fin is None:
            break
        if periodes and table.du <= fin + timedelta(days=1):
            periodes[-1] = (debut, None if table.au is None else max(fin, table.au))
        else:
            periodes.append((table.du, table.au))
    return periodes

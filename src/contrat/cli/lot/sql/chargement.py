"""Charger un bloc dans la base : ses lignes en nombres."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from contrat.cli.lot.sql.base import BaseSql, DisqueRefuse, LectureRefusee
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.lignes import LignesSql
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Lot

# Ce qu'il faut lire du premier bloc pour apprendre les textes courants.
_OCTETS_APPRIS = 1 << 19
# Combien de blocs sont dans la base à la fois : l'un se charge, un autre se revoit, un autre se juge.
_TABLES = 3


class BlocCharge(NamedTuple):
    """Un bloc dans la base : la table de ses lignes, et leurs nombres ; sans `source`, la base n'a pas pu le lire.

    Ses id revus, `repetees` : les rangs des lignes dont l'id est déjà celui d'une ligne plus haut ; `a_revoir` : avec
    elles, ceux des lignes dont l'id désigne peut-être quelqu'un.
    """

    bloc: Bloc
    table: str
    source: str | None
    repetees: frozenset[int] = frozenset()
    a_revoir: frozenset[int] = frozenset()


class Chargeur:
    """Charge les blocs d'un lot, dans l'ordre, dans des tables qui se relaient."""

    def __init__(self, base: BaseSql, lot: Lot, cases: CasesEnNombres, dossier: Path) -> None:
        self._base, self._lu = base, dossier / "bloc.csv"
        self._lignes = LignesSql(base, lot.colonnes, lot.separateur, cases)
        self._charges = 0

    def charger(self, bloc: Bloc) -> BlocCharge:
        """Charger un bloc, une fois le précédent chargé et jugé celui dont il prend la table."""
        if self._charges == 0:
            self._lignes.retenir(bloc.echantillonner(_OCTETS_APPRIS))
        table = f"lignes_{self._charges % _TABLES}"
        self._charges += 1
        est_lu = self._lire(bloc, table)
        return BlocCharge(bloc, table, self._lignes.composer_source(table) if est_lu else None)

    def _lire(self, bloc: Bloc, table: str) -> bool:
        """Lire un bloc dans la base ; faux quand elle n'y parvient pas, même une fois le bloc découpé."""
        for _ in range(2):
            self._ecrire(bloc)
            try:
                self._lignes.charger(self._lu, table, bloc.nombre)
            except LectureRefusee:
                bloc.decouper()
            else:
                return True
        self._base.executer(f"CREATE OR REPLACE TABLE {table} (id VARCHAR, est_saine BOOLEAN)")
        return False

    def _ecrire(self, bloc: Bloc) -> None:
        try:
            bloc.ecrire(self._lu)
        except OSError as erreur:
            raise DisqueRefuse from erreur

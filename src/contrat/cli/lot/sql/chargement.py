"""Charger un bloc dans la base : ses lignes en nombres, ses id comparés à ceux d'avant, ce qui y est à revoir."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from contrat.cli.lot.sql.base import BaseSql, DisqueRefuse, LectureRefusee
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.identifiants import chercher_repetes
from contrat.cli.lot.sql.lignes import LignesSql
from contrat.controles.ecriture import OPAQUE, examiner_identifiant
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Identifiants, Lot

# Ce qu'il faut lire du premier bloc pour apprendre les textes courants.
_OCTETS_APPRIS = 1 << 19


class BlocCharge(NamedTuple):
    """Un bloc dans la base : la table de ses lignes, et leurs nombres ; sans `source`, la base n'a pas pu le lire.

    `repetees` : les rangs des lignes dont l'id est déjà celui d'une ligne plus haut ; `a_revoir` : avec elles, ceux des
    lignes dont l'id désigne peut-être quelqu'un.
    """

    bloc: Bloc
    table: str
    source: str | None
    repetees: frozenset[int]
    a_revoir: frozenset[int]


class Chargeur:
    """Charge les blocs d'un lot, dans l'ordre ; deux tables se relaient : l'un se juge quand l'autre se charge."""

    def __init__(self, base: BaseSql, lot: Lot, cases: CasesEnNombres, dossier: Path) -> None:
        self._base, self._lu = base, dossier / "bloc.csv"
        self._lignes = LignesSql(base, lot.colonnes, lot.separateur, cases)
        self._vus = Identifiants()
        self._charges = 0

    def charger(self, bloc: Bloc) -> BlocCharge:
        """Charger un bloc, une fois le précédent chargé et celui d'avant jugé."""
        if self._charges == 0:
            self._lignes.retenir(bloc.echantillonner(_OCTETS_APPRIS))
        table = f"lignes_{self._charges % 2}"
        self._charges += 1
        est_lu = self._lire(bloc, table)
        a_part = bloc.reservees if est_lu else range(bloc.nombre)
        repetees = chercher_repetes(self._base, table, self._vus, _nommer(bloc, a_part))
        a_revoir = repetees | self._chercher_identites(table)
        if a_revoir:
            choix = "rowid IN (SELECT unnest($1::BIGINT[]))"
            self._base.executer(f"UPDATE {table} SET est_saine = false WHERE {choix}", list(a_revoir))
        source = self._lignes.composer_source(table) if est_lu else None
        return BlocCharge(bloc, table, source, frozenset(repetees), frozenset(a_revoir))

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

    def _chercher_identites(self, table: str) -> set[int]:
        """Les rangs des lignes dont l'id désigne peut-être quelqu'un."""
        lus = self._base.lister(f"SELECT rowid, id FROM {table} WHERE NOT regexp_full_match(id, '{OPAQUE.pattern}')")
        return {rang for rang, identifiant in lus if examiner_identifiant(identifiant.strip(), "id")}


def _nommer(bloc: Bloc, rangs: Iterable[int]) -> Iterator[tuple[int, str]]:
    for rang in rangs:
        if not bloc.est_vide(rang) and (ligne := bloc.donner(rang)).est_entiere:
            yield rang, ligne.identifiant

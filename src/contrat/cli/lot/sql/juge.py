"""Juger un bloc chargé, époque par époque."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.chargement import BlocCharge
from contrat.cli.lot.sql.cles import ClesDesReponses
from contrat.cli.lot.sql.epoque import OUVERTE, EpoqueSql, lire_numero
from contrat.depot.lot import Lot

# Moins de lignes d'une époque ne valent pas une requête, qui se prépare en autant de temps pour dix que pour dix mille.
LIGNES_PAR_EPOQUE = 1 << 13


class BlocCalcule(NamedTuple):
    """Un bloc jugé : la table, ligne par ligne, des id et des clés des ménages dont toutes les aides sont fermées.

    `ouvertes` : époque par époque, la table des autres.
    """

    charge: BlocCharge
    table: str
    ouvertes: Mapping[str, EpoqueSql]


class JugeSql:
    """Juge les blocs d'un lot ; `au_moins` : les lignes d'une même époque qui valent une requête."""

    def __init__(
        self,
        lecteur: Lecteur,
        lot: Lot,
        jour: date | None,
        base: BaseSql,
        cases: CasesEnNombres,
        au_moins: int = LIGNES_PAR_EPOQUE,
    ) -> None:
        self._lecteur, self._base, self._au_moins, self._colonnes = lecteur, base, au_moins, lot.colonnes
        self._jour = None if jour is None else coder("date", jour)
        self._cases = cases
        self._epoques: dict[int, EpoqueSql | None] = {}
        self._composeurs: dict[int, Callable[[int], list[str]]] = {}
        self._juges = 0

    def juger_tous(self, charges: Iterator[BlocCharge]) -> Iterator[BlocCalcule]:
        """Juger des blocs à mesure qu'ils se chargent ; le droit d'un seul jour se compile pendant le premier."""
        if self._jour is not None:
            self._epoques[0] = self._ouvrir(0, self._jour)
        yield from map(self.juger, charges)

    def juger(self, charge: BlocCharge) -> BlocCalcule:
        """Juger les lignes d'un bloc chargé, dont la table se libère ; celles que la base laisse n'ont rien."""
        table = f"closes_{self._juges % 2}"
        ouvertes: dict[str, EpoqueSql] = {}
        self._juges += 1
        self._base.executer("CREATE OR REPLACE TABLE jugees (rang BIGINT, cle BIGINT)")
        for epoque, source in self._ouvrir_epoques(charge.source, charge.bloc.nombre) if charge.source else ():
            detaillees = f"detaillees_{self._juges % 2}_{epoque.numero}"
            epoque.juger(source, detaillees)
            ouvertes[detaillees] = epoque
        lignes = f"{charge.table} l LEFT JOIN jugees ON jugees.rang = l.rowid"
        lues = f"SELECT l.id, nullif(cle, {OUVERTE}) AS cle FROM {lignes} ORDER BY l.rowid"
        self._base.executer(f"CREATE OR REPLACE TABLE {table} AS {lues}")
        self._base.executer(f"DROP TABLE {charge.table}")
        return BlocCalcule(charge, table, ouvertes)

    def composer(self, cle: int) -> list[str]:
        """Le texte d'un ménage dont toutes les aides sont fermées, coupé là où l'identifiant s'écrit."""
        return self._composeurs[lire_numero(cle)](cle)

    def _ouvrir_epoques(self, source: str, nombre: int) -> Iterator[tuple[EpoqueSql, str]]:
        """Les époques que le bloc, d'autant de lignes, a en assez grand nombre, et leurs lignes."""
        presentes: list[tuple[Any, ...]] = []
        if self._jour is not None:
            presentes = [(0, self._jour)] if nombre >= self._au_moins else []
        elif "date" in self._colonnes:
            jours = f"SELECT epoque, min(date) FROM {source} WHERE est_saine AND epoque IS NOT NULL"
            presentes = self._base.lister(f"{jours} GROUP BY 1 HAVING count(*) >= {self._au_moins}")
        for numero, jour in presentes:
            if numero not in self._epoques:
                self._epoques[numero] = self._ouvrir(numero, jour)
            epoque = self._epoques[numero]
            if epoque is not None:
                self._composeurs[numero] = epoque.composer
                filtre = "" if self._jour is not None else f" AND epoque = {numero}"
                yield epoque, f"(SELECT * FROM {source} WHERE est_saine{filtre})"

    def _ouvrir(self, numero: int, jour: int) -> EpoqueSql | None:
        """Le droit d'une époque, s'il se compile."""
        try:
            epoque = self._lecteur.ouvrir(jour)
            cles = ClesDesReponses(epoque.programme, epoque.reponses, self._colonnes, self._cases.confusions)
            return EpoqueSql(self._base, numero, epoque.programme, epoque.reponses, cles)
        except (LigneDouteuse, HorsCompilation):
            return None

"""La base où un lot est jugé."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

_MEMOIRE = "150MB"
# Pour remplir sur plusieurs fils une table de beaucoup de colonnes, la base veut pouvoir réserver quatre mébioctets par
# colonne et par fil ; elle n'emploie que ce que la table occupe.
_MEMOIRE_POUR_LIRE = "2GB"

# Combien de lignes se lisent à la fois : un seul signe rare double la place de tout le texte qu'elles font.
_LUES = 1 << 8
# Combien d'instructions se gardent lues : les plus longues se lisent en presque autant de temps qu'elles se font.
_INSTRUCTIONS = 1 << 4


class MemoireDepassee(Exception):
    """La base a besoin de plus de mémoire qu'il ne lui en est admis."""


class DisqueRefuse(Exception):
    """La base ne peut plus écrire ou lire dans son dossier provisoire."""


class LectureRefusee(Exception):
    """La base ne lit pas ce texte comme un tableau simple."""


class BaseSql:
    """Une base DuckDB en mémoire, dont ce qui déborde va dans `dossier`."""

    def __init__(self, dossier: Path, fils: int) -> None:
        import duckdb

        reglages: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMOIRE,
            "threads": fils,
            "temp_directory": str(dossier),
            # Ce que la base libère revient au système par petites parts, sans quoi elle en garde beaucoup.
            "allocator_bulk_deallocation_flush_threshold": "4MB",
            # Le rang d'une ligne est sa place dans la table où elle est lue.
            "preserve_insertion_order": True,
            # L'ordre des jointures est celui où elles sont écrites, et les étapes sont déjà calculées une seule fois :
            # chercher mieux durerait plus que les faire.
            "disabled_optimizers": "join_order,build_side_probe_side,common_subexpressions,statistics_propagation",
        }
        self.a_plusieurs_fils = fils > 1
        self._connexion = duckdb.connect(":memory:", config=reglages)
        self._trop, self._refus = duckdb.OutOfMemoryException, duckdb.InvalidInputException
        self._disque = duckdb.IOException
        self._comprendre = self._retenir_instructions()

    def _retenir_instructions(self) -> Callable[[str], Any]:
        """De quoi lire une instruction une fois, pour l'exécuter de bloc en bloc."""
        return lru_cache(_INSTRUCTIONS)(self._connexion.extract_statements)

    def doubler(self) -> BaseSql:
        """La même base, à qui l'on demande autre chose en même temps."""
        autre = copy(self)
        autre._connexion = self._connexion.cursor()
        autre._comprendre = autre._retenir_instructions()
        return autre

    def lister(self, sql: str, *valeurs: Any) -> list[tuple[Any, ...]]:
        """Les lignes que rend une requête."""
        lignes: list[tuple[Any, ...]] = self.executer(sql, *valeurs).fetchall()
        return lignes

    def parcourir(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        """Les lignes que rend une requête, peu à peu ; rien d'autre ne se demande avant la dernière."""
        resultat = self.executer(sql)
        while lignes := resultat.fetchmany(_LUES):
            yield lignes

    def executer(self, sql: str, *valeurs: Any) -> Any:
        """Exécuter une instruction.

        Lève `MemoireDepassee`, `DisqueRefuse`, ou `LectureRefusee` pour un fichier mal formé.
        """
        try:
            (instruction,) = self._comprendre(sql)
            return self._connexion.execute(instruction, list(valeurs))
        except self._trop:
            raise MemoireDepassee from None
        except self._disque:
            raise DisqueRefuse from None
        except self._refus:
            raise LectureRefusee from None

    def lire(self, table: str, sql: str) -> None:
        """Faire une table de tout ce que lit une requête."""
        if self.a_plusieurs_fils:
            self.executer(f"SET memory_limit = '{_MEMOIRE_POUR_LIRE}'")
        try:
            self.executer(f"CREATE OR REPLACE TABLE {table} AS {sql}")
        finally:
            if self.a_plusieurs_fils:
                self.executer(f"SET memory_limit = '{_MEMOIRE}'")

    def remplir(self, table: str, types: Sequence[str], lignes: Sequence[Sequence[Any]]) -> None:
        """Ajouter des lignes à une table."""
        if lignes:
            rangs = range(1, len(types) + 1)
            champs = ", ".join(f"unnest(${n}::{genre}[])" for n, genre in zip(rangs, types, strict=True))
            self.executer(f"INSERT INTO {table} SELECT {champs}", *map(list, zip(*lignes, strict=True)))


def citer(texte: str) -> str:
    """Un texte en SQL."""
    return "'" + texte.replace("'", "''") + "'"

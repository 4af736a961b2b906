"""La base où un lot est jugé, et ce qu'elle retient des réponses du moteur."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

_MEMOIRE = "180MB"
# Les bits d'une clé : un BIGINT, signe à part.
_BITS = 62
# Bien plus que les cas d'un droit ; au-delà, on oublie tout et l'on réapprend.
_RETENUES = 1 << 16


class Intraduisible(Exception):
    """Ce que ce moteur ne sait pas reconnaître ; les ménages concernés sont laissés au lecteur rapide."""


class Composante(NamedTuple):
    """Une partie d'une clé : une expression SQL, de 0 à `nombre` exclu."""

    sql: str
    nombre: int


class BaseSql:
    """Une base DuckDB en mémoire, dont ce qui déborde va dans `dossier`."""

    def __init__(self, dossier: Path, fils: int) -> None:
        import duckdb

        reglages: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMOIRE,
            "threads": fils,
            "temp_directory": str(dossier),
            # Chaque ligne porte son rang : rien ne dépend de l'ordre où la base les rend.
            "preserve_insertion_order": False,
            # L'ordre des jointures est celui des étapes : en chercher un autre durerait plus que les faire.
            "disabled_optimizers": "join_order,build_side_probe_side",
        }
        self._connexion = duckdb.connect(":memory:", config=reglages)
        self._trop = duckdb.OutOfMemoryException

    def executer(self, sql: str, *valeurs: Any) -> None:
        """Exécuter une instruction."""
        self._lancer(sql, valeurs)

    def lister(self, sql: str, *valeurs: Any) -> list[tuple[Any, ...]]:
        """Les lignes que rend une requête."""
        lignes: list[tuple[Any, ...]] = self._lancer(sql, valeurs).fetchall()
        return lignes

    def _lancer(self, sql: str, valeurs: Sequence[Any]) -> Any:
        try:
            return self._connexion.execute(sql, list(valeurs))
        except self._trop:
            raise Intraduisible("plus que la mémoire admise") from None

    def remplir(self, table: str, types: Sequence[str], lignes: Sequence[Sequence[Any]]) -> None:
        """Ajouter des lignes à une table."""
        if lignes:
            rangs = range(1, len(types) + 1)
            champs = ", ".join(f"unnest(${n}::{genre}[])" for n, genre in zip(rangs, types, strict=True))
            self.executer(f"INSERT INTO {table} SELECT {champs}", *map(list, zip(*lignes, strict=True)))


class EtapeSql:
    """Une question posée par une clé ; ses réponses déjà connues sont une table à joindre."""

    def __init__(
        self, base: BaseSql, nom: str, numero: int, colonnes: Mapping[str, str], composantes: Iterable[Composante]
    ) -> None:
        self.nom, self.table, self.colonnes, self._base = nom, f"{nom}_{numero}", colonnes, base
        self._types = ["BIGINT", *colonnes.values()]
        self._nouvelles: list[tuple[Any, ...]] = []
        self._retenues = 0
        parties, poids = [], 0
        for partie in composantes:
            parties.append(f"({partie.sql})::BIGINT * {1 << poids}")
            poids += max(partie.nombre - 1, 1).bit_length()
        if poids > _BITS:
            raise Intraduisible(nom)
        self.cle = " + ".join(parties) or "0::BIGINT"

    def creer(self) -> None:
        """Faire la table, vide."""
        champs = ", ".join(f"{nom} {genre}" for nom, genre in self.colonnes.items())
        self._base.executer(f"CREATE OR REPLACE TABLE {self.table} (k BIGINT, {champs})")
        self._retenues = 0

    def oublier(self) -> None:
        """Rendre la mémoire que prend la table."""
        self._base.executer(f"DROP TABLE IF EXISTS {self.table}")

    @property
    def temoin(self) -> str:
        """La colonne qui est vide tant que la réponse n'est pas connue."""
        return f"{self.nom}_{next(iter(self.colonnes))}"

    @property
    def manque(self) -> str:
        """La condition des lignes dont la clé est connue, et pas la réponse."""
        return f"k_{self.nom} IS NOT NULL AND {self.temoin} IS NULL"

    def retenir(self, cle: int, reponse: Sequence[Any]) -> None:
        """Apprendre une réponse, dont la première valeur n'est jamais vide."""
        self._nouvelles.append((cle, *reponse))

    def verser(self) -> None:
        """Mettre dans la table ce qui vient d'être appris."""
        if self._retenues + len(self._nouvelles) > _RETENUES:
            self.creer()
        self._retenues += len(self._nouvelles)
        self._base.remplir(self.table, self._types, self._nouvelles)
        self._nouvelles = []


def joindre(source: str, etapes: Sequence[EtapeSql]) -> str:
    """Une requête et, à côté, la clé et la réponse de chaque étape."""
    cles = ", ".join(f"{e.cle} AS k_{e.nom}" for e in etapes)
    champs = ", ".join(f"{e.nom}.{c} AS {e.nom}_{c}" for e in etapes for c in e.colonnes)
    jointures = " ".join(f"LEFT JOIN {e.table} {e.nom} ON {e.nom}.k = q.k_{e.nom}" for e in etapes)
    return f"(SELECT q.*, {champs} FROM (SELECT *, {cles} FROM {source} q0) q {jointures})"

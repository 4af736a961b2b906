"""Les textes des réponses, retenus par les nombres dont ils dépendent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from contrat.calculs.eligibilite.compilation.constructions import nombre, operer
from contrat.calculs.eligibilite.compilation.expressions import ZERO, Entier
from contrat.cli.lot.sql.base import BaseSql

# Bien plus que les réponses différentes d'un droit ; au-delà, on oublie tout et l'on réapprend.
_RETENUES = 1 << 16


class TableDeTextes:
    """Une table de textes par clés ; `composer` fait, de clés nouvelles, les textes de ces noms."""

    def __init__(
        self,
        base: BaseSql,
        nom: str,
        cles: Sequence[str],
        textes: Sequence[str],
        composer: Callable[..., Iterable[str]],
    ) -> None:
        self.nom, self._base, self._cles, self._composer = nom, base, cles, composer
        self._types = [*("BIGINT" for _ in cles), *("VARCHAR" for _ in textes)]
        champs = ", ".join(
            f"{champ} {genre}" for champ, genre in zip((*map(_retenue, cles), *textes), self._types, strict=True)
        )
        base.executer(f"CREATE TABLE {nom} ({champs})")
        self._nombre = 0

    def joindre(self, suffixe: str = "") -> str:
        """La jointure à des clés, dont les noms sont suivis d'un suffixe."""
        return f" LEFT JOIN {self.nom} ON {self._egaler(suffixe)}"

    def apprendre(self, table: str, suffixe: str = "") -> None:
        """Retenir les textes des clés d'une table qui n'ont pas encore été rencontrées ; une clé nulle n'en a pas."""
        if self._nombre > _RETENUES:
            self._base.executer(f"DELETE FROM {self.nom}")
            self._nombre = 0
        lues = [f"{cle}{suffixe}" for cle in self._cles]
        nouvelles = self._base.lister(
            f"SELECT DISTINCT {', '.join(lues)} FROM {table} WHERE {lues[0]} IS NOT NULL "
            f"AND NOT EXISTS (SELECT 1 FROM {self.nom} WHERE {self._egaler(suffixe)})"
        )
        self._base.remplir(self.nom, self._types, [(*cles, *self._composer(*cles)) for cles in nouvelles])
        self._nombre += len(nouvelles)

    def _egaler(self, suffixe: str) -> str:
        return " AND ".join(f"{self.nom}.{_retenue(cle)} = {cle}{suffixe}" for cle in self._cles)


def _retenue(cle: str) -> str:
    return f"{cle}_retenue"


def empaqueter(bits: Mapping[str, int], valeurs: Mapping[str, Entier]) -> Entier:
    """Plusieurs petits nombres en un seul ; `bits` : ce que chacun prend."""
    total: Entier = ZERO
    poids = 0
    for nom, taille in bits.items():
        total = operer(total, "+", operer(valeurs[nom], "*", nombre(1 << poids)))
        poids += taille
    return total


def deballer(bits: Mapping[str, int], cle: int) -> dict[str, int]:
    """Les petits nombres d'une clé."""
    valeurs = {}
    for nom, taille in bits.items():
        valeurs[nom] = cle & (1 << taille) - 1
        cle >>= taille
    return valeurs

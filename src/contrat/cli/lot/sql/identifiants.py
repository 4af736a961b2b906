"""Les id d'un lot : ceux qui se répètent, comparés d'un coup quand ils se suivent ; ceux qui désignent quelqu'un."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.chargement import BlocCharge
from contrat.controles.ecriture import OPAQUE, examiner_identifiant
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Identifiants

# Les fins des id d'une racine, et combien ils sont.
Groupes = dict[str, tuple[int, int]]
# Un id simple : ce qui précède ses deux derniers chiffres, et ces chiffres.
_SIMPLE = "regexp_full_match(id, '[A-Za-z0-9_.-]*[0-9]{2}')"
_RACINE = "left(id, length(id) - 2)"
# Par racine, les fins de ses id, un bit chacune, et combien d'id ; sans racine, combien ne sont pas simples.
_GROUPES = f"""CASE WHEN {_SIMPLE} THEN {_RACINE} END AS racine,
    bit_or(CASE WHEN racine IS NOT NULL THEN 1::HUGEINT << right(id, 2)::INTEGER END), count(id)"""


class RevueDesIdentifiants:
    """Revoit les id des blocs chargés d'un lot, dans l'ordre."""

    def __init__(self, base: BaseSql) -> None:
        self._base, self._vus = base, Identifiants()

    def revoir(self, charge: BlocCharge) -> BlocCharge:
        """Le même bloc, dont les lignes à revoir sont connues, et laissées au lecteur compilé."""
        bloc, table = charge.bloc, charge.table
        lus = self._base.lister(f"SELECT {_GROUPES} FROM {table} GROUP BY 1")
        groupes = {racine: (fins, combien) for racine, fins, combien in lus}
        _, combien_d_autres = groupes.pop(None, (0, 0))
        autres = self._lire(table, f"NOT {_SIMPLE}") if combien_d_autres else []
        a_part = bloc.reservees if charge.source else range(bloc.nombre)
        repetees = self._chercher_repetes(table, groupes, [*_nommer(bloc, a_part), *autres])
        a_revoir = repetees | self._chercher_identites(table, groupes, autres)
        if a_revoir:
            choix = "rowid IN (SELECT unnest($1::BIGINT[]))"
            self._base.executer(f"UPDATE {table} SET est_saine = false WHERE {choix}", list(a_revoir))
        return charge._replace(repetees=frozenset(repetees), a_revoir=frozenset(a_revoir))

    def _chercher_repetes(self, table: str, groupes: Groupes, un_a_un: list[tuple[int, str]]) -> set[int]:
        """Les rangs des lignes dont l'id est déjà celui d'une ligne plus haut, dans ce bloc ou un bloc précédent.

        `un_a_un` : le rang et l'id des lignes du bloc qui ne sont d'aucun groupe.
        """
        a_revoir = {identifiant[:-2] for _, identifiant in un_a_un}
        for racine, (fins, combien) in groupes.items():
            if racine not in a_revoir and (fins.bit_count() < combien or not self._vus.reunir(racine, fins)):
                a_revoir.add(racine)
        lus = sorted(un_a_un + self._lire_groupes(table, a_revoir & groupes.keys()))
        return {rang for rang, identifiant in lus if identifiant and self._vus.ajouter(identifiant)}

    def _chercher_identites(self, table: str, groupes: Groupes, autres: list[tuple[int, str]]) -> set[int]:
        """Les rangs des lignes dont l'id désigne peut-être quelqu'un."""
        lus = autres + self._lire_groupes(table, {r for r in groupes if not OPAQUE.fullmatch(f"{r}00")})
        return {rang for rang, identifiant in lus if examiner_identifiant(identifiant, "id")}

    def _lire_groupes(self, table: str, racines: set[str]) -> list[tuple[int, str]]:
        choisies = f"{_SIMPLE} AND {_RACINE} IN (SELECT unnest($1::VARCHAR[]))"
        return self._lire(table, choisies, list(racines)) if racines else []

    def _lire(self, table: str, choix: str, *valeurs: list[str]) -> list[tuple[int, str]]:
        lus = self._base.lister(f"SELECT rowid, id FROM {table} WHERE id IS NOT NULL AND {choix}", *valeurs)
        return [(rang, identifiant.strip()) for rang, identifiant in lus]


def _nommer(bloc: Bloc, rangs: Iterable[int]) -> Iterator[tuple[int, str]]:
    for rang in rangs:
        if not bloc.est_vide(rang) and (ligne := bloc.donner(rang)).est_entiere:
            yield rang, ligne.identifiant

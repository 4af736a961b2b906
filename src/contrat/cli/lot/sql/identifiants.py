"""Les id répétés d'un lot : ceux qui se suivent sont comparés d'un coup, les autres un à un."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.cli.lot.sql.base import BaseSql
from contrat.depot.lot import Identifiants

# Un id simple : ce qui précède ses deux derniers chiffres, et ces chiffres.
_SIMPLE = "regexp_full_match(id, '[A-Za-z0-9_.-]*[0-9]{2}')"
_RACINE = "left(id, length(id) - 2)"


def chercher_repetes(base: BaseSql, table: str, vus: Identifiants, autres: Iterable[tuple[int, str]]) -> set[int]:
    """Les rangs des lignes dont l'id est déjà celui d'une ligne plus haut, dans ce bloc ou un bloc précédent.

    `table` : les lignes du bloc ; `autres` : le rang et l'id des lignes entières du bloc qui n'y sont pas.
    """
    fins = "bit_or(1::HUGEINT << right(id, 2)::INTEGER) AS fins, count(*) AS combien"
    groupes = base.lister(f"SELECT {_RACINE} AS racine, {fins} FROM {table} WHERE {_SIMPLE} GROUP BY 1")
    un_a_un = [(rang, identifiant.strip()) for rang, identifiant in autres]
    lus = base.lister(f"SELECT rowid, id FROM {table} WHERE id IS NOT NULL AND NOT {_SIMPLE}")
    un_a_un += [(rang, identifiant.strip()) for rang, identifiant in lus]
    a_revoir = {identifiant[:-2] for _, identifiant in un_a_un}
    for racine, bits, combien in groupes:
        if racine not in a_revoir and (bits.bit_count() < combien or not vus.reunir(racine, bits)):
            a_revoir.add(racine)
    if a_revoir:
        choisis = f"SELECT rowid, id FROM {table} WHERE {_SIMPLE} AND {_RACINE} IN (SELECT unnest($1::VARCHAR[]))"
        un_a_un += base.lister(choisis, list(a_revoir))
    return {rang for rang, identifiant in sorted(un_a_un) if identifiant and vus.ajouter(identifiant)}

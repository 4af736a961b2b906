"""Le secret des petits nombres : masquer les cases qui désigneraient quelqu'un, et celles qui les trahiraient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Cle = tuple[str, str]
# Un tableau et ses totaux : une ligne ou une colonne de total a ce nom.
TOTAL = ""


def masquer(cases: Mapping[Cle, int], seuil: int) -> dict[Cle, int | None]:
    """Un tableau à deux entrées, totaux compris, où une case de 1 à `seuil` - 1 est cachée, et ce qui la trahirait.

    Dans une ligne ou une colonne, une case cachée seule se retrouverait par différence avec le total : une autre est
    cachée avec elle, la plus petite. Un zéro ne désigne personne, mais se cache au besoin. Les totaux suivent la même
    règle.
    """
    lignes = list(dict.fromkeys(ligne for ligne, _ in cases))
    colonnes = list(dict.fromkeys(colonne for _, colonne in cases))
    entier = _totaliser(cases, lignes, colonnes)
    caches = {cle for cle, nombre in entier.items() if 0 < nombre < seuil}
    groupes = [[(ligne, c) for c in (*colonnes, TOTAL)] for ligne in (*lignes, TOTAL)]
    groupes += [[(x, colonne) for x in (*lignes, TOTAL)] for colonne in (*colonnes, TOTAL)]
    while ajouts := _completer(groupes, entier, caches):
        caches |= ajouts
    return {cle: None if cle in caches else nombre for cle, nombre in entier.items()}


def _totaliser(cases: Mapping[Cle, int], lignes: Iterable[str], colonnes: Iterable[str]) -> dict[Cle, int]:
    lignes, colonnes = list(lignes), list(colonnes)
    entier = {(x, y): cases.get((x, y), 0) for x in lignes for y in colonnes}
    entier |= {(x, TOTAL): sum(entier[x, y] for y in colonnes) for x in lignes}
    entier |= {(TOTAL, y): sum(entier[x, y] for x in lignes) for y in colonnes}
    return entier | {(TOTAL, TOTAL): sum(entier[x, y] for x in lignes for y in colonnes)}


def _completer(groupes: list[list[Cle]], entier: Mapping[Cle, int], caches: set[Cle]) -> set[Cle]:
    """Une case à cacher de plus, dans le premier groupe où une seule l'est ; rien quand il n'y en a plus."""
    for groupe in groupes:
        siennes = [cle for cle in groupe if cle in caches]
        libres = [cle for cle in groupe if cle not in caches]
        if len(siennes) == 1 and libres:
            # Le total d'une ligne se cache en dernier : c'est le nombre que l'on vient lire.
            return {min(libres, key=lambda cle: (TOTAL in cle, entier[cle], cle))}
    return set()

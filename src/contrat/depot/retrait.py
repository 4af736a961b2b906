"""Retirer ou déplacer des éléments d'une liste dans un texte YAML, sans toucher au reste."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from typing import Any

import yaml

from contrat.depot.reprise import CHARGEUR
from contrat.erreurs import ErreurContrat


def retirer(texte: str, chemin: Sequence[str], rangs: Collection[int]) -> str:
    """Le texte sans ces éléments d'une liste, comptés à partir de 0, ni les commentaires juste au-dessus d'eux.

    Lève `ErreurContrat` quand la mise en forme empêche d'être sûr de n'avoir retiré qu'eux.
    """
    if not rangs:
        return texte
    cle, noeud = _trouver(texte, chemin)
    restent = [rang for rang in range(len(noeud.value)) if rang not in rangs]
    if not restent:
        note = texte[cle.end_mark.index + 1 : noeud.start_mark.index].partition("\n")[0].rstrip()
        coupe = texte[: cle.end_mark.index] + ": []" + note + texte[_finir(texte, noeud) :]
    elif noeud.flow_style:
        coupe = _aligner(texte, noeud, restent)
    else:
        coupe, tranches = texte, _trancher(texte, noeud)
        for rang in sorted(rangs, reverse=True):
            debut, fin = tranches[rang]
            coupe = coupe[:debut] + coupe[fin:]
    return _verifier(texte, coupe, chemin, restent)


def deplacer(texte: str, chemin: Sequence[str], rang: int, vers: int) -> str:
    """Le texte où un élément d'une liste passe à un autre rang, avec les commentaires juste au-dessus de lui.

    Lève `ErreurContrat` quand la mise en forme empêche d'être sûr de n'avoir changé que l'ordre.
    """
    texte = texte if texte.endswith("\n") else f"{texte}\n"
    _, noeud = _trouver(texte, chemin)
    ordre = list(range(len(noeud.value)))
    ordre.insert(vers, ordre.pop(rang))
    if noeud.flow_style:
        return _verifier(texte, _aligner(texte, noeud, ordre), chemin, ordre)
    tranches = _trancher(texte, noeud)
    debut, fin = tranches.pop(rang)
    place = tranches[vers][0] if vers < len(tranches) else tranches[-1][1]
    if place <= debut:
        coupe = texte[:place] + texte[debut:fin] + texte[place:debut] + texte[fin:]
    else:
        coupe = texte[:debut] + texte[fin:place] + texte[debut:fin] + texte[place:]
    return _verifier(texte, coupe, chemin, ordre)


def _trouver(texte: str, chemin: Sequence[str]) -> tuple[Any, Any]:
    """La clé et la liste à la fin de ce chemin."""
    racine: Any = yaml.compose(texte, Loader=CHARGEUR)
    cle: Any = None
    for nom in chemin:
        cle, racine = next(couple for couple in racine.value if couple[0].value == nom)
    return cle, racine


def _aligner(texte: str, noeud: Any, ordre: Sequence[int]) -> str:
    """La liste écrite entre crochets, avec ces éléments dans cet ordre ; rien ne change si un commentaire y est."""
    bornes = [noeud.start_mark.index, *(x.end_mark.index for x in noeud.value)]
    suites = [*(x.start_mark.index for x in noeud.value), noeud.end_mark.index]
    if any("#" in texte[fin:debut] for fin, debut in zip(bornes, suites, strict=True)):
        return texte
    elements = [noeud.value[rang] for rang in ordre]
    morceaux = ", ".join(texte[x.start_mark.index : x.end_mark.index] for x in elements)
    return f"{texte[: noeud.start_mark.index]}[{morceaux}]{texte[noeud.end_mark.index :]}"


def _trancher(texte: str, noeud: Any) -> list[tuple[int, int]]:
    """Les lignes de chaque élément, de ses commentaires du dessus à sa fin ; celui du suivant n'en est pas."""
    colonne, tranches = noeud.start_mark.column, []
    for element in noeud.value:
        debut = texte.rfind("\n", 0, element.start_mark.index) + 1
        lignes = texte[debut : element.end_mark.index].splitlines(keepends=True)
        while not lignes[-1].strip() or _est_commente(lignes[-1], colonne):
            lignes.pop()
        fin = texte.find("\n", debut + len("".join(lignes)) - 1) + 1 or len(texte)
        while _est_commente(dessus := texte[texte.rfind("\n", 0, debut - 1) + 1 : debut], colonne):
            debut -= len(dessus)
        tranches.append((debut, fin))
    return tranches


def _est_commente(ligne: str, colonne: int) -> bool:
    """Vrai d'un commentaire qui n'est pas en retrait du tiret : il parle de l'élément qui suit."""
    nue = ligne.lstrip()
    return nue.startswith("#") and len(ligne) - len(nue) <= colonne


def _finir(texte: str, noeud: Any) -> int:
    """La fin d'un nœud, sans les lignes vides qui suivent un bloc."""
    debut: int = noeud.start_mark.index
    fin: int = noeud.end_mark.index
    return debut + len(texte[debut:fin].rstrip())


def _verifier(texte: str, coupe: str, chemin: Sequence[str], ordre: Sequence[int]) -> str:
    """Le texte réécrit, s'il dit l'ancien où la liste n'a plus que ces éléments, dans cet ordre."""
    attendu, obtenu = yaml.load(texte, Loader=CHARGEUR), yaml.load(coupe, Loader=CHARGEUR)  # noqa: S506 : lecteur sûr
    *blocs, liste = chemin
    bloc = reduce(lambda dedans, nom: dedans[nom], blocs, attendu)
    bloc[liste] = [bloc[liste][rang] for rang in ordre]
    if attendu != obtenu:
        raise ErreurContrat(
            f"{' › '.join(chemin)} : des éléments ne peuvent pas y être retirés ou déplacés sûrement",
            "sa mise en forme est inhabituelle : mettre un élément par ligne, sous un tiret",
        )
    return coupe

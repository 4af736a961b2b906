"""Retirer des éléments d'une liste dans un texte YAML, sans toucher au reste."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import yaml

from contrat.depot.reprise import CHARGEUR
from contrat.erreurs import ErreurContrat


def retirer(texte: str, bloc: str, liste: str, rangs: Collection[int]) -> str:
    """Le texte sans ces éléments de `bloc › liste`, comptés à partir de 0.

    Lève `ErreurContrat` quand la mise en forme empêche d'être sûr de n'avoir retiré qu'eux.
    """
    if not rangs:
        return texte
    racine: Any = yaml.compose(texte, Loader=CHARGEUR)
    cle, noeud = _trouver(_trouver(racine, bloc)[1], liste)
    restent = [element for rang, element in enumerate(noeud.value) if rang not in rangs]
    if not restent:
        coupe = texte[: cle.end_mark.index] + ": []" + texte[_fin(texte, noeud) :]
    elif noeud.flow_style:
        morceaux = ", ".join(texte[x.start_mark.index : x.end_mark.index] for x in restent)
        coupe = f"{texte[: noeud.start_mark.index]}[{morceaux}]{texte[noeud.end_mark.index :]}"
    else:
        coupe = texte
        for rang in sorted(rangs, reverse=True):
            element = noeud.value[rang]
            fin = texte.find("\n", _fin(texte, element) - 1) + 1 or len(texte)
            coupe = coupe[: coupe.rfind("\n", 0, element.start_mark.index) + 1] + coupe[fin:]
    attendu, obtenu = yaml.load(texte, Loader=CHARGEUR), yaml.load(coupe, Loader=CHARGEUR)  # noqa: S506 : lecteur sûr
    attendu[bloc][liste] = [x for rang, x in enumerate(attendu[bloc][liste]) if rang not in rangs]
    if attendu != obtenu:
        raise ErreurContrat(
            f"{bloc} › {liste} : des éléments ne peuvent pas en être retirés sûrement",
            "sa mise en forme est inhabituelle : mettre un élément par ligne, sous un tiret",
        )
    return coupe


def _trouver(table: Any, nom: str) -> tuple[Any, Any]:
    couple: tuple[Any, Any] = next(couple for couple in table.value if couple[0].value == nom)
    return couple


def _fin(texte: str, noeud: Any) -> int:
    """La fin d'un nœud, sans les lignes vides qui suivent un bloc."""
    debut: int = noeud.start_mark.index
    fin: int = noeud.end_mark.index
    return debut + len(texte[debut:fin].rstrip())

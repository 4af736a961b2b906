"""Ce qui diffère entre deux objets du contrat : la valeur, jamais l'écriture.

L'ordre d'une liste, les retours à la ligne d'un texte, une forme abrégée ne sont pas des différences. Un élément de
liste se reconnaît à ses clés (`Objet.cles`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from contrat.modele.bareme import Seuil
from contrat.modele.base import Objet

_T = TypeVar("_T")


def la_plus_recente(avant: _T | None, apres: _T | None) -> _T:
    """Celle d'après, sinon celle d'avant : ce qui se compare est toujours d'un côté au moins."""
    une = avant if apres is None else apres
    assert une is not None  # noqa: S101 - une comparaison n'a jamais deux côtés vides
    return une


@dataclass(frozen=True)
class Difference:
    """Une valeur qui change ; `None` d'un côté : elle y manque.

    `chemin` va de champ en champ, les éléments de liste désignés par leurs clés ; `libelles` le dit en mots, un élément
    de liste y étant lui-même.
    """

    chemin: tuple[str, ...]
    libelles: tuple[str | Objet, ...]
    avant: Any
    apres: Any

    @property
    def champ(self) -> str:
        """Le nom du dernier champ."""
        return self.chemin[-1] if self.chemin else ""


def relever_ecarts(
    avant: Any, apres: Any, chemin: tuple[str, ...] = (), libelles: tuple[str | Objet, ...] = ()
) -> Iterator[Difference]:
    """Les différences entre deux valeurs, dans l'ordre du modèle ; aucune quand elles disent la même chose."""
    if avant == apres:
        return
    if isinstance(avant, Objet) and isinstance(apres, Objet) and type(avant) is type(apres):
        for nom, champ in type(avant).model_fields.items():
            libelle = libeller(champ.description or nom)
            yield from relever_ecarts(getattr(avant, nom), getattr(apres, nom), (*chemin, nom), (*libelles, libelle))
    elif isinstance(avant, tuple) and isinstance(apres, tuple):
        comparer = _comparer_rangs if _est_rangee(avant, apres) else _comparer_listes
        yield from comparer(avant, apres, chemin, libelles)
    elif isinstance(avant, Mapping) and isinstance(apres, Mapping):
        for cle in sorted({*avant, *apres}, key=str):
            suite = (str(cle),)
            yield from relever_ecarts(avant.get(cle), apres.get(cle), chemin + suite, libelles + suite)
    elif not (isinstance(avant, str) and isinstance(apres, str) and avant.split() == apres.split()):
        yield Difference(chemin, libelles, _ouvrir(avant), _ouvrir(apres))


def _ouvrir(valeur: Any) -> Any:
    """Un plafond exact est un nombre ; encadré, il se lit comme il s'écrit."""
    if not isinstance(valeur, Seuil):
        return valeur
    return valeur.bas if valeur.est_exact else str(valeur)


def _est_rangee(avant: tuple[Any, ...], apres: tuple[Any, ...]) -> bool:
    """Vrai pour des plafonds, que leur place dit : pour une personne, pour deux…"""
    return len(avant) == len(apres) and all(isinstance(valeur, Seuil) for valeur in (*avant, *apres))


def _comparer_rangs(
    avant: tuple[Any, ...], apres: tuple[Any, ...], chemin: tuple[str, ...], libelles: tuple[str | Objet, ...]
) -> Iterator[Difference]:
    for rang, (ancien, nouveau) in enumerate(zip(avant, apres, strict=True), 1):
        yield from relever_ecarts(ancien, nouveau, (*chemin, str(rang)), (*libelles, f"pour {rang}"))


def libeller(description: str) -> str:
    """Le nom court d'un champ : le début de sa description."""
    for signe in (";", ":", ",", "("):
        description = description.partition(signe)[0]
    return description.strip()


def designer(element: Any) -> tuple[Hashable, ...]:
    """Ce à quoi un élément de liste se reconnaît ; lui-même quand son modèle ne déclare pas de clé."""
    if not isinstance(element, Objet):
        return (_aplatir(element),)
    cles = type(element).distinguer()
    return tuple(_aplatir(getattr(element, cle)) for cle in cles) if cles else (_aplatir(element),)


def nommer_cle(cle: tuple[Hashable, ...]) -> str:
    """Une clé en un mot, pour un chemin : ses valeurs, séparées par des barres."""
    return "/".join(_ecrire(valeur) for valeur in cle if valeur not in (None, ""))


def _ecrire(valeur: object) -> str:
    if isinstance(valeur, tuple):
        return "-".join(_ecrire(v) for v in valeur)
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)


def _aplatir(valeur: Any) -> Hashable:
    """Une valeur comparable quel que soit son écriture."""
    if isinstance(valeur, Objet):
        return tuple(_aplatir(getattr(valeur, nom)) for nom in type(valeur).model_fields)
    if isinstance(valeur, tuple):
        return tuple(sorted((_aplatir(v) for v in valeur), key=repr))
    if isinstance(valeur, Mapping):
        return tuple(sorted(((str(c), _aplatir(v)) for c, v in valeur.items()), key=repr))
    if isinstance(valeur, str):
        return " ".join(valeur.split())
    return valeur.normalize() if isinstance(valeur, Decimal) else valeur


def apparier(avant: tuple[Any, ...], apres: tuple[Any, ...]) -> Iterator[tuple[tuple[Hashable, ...], Any, Any]]:
    """Les éléments qui diffèrent, reconnus à leur clé ; `None` en face de celui qui n'a pas de pareil."""
    restes: dict[tuple[Hashable, ...], tuple[list[Any], list[Any]]] = {}
    for rang, liste in enumerate((avant, apres)):
        for element in liste:
            restes.setdefault(designer(element), ([], []))[rang].append(element)
    for cle, (anciens, nouveaux) in restes.items():
        for ancien in list(anciens):
            pareil = next((n for n in nouveaux if _aplatir(n) == _aplatir(ancien)), None)
            if pareil is not None:
                anciens.remove(ancien)
                nouveaux.remove(pareil)
        communs = min(len(anciens), len(nouveaux))
        yield from ((cle, anciens[rang], nouveaux[rang]) for rang in range(communs))
        yield from ((cle, ancien, None) for ancien in anciens[communs:])
        yield from ((cle, None, nouveau) for nouveau in nouveaux[communs:])


def _comparer_listes(
    avant: tuple[Any, ...], apres: tuple[Any, ...], chemin: tuple[str, ...], libelles: tuple[str | Objet, ...]
) -> Iterator[Difference]:
    for cle, ancien, nouveau in apparier(avant, apres):
        nom = nommer_cle(cle)
        element = nouveau if ancien is None else ancien
        est_nomme = isinstance(element, Objet) and bool(element.distinguer())
        suite = (nom,) if est_nomme else ()
        if ancien is None or nouveau is None:
            yield Difference((*chemin, *suite), libelles, ancien, nouveau)
        else:
            yield from relever_ecarts(
                ancien, nouveau, (*chemin, *suite), (*libelles, element) if est_nomme else libelles
            )

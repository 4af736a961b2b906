"""Une donnée à écrire dans une fiche, et ce que la fiche dit une fois qu'elle y est.

C'est la même idée du changement pour qui mène un entretien et pour qui écrit le fichier : l'un s'en sert pour juger,
l'autre pour vérifier que le texte écrit dit bien cela.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple


class Saisie(NamedTuple):
    """Une donnée à écrire : sa place dans le fichier, sa valeur en texte ; une liste s'ajoute à celle qui y est.

    Un nombre dans le chemin est le rang d'un élément d'une liste ; à la fin du chemin, celui où un élément s'insère. Un
    texte vide rend la donnée inconnue.
    """

    chemin: tuple[str | int, ...]
    valeur: Any


def reporter(depart: Mapping[str, Any], saisies: Iterable[Saisie]) -> dict[str, Any]:
    """Le contenu d'un fichier après ces saisies."""
    contenu = deepcopy(dict(depart))
    for saisie in saisies:
        *blocs, cle = saisie.chemin
        bloc: Any = contenu
        for nom in blocs:
            bloc = bloc[nom] if isinstance(nom, int) else bloc.setdefault(nom, {})
        if isinstance(cle, int):
            bloc.insert(cle, saisie.valeur)
        elif saisie.valeur == "":
            bloc.pop(cle, None)
        else:
            bloc[cle] = [*bloc.get(cle, []), *saisie.valeur] if isinstance(saisie.valeur, list) else saisie.valeur
    return contenu


def chercher(contenu: Mapping[str, Any], chemin: Iterable[str | int]) -> Any:
    """La valeur à cette place ; rien quand elle n'y est pas."""
    valeur: Any = contenu
    for nom in chemin:
        valeur = valeur.get(nom) if isinstance(valeur, Mapping) else None
    return valeur


def contredites(saisies: Iterable[Saisie], avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Iterator[Saisie]:
    """Les saisies décidées sur `avant` qu'un changement de la même donnée, lu dans `apres`, contredit.

    Les étapes d'un ménage s'ajoutent les unes aux autres : elles ne se contredisent pas.
    """
    for saisie in saisies:
        trouve = chercher(apres, saisie.chemin)
        if saisie.chemin != ("evenements",) and trouve not in (chercher(avant, saisie.chemin), saisie.valeur):
            yield saisie

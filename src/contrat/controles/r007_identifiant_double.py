"""R007 : deux objets portent le même identifiant ou le même numéro."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un identifiant porté deux fois"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les numéros d'axe et d'action en double, et les identifiants en double dans le contrat et dans chaque fiche."""
    axes = ((axe.numero, Adresse("axes", axe.id, ("numero",))) for axe in dossier.axes.values())
    yield from _doubles(axes, "le numéro d'axe {}")
    actions = (
        ((action.axe, action.numero), Adresse("actions", identifiant, ("numero",)))
        for identifiant, action in dossier.actions.items()
        if action.numero is not None
    )
    yield from _doubles(actions, "le numéro {0[1]} dans l'axe « {0[0]} »")
    for contrat in dossier.contrats.values():
        for champ in ("gouvernance", "indicateurs"):
            yield from _doubles(_places(CONTRAT, champ, getattr(contrat, champ)), "l'identifiant « {} »")
    # Une convention se signe par son identifiant, qu'elle soit dans le contrat ou dans une fiche.
    porteurs = [(CONTRAT, contrat.conventions) for contrat in dossier.contrats.values()]
    porteurs += [(("actions", nom), action.conventions) for nom, action in dossier.actions.items()]
    conventions = (place for porteur, liste in porteurs for place in _places(porteur, "conventions", liste))
    yield from _doubles(conventions, "l'identifiant de convention « {} »")
    for genre, rang, identifiant in dossier.repetitions:
        message = f"l'identifiant « {identifiant} », déjà pris plus haut"
        yield Constat(Adresse(genre, genre, (genre, rang, "id")), message, "en choisir un autre")
    for identifiant, action in dossier.actions.items():
        indicateurs = _places(("actions", identifiant), "indicateurs", action.indicateurs)
        yield from _doubles(indicateurs, "l'identifiant d'indicateur « {} »")


def _places(objet: tuple[str, str], champ: str, elements: Iterable[Any]) -> Iterator[tuple[str, Adresse]]:
    return ((element.id, Adresse(*objet, (champ, rang, "id"))) for rang, element in enumerate(elements))


def _doubles(places: Iterable[tuple[Hashable, Adresse]], modele: str) -> Constats:
    premiers: dict[Hashable, Adresse] = {}
    for valeur, adresse in places:
        if valeur in premiers:
            deja = premiers[valeur].identifiant
            ou = f", déjà dans « {deja} »" if deja != adresse.identifiant else ", déjà pris plus haut"
            yield Constat(adresse, modele.format(valeur) + ou, "en choisir un autre")
        premiers.setdefault(valeur, adresse)

"""R007 : deux objets portent le même identifiant ou le même numéro."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un identifiant porté deux fois"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Iterator[Constat]:
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
        for champ in ("gouvernance", "conventions", "indicateurs"):
            elements = enumerate(getattr(contrat, champ))
            places = ((e.id, Adresse(*CONTRAT, (champ, rang, "id"))) for rang, e in elements)
            yield from _doubles(places, "l'identifiant « {} »")
    for genre, rang, identifiant in dossier.repetitions:
        message = f"l'identifiant « {identifiant} », déjà pris plus haut"
        yield Constat(Adresse(genre, genre, (genre, rang, "id")), message, "en choisir un autre")
    for identifiant, action in dossier.actions.items():
        indicateurs = (
            (i.id, Adresse("actions", identifiant, ("indicateurs", rang, "id")))
            for rang, i in enumerate(action.indicateurs)
        )
        yield from _doubles(indicateurs, "l'identifiant d'indicateur « {} »")


def _doubles(places: Iterable[tuple[Hashable, Adresse]], modele: str) -> Iterator[Constat]:
    premiers: dict[Hashable, Adresse] = {}
    for valeur, adresse in places:
        if valeur in premiers:
            deja = premiers[valeur].identifiant
            ou = f", déjà dans « {deja} »" if deja != adresse.identifiant else ", déjà pris plus haut"
            yield Constat(adresse, modele.format(valeur) + ou, "en choisir un autre")
        premiers.setdefault(valeur, adresse)

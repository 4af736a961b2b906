"""Contrôler ce qui se lit des objets fautifs : une faute de forme ne cache pas les autres fautes du fichier.

Un champ fautif manque à l'objet : la règle qui le lit s'arrête sur `AttributeError`, et l'on dit qu'elle n'a pas jugé
ce fichier. Les autres règles parlent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contrat.controles.parcours import CONTRAT
from contrat.controles.regle import Regle
from contrat.diagnostics import Adresse, Constat
from contrat.modele.base import Objet
from contrat.modele.dossier import Dossier, GenreNonLu, Partiel


def constater_partiels(regle: Regle, dossier: Dossier) -> tuple[list[Constat], list[Adresse]]:
    """Ce que la règle trouve dans les objets fautifs, et ceux qu'elle n'a pas pu juger jusqu'au bout."""
    constats: list[Constat] = []
    non_juges: list[Adresse] = []
    for partiel in dossier.partiels if _regarde_les_objets(regle) else ():
        if _famille(regle.code) in _familles_empechees(partiel):
            continue
        complete = _completer(dossier, partiel)
        if not regle.lit <= complete.genres:
            return [], [Adresse(*CONTRAT)]
        trouves, cause = _constater(regle, complete)
        constats += [c for c in trouves if _concerne(c.adresse, partiel)]
        if cause is not None:
            manque_tout = isinstance(cause, GenreNonLu)
            non_juges.append(Adresse(*CONTRAT) if manque_tout else Adresse(partiel.genre, partiel.identifiant))
    return constats, non_juges


def dire_empechees(dossier: Dossier) -> Iterator[tuple[Adresse, str]]:
    """Les familles de règles qu'un fichier troué ou illisible empêche, et les règles qui additionnent les fiches."""
    for partiel in dossier.partiels:
        yield from ((Adresse(partiel.genre, partiel.identifiant), f) for f in sorted(_familles_empechees(partiel)))
    genres = {partiel.genre for partiel in dossier.partiels} | ({"organismes", "sources"} - dossier.genres)
    contrat = dossier.contrats.get("contrat")
    if genres & {"contrat", "actions"} and (contrat is None or contrat.enveloppes):
        yield Adresse(*CONTRAT), "B012"
    if genres and (contrat is None or contrat.publies):
        yield Adresse(*CONTRAT), "V001"


def _familles_empechees(partiel: Partiel) -> frozenset[str]:
    """Dans un fichier illisible, seules les données personnelles se cherchent ; troué, les références aussi."""
    if partiel.objet is None:
        return frozenset("BCMPR")
    return frozenset("BCMP") if partiel.est_troue else frozenset()


def _famille(code: str) -> str:
    return code[0]


def _regarde_les_objets(regle: Regle) -> bool:
    """Faux pour les règles qui lisent le texte des fichiers, fautifs compris, et pour celles du droit livré."""
    return regle.constater is not None and _famille(regle.code) not in "DV" and "droit_livre" not in regle.lit


def _constater(regle: Regle, dossier: Dossier) -> tuple[list[Constat], Exception | None]:
    """Ce que la règle dit, et sur quoi elle bute : un champ qui manque, ou le droit, qu'un contrat fautif empêche."""
    constats: list[Constat] = []
    try:
        constats.extend(regle.constater(dossier) if regle.constater else ())
    except GenreNonLu as manque:
        return constats, manque
    except AttributeError as manque:
        if not _est_un_champ(manque.obj, manque.name or ""):
            raise
        return constats, manque
    return constats, None


def _est_un_champ(objet: Any, nom: str) -> bool:
    """Vrai quand c'est bien un champ fautif qui manque : tout autre défaut doit se voir."""
    return isinstance(objet, Objet) and nom in type(objet).model_fields


def _completer(dossier: Dossier, partiel: Partiel) -> Dossier:
    """Le dossier où l'objet fautif est seul de son espèce : les règles n'ont que lui à juger."""
    # Les instances et les constats d'un contrat fautif servent encore à juger les fiches.
    contrats = {p.genre: p.objet for p in dossier.partiels if p.genre == "contrat" and p.objet is not None}
    genres = dossier.genres | contrats.keys()
    seul = replace(dossier, contrats=contrats or dossier.contrats, genres=genres, documents=(), partiels=())
    siens = {partiel.identifiant: partiel.objet}
    match partiel.genre:
        case "contrat":
            return seul
        case "menages":
            return replace(seul, menages=siens, axes={}, actions={}, seances={})
        case "organismes" | "sources" as genre:
            siens = {**getattr(dossier, genre), **siens}
    changes: dict[str, Any] = {"menages": {}, partiel.genre: siens}
    return replace(seul, **changes)


def _concerne(adresse: Adresse, partiel: Partiel) -> bool:
    return partiel.genre == "contrat" or (adresse.genre, adresse.identifiant) == partiel[:2]

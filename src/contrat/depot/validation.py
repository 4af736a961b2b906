"""Passer une lecture YAML au modèle, et situer chaque refus à sa ligne et à sa colonne."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from contrat.depot.messages import dire, modele_au
from contrat.depot.yaml_positionne import Faute, Lecture
from contrat.diagnostics import Chemin, Position

M = TypeVar("M", bound=BaseModel)


def valider(lecture: Lecture, modele: type[M]) -> tuple[M | None, list[Faute]]:
    """Construire l'objet, ou rendre toutes les fautes de forme qui l'empêchent."""
    try:
        return modele.model_validate(lecture.valeur), []
    except ValidationError as erreur:
        fautes = [_situer(dict(e), lecture, modele) for e in erreur.errors(include_url=False)]
        return None, [faute for faute in fautes if faute is not None]


def _situer(erreur: Mapping[str, Any], lecture: Lecture, modele: type[BaseModel]) -> Faute | None:
    if erreur["type"] == "too_short" and len(erreur["input"]) >= erreur["ctx"]["min_length"]:
        # pydantic ne compte que les éléments valides : leurs fautes sont déjà dites, la liste n'est pas trop courte.
        return None
    chemin, est_complet = _chemin_reel(erreur["loc"], lecture.valeur)
    manque = erreur["type"] == "missing"
    if any(_est_sous(chemin, fautif) for fautif in lecture.chemins_fautifs):
        return None
    if manque and (*chemin, str(erreur["loc"][-1])) in lecture.chemins_fautifs:
        return None
    contenant = chemin[:-1] if erreur["type"] == "extra_forbidden" else chemin
    code, message, aide = dire(erreur, modele_au(modele, contenant, lecture.valeur))
    return Faute(code, _position(erreur, chemin, est_complet, lecture), message, aide)


def _position(erreur: Mapping[str, Any], chemin: Chemin, est_complet: bool, lecture: Lecture) -> Position:
    """Une clé inconnue se montre sur la clé ; une clé absente sur sa ligne vide, sinon sur le bloc qui la réclame."""
    if erreur["type"] == "missing":
        vide = (*chemin, str(erreur["loc"][-1]))
        return lecture.cles.get(vide) or lecture.cles.get(chemin) or _debut(chemin, lecture)
    if erreur["type"] in ("extra_forbidden", "union_tag_not_found") or not est_complet:
        return lecture.cles.get(chemin) or _debut(chemin, lecture)
    return lecture.valeurs.get(chemin) or lecture.cles.get(chemin) or _debut(chemin, lecture)


def _debut(chemin: Chemin, lecture: Lecture) -> Position:
    place = lecture.valeurs.get(chemin) or lecture.valeurs.get((), Position(1, 1, 2))
    return Position(place.ligne, place.colonne, place.fin)


def _est_sous(chemin: Chemin, ancetre: Chemin) -> bool:
    return bool(ancetre) and chemin[: len(ancetre)] == ancetre


def _chemin_reel(etapes: tuple[str | int, ...], valeur: Any) -> tuple[Chemin, bool]:
    """Ôter d'un chemin de pydantic ce qui n'est pas dans le fichier : les noms de genre des unions, la clé absente."""
    chemin: list[str | int] = []
    passes: set[int] = set()
    est_complet = True
    for etape in etapes:
        if isinstance(valeur, dict):
            if etape == valeur.get("genre") and id(valeur) not in passes:
                passes.add(id(valeur))
                continue
            if etape not in valeur:
                est_complet = False
                continue
            valeur = valeur[etape]
            chemin.append(etape)
        elif isinstance(valeur, list) and isinstance(etape, int) and etape < len(valeur):
            valeur = valeur[etape]
            chemin.append(etape)
    return tuple(chemin), est_complet

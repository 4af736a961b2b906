"""Passer une lecture YAML au modèle, et situer chaque refus à sa ligne et à sa colonne."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from contrat.depot.messages import dire, modele_au, remplacer
from contrat.depot.texte import Faute
from contrat.depot.yaml_positionne import Lecture
from contrat.diagnostics import Chemin, Position
from contrat.modele.base import Objet

M = TypeVar("M", bound=BaseModel)


class Refus(NamedTuple):
    """Un refus de pydantic, et le chemin dans le fichier de ce qu'il refuse ; `est_complet` : ce chemin existe."""

    erreur: Mapping[str, Any]
    chemin: Chemin
    est_complet: bool


# Au-delà, les fautes d'un fichier ne se lisent plus une à une.
FAUTES_MAX = 100
# Ce qu'une ligne écartée a pu emporter n'est pas absent.
_ABSENCES = frozenset({"missing", "too_short"})


def valider(lecture: Lecture, modele: type[M]) -> tuple[M | None, list[Faute], list[Refus]]:
    """Construire l'objet, ou rendre toutes les fautes de forme qui l'empêchent, avec les refus dont elles viennent."""
    objet = None
    erreurs: list[dict[str, Any]] = [{"type": "missing", "loc": chemin} for chemin in _exiger(modele, lecture)]
    try:
        objet = modele.model_validate(lecture.valeur)
    except ValidationError as erreur:
        erreurs += [dict(e) for e in erreur.errors(include_url=False)]
    if not erreurs:
        return objet, [], []
    refus = [Refus(e, *_chemin_reel(e["loc"], lecture.valeur)) for e in erreurs]
    situes = sorted((_position(r, lecture), rang) for rang, r in enumerate(refus) if _est_a_dire(r, lecture))
    fautes = [_dire(refus[rang], place, lecture, modele) for place, rang in situes[:FAUTES_MAX]]
    return None, fautes + [Faute("F023", place, "", "") for place, _ in situes[FAUTES_MAX:]], refus


def _exiger(modele: type[BaseModel], lecture: Lecture) -> list[tuple[str, ...]]:
    return modele.exiger(lecture.valeur) if issubclass(modele, Objet) else []


def borner(fautes: list[Faute]) -> list[Faute]:
    """Les premières fautes d'un fichier, et combien d'autres ne sont pas montrées."""
    if len(fautes) <= FAUTES_MAX:
        return fautes
    fautes = sorted(fautes, key=lambda faute: faute.position)
    reste = len(fautes) - FAUTES_MAX
    message = f"{reste} autres fautes de forme" if reste > 1 else "une autre faute de forme"
    suite = Faute(
        "F023", fautes[FAUTES_MAX].position, f"{message} dans ce fichier, non montrées", "corriger les premières"
    )
    return [*fautes[:FAUTES_MAX], suite]


def _est_a_dire(refus: Refus, lecture: Lecture) -> bool:
    """Faux pour ce qu'une faute déjà dite explique."""
    erreur, chemin = refus.erreur, refus.chemin
    genre = erreur["type"]
    if genre == "too_short" and len(erreur["input"]) >= erreur["ctx"]["min_length"]:
        # pydantic ne compte que les éléments valides : leurs fautes sont déjà dites, la liste n'est pas trop courte.
        return False
    if genre in _ABSENCES and lecture.est_trouee:
        return False
    fautifs = lecture.chemins_fautifs
    if any(chemin[:longueur] in fautifs for longueur in range(1, len(chemin) + 1)):
        return False
    return genre != "missing" or (*chemin, str(erreur["loc"][-1])) not in fautifs


def _dire(refus: Refus, place: Position, lecture: Lecture, modele: type[BaseModel]) -> Faute:
    contenant = refus.chemin[:-1] if refus.erreur["type"] == "extra_forbidden" else refus.chemin
    code, message, aide = dire(refus.erreur, table := modele_au(modele, contenant, lecture.valeur))
    return Faute(code, place, message, aide, remplacer(refus.erreur, table))


def _position(refus: Refus, lecture: Lecture) -> Position:
    """Une clé inconnue se montre sur la clé ; une clé absente sur sa ligne vide, sinon sur le bloc qui la réclame."""
    erreur, chemin, est_complet = refus
    if erreur["type"] == "missing":
        vide = (*chemin, str(erreur["loc"][-1]))
        return lecture.cles.get(vide) or lecture.cles.get(chemin) or _debut(chemin, lecture)
    if erreur["type"] in ("extra_forbidden", "union_tag_not_found") or not est_complet:
        return lecture.cles.get(chemin) or _debut(chemin, lecture)
    return lecture.valeurs.get(chemin) or lecture.cles.get(chemin) or _debut(chemin, lecture)


def _debut(chemin: Chemin, lecture: Lecture) -> Position:
    place = lecture.valeurs.get(chemin) or lecture.valeurs.get((), Position(1, 1, 2))
    return Position(place.ligne, place.colonne, place.fin)


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

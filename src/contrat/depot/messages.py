"""Dire en français, situé et avec le geste à faire, ce que pydantic refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from contrat.diagnostics import Remplacement, citer
from contrat.modele.base import MOTIFS
from contrat.nombres import accorder
from contrat.proches import deviner, proposer

# D'une table dont aucune clé n'est exigée, combien se citent.
CLES_CITEES = 3
_CHOIX = frozenset({"literal_error", "union_tag_invalid", "valeur_d_un_cas"})
_STRUCTURES = {
    "string_type": ("un texte", "écrire la valeur sur la même ligne que la clé"),
    "dict_type": ("une table de clés", "aller à la ligne et écrire des « clé: valeur » décalées"),
    "model_type": ("une table de clés", ""),
    "mapping_type": ("une table de clés", "aller à la ligne et écrire des « clé: valeur » décalées"),
    "model_attributes_type": ("une table de clés", "aller à la ligne et écrire des « clé: valeur » décalées"),
    "tuple_type": ("une liste", "aller à la ligne et mettre un tiret devant chaque élément"),
    "list_type": ("une liste", "aller à la ligne et mettre un tiret devant chaque élément"),
}


def _decrire(valeur: object) -> str:
    if isinstance(valeur, Mapping):
        return "une table de clés"
    if isinstance(valeur, list):
        return "une liste"
    return f"« {citer(str(valeur))} »"


def _choix(erreur: Mapping[str, Any]) -> list[str]:
    contexte = erreur.get("ctx", {})
    return re.findall(r"'([^']*)'", str(contexte.get("expected") or contexte.get("expected_tags") or ""))


def _dire_choix(erreur: Mapping[str, Any]) -> tuple[str, str, str]:
    choix = _choix(erreur)
    contexte = erreur.get("ctx", {})
    trouve = contexte.get("tag", contexte.get("trouve", erreur["input"]))
    if not isinstance(trouve, str):
        return "F017", f"il faut ici un mot de la liste, pas {_decrire(trouve)}", "choisir parmi : " + ", ".join(choix)
    return "F016", f"{_decrire(trouve)} n'est pas dans la liste", proposer(trouve, choix)


def _dire_longueur(erreur: Mapping[str, Any]) -> tuple[str, str, str]:
    contexte = erreur["ctx"]
    if erreur["type"] == "string_too_long":
        combien = f"{len(erreur['input'])} signes, {contexte['max_length']} au plus"
        return "F019", f"texte trop long : {combien}", "raccourcir le texte"
    nombre = len(erreur["input"])
    combien = f"{nombre} {accorder(nombre, 'élément')}"
    if "max_length" in contexte:
        return "F019", f"liste trop longue : {combien}, {contexte['max_length']} au plus", "retirer des éléments"
    return "F019", f"liste trop courte : {combien}, {contexte['min_length']} au moins", "ajouter ce qui manque"


def _dire_structure(erreur: Mapping[str, Any], modele: type[BaseModel]) -> tuple[str, str, str]:
    attendu, aide = _STRUCTURES[erreur["type"]]
    if erreur["type"] == "model_type":
        exigees = [nom for nom, champ in modele.model_fields.items() if champ.is_required()]
        cles = exigees or list(modele.model_fields)[:CLES_CITEES]
        aide = "écrire {" + ", ".join(f"{cle}: …" for cle in cles) + "}"
    if erreur["input"] is None:
        return "F014", f"valeur vide, il faut ici {attendu}", "remplir la valeur ou retirer le tiret"
    return "F017", f"il faut ici {attendu}, pas {_decrire(erreur['input'])}", aide


def dire(erreur: Mapping[str, Any], modele: type[BaseModel]) -> tuple[str, str, str]:
    """Traduire une erreur de pydantic en (code, message, aide) ; `modele` est celui de la table fautive."""
    genre, contexte = erreur["type"], erreur.get("ctx", {})
    # Le refus d'une forme (`modele.base.refuser_la_forme`) est déjà en français.
    if "attendu" in contexte:
        if isinstance(erreur["input"], (dict, list)):
            return "F017", f"il faut ici {contexte['attendu']}, pas {_decrire(erreur['input'])}", contexte["aide"]
        return "F015", erreur["msg"], contexte["aide"]
    if genre == "extra_forbidden":
        cle = str(erreur["loc"][-1])
        return "F013", f"clé inconnue « {citer(cle)} »", proposer(cle, modele.model_fields)
    if genre in ("missing", "union_tag_not_found"):
        cle = str(erreur["loc"][-1]) if genre == "missing" else "genre"
        description = modele.model_fields[cle].description if cle in modele.model_fields else None
        return (
            "F014",
            f"il manque « {cle} »" + (f" ({description})" if description else ""),
            f"ajouter la ligne « {cle}: … »",
        )
    if genre in _CHOIX:
        return _dire_choix(erreur)
    if genre == "string_pattern_mismatch":
        attendu, aide = MOTIFS[erreur["ctx"]["pattern"]]
        return "F015", f"{_decrire(erreur['input'])} n'est pas {attendu}", aide
    if genre in ("string_too_long", "too_short", "too_long"):
        return _dire_longueur(erreur)
    if genre in _STRUCTURES:
        return _dire_structure(erreur, modele)
    return "F015", f"valeur refusée : {_decrire(erreur['input'])}", "comparer avec un fichier voisin"


def remplacer(erreur: Mapping[str, Any], modele: type[BaseModel]) -> Remplacement | None:
    """Ce qu'il faut sûrement écrire à la place de ce que pydantic refuse, quand il n'y a pas de doute."""
    contexte = erreur.get("ctx", {})
    ecrit, voulu = erreur.get("input"), None
    if "attendu" in contexte:
        voulu = contexte.get("voulu")
    elif erreur["type"] == "extra_forbidden":
        ecrit = str(erreur["loc"][-1])
        voulu = deviner(ecrit, modele.model_fields, est_ferme=True)
    elif erreur["type"] in _CHOIX:
        ecrit = contexte.get("tag", contexte.get("trouve", ecrit))
        voulu = deviner(ecrit, _choix(erreur), est_ferme=True) if isinstance(ecrit, str) else None
    return Remplacement(ecrit, voulu) if isinstance(ecrit, str) and voulu else None


def modele_au(modele: type[BaseModel], chemin: tuple[str | int, ...], valeur: Any) -> type[BaseModel]:
    """Le modèle de la table qui contient l'élément désigné par un chemin dans la valeur lue."""
    courant = modele
    for etape in chemin:
        if isinstance(valeur, dict) and etape in valeur:
            if isinstance(etape, str) and etape in courant.model_fields:
                courant = sous_modele(courant.model_fields[etape].annotation, valeur[etape]) or courant
            valeur = valeur[etape]
        elif isinstance(valeur, list) and isinstance(etape, int) and etape < len(valeur):
            valeur = valeur[etape]
    return courant


def sous_modele(annotation: Any, valeur: Any) -> type[BaseModel] | None:
    """Le modèle pydantic caché dans une annotation (`tuple[X, ...]`, `X | None`, union par genre)."""
    candidats = list(_modeles(annotation))
    exemple = valeur[0] if isinstance(valeur, list) and valeur else valeur
    genre = exemple.get("genre") if isinstance(exemple, dict) else None
    for candidat in candidats:
        champ = candidat.model_fields.get("genre")
        if champ is not None and genre in get_args(champ.annotation):
            return candidat
    return candidats[0] if candidats else None


def _modeles(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        return
    for partie in get_args(annotation):
        yield from _modeles(partie)

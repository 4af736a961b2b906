"""Construire ce qui se lit d'un objet fautif, pour en trouver les autres fautes.

Un champ fautif n'est ni vide ni nul : il manque à l'objet, et le lire lève `AttributeError`. Une règle qui en a besoin
s'arrête donc d'elle-même, les autres parlent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from contrat.depot.messages import modele_au, sous_modele
from contrat.depot.validation import Refus
from contrat.diagnostics import Chemin
from contrat.modele.base import Objet
from contrat.proches import plus_proche


def construire_partiel(
    modele: type[BaseModel], valeur: Mapping[str, Any], refus: Iterable[Refus], fautifs: Iterable[Chemin]
) -> BaseModel:
    """L'objet sans les champs que ces refus et ces chemins disent fautifs."""
    refus = list(refus)
    absents = {*fautifs, *(chemin for r in refus for chemin in _inconnus(r, modele, valeur))}
    touches = absents | {r.chemin for r in refus}
    au_dessus = {chemin[:rang] for chemin in touches for rang in range(len(chemin))}
    objet = _construire(modele, valeur, (), absents, au_dessus)
    return objet.completer() if isinstance(objet, Objet) else objet


def est_entier(objet: object) -> bool:
    """Vrai pour un objet dont aucun champ ne manque, à aucun niveau."""
    if isinstance(objet, tuple):
        return all(map(est_entier, objet))
    if not isinstance(objet, BaseModel):
        return True
    champs = vars(objet)
    return len(champs) == len(type(objet).model_fields) and all(map(est_entier, champs.values()))


def _inconnus(refus: Refus, modele: type[BaseModel], valeur: Mapping[str, Any]) -> list[Chemin]:
    """Les champs dont un refus empêche de connaître la valeur."""
    erreur, chemin, est_complet = refus
    if erreur["type"] == "missing" or not est_complet:
        return [(*chemin, str(erreur["loc"][-1]))]
    if erreur["type"] != "extra_forbidden":
        return [chemin]
    # Une clé inconnue est sans doute un champ mal écrit : celui auquel elle ressemble n'est pas vide, il est inconnu.
    proche = plus_proche(str(chemin[-1]), modele_au(modele, chemin[:-1], valeur).model_fields)
    return [(*chemin[:-1], proche)] if proche else []


def _construire(
    modele: type[BaseModel], table: Mapping[str, Any], chemin: Chemin, absents: set[Chemin], au_dessus: set[Chemin]
) -> BaseModel:
    champs: dict[str, Any] = {}
    for nom, champ in modele.model_fields.items():
        ici = (*chemin, nom)
        if ici in absents:
            continue
        if nom not in table:
            champs[nom] = champ.get_default(call_default_factory=True)
        elif ici not in au_dessus:
            champs[nom] = _adaptateur(modele, nom).validate_python(table[nom])
        else:
            partie = _partie(champ.annotation, table[nom], ici, absents, au_dessus)
            if partie is not None:
                champs[nom] = partie
    objet = modele.model_construct(_fields_set={nom for nom in modele.model_fields if nom in table})
    object.__setattr__(objet, "__dict__", champs)
    return objet


def _partie(annotation: Any, valeur: Any, chemin: Chemin, absents: set[Chemin], au_dessus: set[Chemin]) -> Any:
    """Une table ou une liste dont une partie est fautive ; rien quand elle ne se construit pas en partie."""
    if isinstance(valeur, list):
        elements = []
        for rang, element in enumerate(valeur):
            ici = (*chemin, rang)
            modele = sous_modele(annotation, element)
            if modele is None or ici in absents or not isinstance(element, dict):
                return None
            if ici in au_dessus:
                elements.append(_construire(modele, element, ici, absents, au_dessus))
            else:
                elements.append(modele.model_validate(element))
        return tuple(elements)
    modele = sous_modele(annotation, valeur)
    if modele is None or not isinstance(valeur, dict) or _est_par_nom(annotation):
        return None
    return _construire(modele, valeur, chemin, absents, au_dessus)


def _est_par_nom(annotation: Any) -> bool:
    """Vrai pour une table dont les clés sont libres : `Mapping[str, …]`."""
    origine = get_origin(annotation)
    if isinstance(origine, type) and issubclass(origine, Mapping):
        return True
    return any(map(_est_par_nom, get_args(annotation)))


@cache
def _adaptateur(modele: type[BaseModel], nom: str) -> TypeAdapter[Any]:
    champ = modele.model_fields[nom]
    forme: Any = Annotated[champ.annotation, champ]
    return TypeAdapter(forme)

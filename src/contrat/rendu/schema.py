"""Le schéma JSON d'un genre de fichiers, tiré de son modèle, pour qu'un éditeur complète et signale à la frappe.

Un éditeur lit YAML 1.2 : `2010` y est un entier, `2010-02-18` et `oui` des textes. Le schéma admet tout ce que l'outil
lit, sans le redire : une somme, un délai ou un statut se jugent par `contrat validate`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from contrat.modele import base
from contrat.modele.bareme import lire_seuil
from contrat.rendu import mots

Schema = dict[str, Any]
Choix = Mapping[str, Mapping[str, str]]

BROUILLON = "http://json-schema.org/draft-07/schema#"
_NOMBRE = {"type": ["number", "string"]}
_ENTIER = {"type": ["integer", "string"], "pattern": r"^(0|[1-9][0-9]{0,11})$"}
_MONTANT = _NOMBRE | {"pattern": r"^(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?$", "minimum": 0}
_ANNEES = {"minimum": int(base.ANNEES[0]), "maximum": int(base.ANNEES[1])}
# Ce que chaque lecteur de `modele.base` admet ; son propre motif reste seul juge.
FORMES: Mapping[Callable[[Any], Any], Schema] = {
    base.lire_montant: _MONTANT,
    base.lire_nombre: _NOMBRE | {"pattern": r"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,10})?$"},
    base.lire_entier: _ENTIER | {"minimum": 0},
    base.lire_effectif: _ENTIER | {"minimum": 1},
    base.lire_pourcent: {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,10})? ?%$"},
    base.lire_jour: {"type": "string", "pattern": r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$", "format": "date"},
    base.lire_moment: {
        "type": ["integer", "string"],
        "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
    }
    | _ANNEES,
    base.lire_annee: {"type": ["integer", "string"], "pattern": r"^(19|20)[0-9]{2}$"} | _ANNEES,
    base.lire_oui_non: {"type": "string", "enum": ["oui", "non"]},
    lire_seuil: {"type": ["number", "string"]},
}
_TEXTE = ["string", "number", "boolean"]


class _Ecrivain(GenerateJsonSchema):
    """Le schéma de ce qu'un fichier écrit, non de l'objet que pydantic en fait."""

    def function_before_schema(self, schema: Any) -> Schema:
        """Une forme de base est ce que lit son lecteur."""
        forme = FORMES.get(schema["function"]["function"])
        return dict(forme) if forme is not None else super().function_before_schema(schema)

    def str_schema(self, schema: Any) -> Schema:
        """Un texte peut s'écrire `2012` sans guillemets : l'éditeur y voit un nombre."""
        return super().str_schema(schema) | {"type": _TEXTE}

    def nullable_schema(self, schema: Any) -> Schema:
        """Un champ facultatif s'omet ; il ne s'écrit jamais vide."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> Schema:
        """La valeur d'un champ omis ne s'écrit pas : elle est dans la description quand il faut la dire."""
        return self.generate_inner(schema["schema"])

    def get_title_from_name(self, name: str) -> str:
        """Un champ n'a pas d'autre titre que sa clé."""
        return name


def ecrire_schema(modele: type[BaseModel], choix: Choix) -> Schema:
    """Le schéma d'un fichier ; `choix` : les identifiants qu'un champ de ce nom peut citer, avec leurs titres."""
    schema = modele.model_json_schema(schema_generator=_Ecrivain)
    _reprendre(schema, choix)
    nom = modele.__name__
    corps = {cle: valeur for cle, valeur in schema.items() if cle != "$defs"}
    definitions = schema.get("$defs", {}) | {nom: corps}
    titre = corps["description"].partition(" :")[0].removesuffix(".")
    entete: Schema = {"$schema": BROUILLON, "title": titre, "description": corps["description"]}
    if getattr(modele, "est_chiffrable", False):
        # Un fichier chiffré n'est lisible qu'avec sa clé : il n'y a rien à en dire.
        racine: Schema = {"if": {"required": ["sops"]}, "else": {"$ref": f"#/$defs/{nom}"}}
    else:
        racine = {"$ref": f"#/$defs/{nom}"}
    return entete | {"allOf": [racine], "$defs": definitions}


def _reprendre(noeud: Any, choix: Choix) -> None:
    """Ôter ce qui est écrit pour Python, proposer ce qui existe."""
    if isinstance(noeud, list):
        for element in noeud:
            _reprendre(element, choix)
        return
    if not isinstance(noeud, dict):
        return
    noeud.pop("title", None)
    if libelles := lire_libelles().get(frozenset(map(str, noeud.get("enum", ())))):
        noeud["enumDescriptions"] = [libelles[valeur] for valeur in noeud["enum"]]
    if isinstance(description := noeud.get("description"), str):
        noeud["description"] = description.partition("\n\n")[0].replace("\n", " ")
    for nom, champ in noeud.get("properties", {}).items():
        if nom in choix:
            _proposer(champ, choix[nom])
    for valeur in noeud.values():
        _reprendre(valeur, choix)


def _proposer(champ: Schema, titres: Mapping[str, str]) -> None:
    """Faire d'un identifiant, ou de chaque élément d'une liste d'identifiants, un choix entre ceux qui existent."""
    cible = champ.get("items", champ)
    if cible.get("pattern") == base.MOTIF_IDENTIFIANT:
        del cible["pattern"], cible["maxLength"]
        cible |= {"type": "string", "enum": list(titres), "enumDescriptions": list(titres.values())}


@cache
def lire_libelles() -> Mapping[frozenset[str], Mapping[str, str]]:
    """Les mots de chaque liste fermée, tels que les pages les disent, par l'ensemble de ses valeurs."""
    libelles: dict[frozenset[str], Mapping[str, str]] = {}
    for trouve in pkgutil.iter_modules(mots.__path__):
        module = import_module(f"{mots.__name__}.{trouve.name}")
        for nom, annotation in get_type_hints(module).items():
            if get_origin(annotation) is dict:
                dits = {cle: _dire(mot) for cle, mot in getattr(module, nom).items() if cle and isinstance(cle, str)}
                libelles.setdefault(frozenset(dits), dits)
    return libelles


def _dire(mot: Any) -> str:
    """Un mot, ou les deux façons de le dire."""
    return " : ".join(map(_dire, mot)) if isinstance(mot, tuple) else str(mot).strip()

"""Les expressions du droit compilé, écrites en SQL : un niveau de requête par niveau d'étapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from contrat.calculs.eligibilite.compilation.expressions import (
    Appartient,
    Cas,
    ColonneLue,
    Compare,
    Condition,
    Entier,
    EstNul,
    EtapeLue,
    Nombre,
    Non,
    Operation,
    Table,
    ToutesVraies,
    Tranchee,
    UneVraie,
    lues,
)
from contrat.calculs.eligibilite.compilation.programme import Definition

# Les types d'entiers, et ce que chacun garde de bits, signe à part.
_GENRES = {"TINYINT": 7, "SMALLINT": 15, "INTEGER": 31, "BIGINT": 63}


def traduire(entier: Entier) -> str:
    """Un entier en SQL ; les colonnes et les étapes y portent leur nom."""
    match entier:
        case Nombre():
            return _ecrire(entier.valeur)
        case ColonneLue() | EtapeLue():
            return entier.nom
        case Operation():
            gauche, droite = entier.gauche, entier.droite
            if entier.signe in ("|", "&"):
                return f"({traduire(gauche)} {entier.signe} {traduire(droite)})"
            # Ce qui tient sur peu d'octets donne une somme qui n'y tiendrait pas ; des bits réunis y tiennent.
            return f"({traduire(gauche)}::BIGINT {entier.signe} {traduire(droite)}::BIGINT)"
        case Cas():
            cas = " ".join(f"WHEN {traduire_condition(c)} THEN {traduire(v)}" for c, v in entier.cas)
            return f"CASE {cas} ELSE {traduire(entier.sinon)} END"
        case Table():
            cas = " ".join(f"WHEN {cle} THEN {_ecrire(valeur)}" for cle, valeur in entier.valeurs)
            return f"CASE {traduire(entier.cle)} {cas} END"
        case _:
            assert_never(entier)


def _ecrire(valeur: int | None) -> str:
    """Un nombre, sur le moins d'octets possible."""
    bits = abs(valeur or 0).bit_length()
    genre = next(genre for genre, place in _GENRES.items() if bits <= place)
    return f"{'NULL' if valeur is None else valeur}::{genre}"


def traduire_condition(condition: Condition) -> str:
    """Une condition en SQL, qui a les mêmes trois valeurs."""
    match condition:
        case Tranchee():
            return "NULL::BOOLEAN" if condition.valeur is None else str(condition.valeur).lower()
        case Compare():
            return f"({traduire(condition.gauche)} {condition.relation} {traduire(condition.droite)})"
        case Appartient():
            return f"({traduire(condition.valeur)} IN ({', '.join(map(str, condition.admises))}))"
        case EstNul():
            return f"({traduire(condition.valeur)} IS NULL)"
        case Non():
            return f"(NOT {traduire_condition(condition.condition)})"
        case ToutesVraies():
            return f"({' AND '.join(map(traduire_condition, condition.conditions))})"
        case UneVraie():
            return f"({' OR '.join(map(traduire_condition, condition.conditions))})"
        case _:
            assert_never(condition)


def composer(source: str, definitions: Sequence[Definition], sorties: Mapping[str, Entier]) -> str:
    """La requête des sorties d'un programme, chacune sous son nom, pour chaque ligne d'une source : son rang et son id.

    Une étape lit celles des niveaux d'en dessous ; ce qu'aucune sortie ne lit n'est pas calculé.
    """
    # Une étape suit le plus haut des niveaux qu'elle lit ; d'un niveau au suivant, seul passe ce qui servira.
    par_nom = {d.nom: d for d in definitions}
    niveaux: dict[str, int] = {}
    for definition in definitions:
        niveaux[definition.nom] = max((niveaux.get(nom, -1) + 1 for nom in _lues_par(definition)), default=0)
    vivants = {lue.nom for sortie in sorties.values() for lue in lues(sortie)}
    parties = [", ".join(["rang", "id", *(f"{traduire(sortie)} AS {nom}" for nom, sortie in sorties.items())])]
    for niveau in range(max((niveaux[nom] for nom in vivants if nom in niveaux), default=-1), -1, -1):
        ici = [par_nom[nom] for nom in sorted(vivants) if niveaux.get(nom) == niveau]
        vivants -= {d.nom for d in ici}
        parties.append(", ".join(["rang", "id", *sorted(vivants), *map(_definir, ici)]))
        vivants |= {nom for d in ici for nom in _lues_par(d)}
    for partie in reversed(parties):
        source = f"(SELECT {partie} FROM {source})"
    return source


def _lues_par(definition: Definition) -> set[str]:
    garde = {definition.garde.nom} if definition.garde else set()
    return garde | {lue.nom for lue in lues(definition.valeur)}


def _definir(definition: Definition) -> str:
    sql, garde = traduire(definition.valeur), definition.garde
    return f"{f'CASE WHEN {garde.nom} = 1 THEN {sql} END' if garde else sql} AS {definition.nom}"

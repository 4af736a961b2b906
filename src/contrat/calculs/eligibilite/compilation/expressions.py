"""Les expressions du droit compilé : peu de genres, sur des entiers qui peuvent être inconnus.

Un montant est en centimes, ou en millionièmes de centime une fois un taux appliqué ; une date, AAAAMMJJ ; un mot d'une
liste fermée, son rang dans l'ordre alphabétique ; oui et non, 1 et 0. Ni flottant, ni décimal, ni texte.

Un entier inconnu est nul, comme en SQL : une opération ou une comparaison dont un opérande est nul est nulle, et une
condition nulle n'est ni vraie ni fausse. Les fonctions de ce module replient ce qui est connu d'avance : il ne reste
jamais de littéral à calculer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Operateur = Literal["+", "-", "*", "//", "|", "&"]
Relation = Literal["=", "<", "<="]


@dataclass(frozen=True, slots=True)
class Nombre:
    """Un entier connu d'avance ; `None` : l'inconnu."""

    valeur: int | None


@dataclass(frozen=True, slots=True)
class ColonneLue:
    """Une colonne du lot, ou ce qui se lit avec elle : un entier, ou nulle."""

    nom: str


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """Une étape déjà calculée du programme, par son nom ; `est_sure` : elle n'est jamais nulle."""

    nom: str
    est_sure: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """Une opération sur deux entiers, nulle si l'un l'est. « // » ne se fait que sur des entiers positifs ou nuls."""

    signe: Operateur
    gauche: Entier
    droite: Entier


@dataclass(frozen=True, slots=True)
class Cas:
    """La valeur du premier cas dont la condition est vraie, sinon `sinon` : `CASE WHEN … THEN … ELSE … END`.

    Une condition nulle ne choisit pas son cas ; la valeur d'un cas écarté ne compte pas, même inconnue.
    """

    cas: tuple[tuple[Condition, Entier], ...]
    sinon: Entier


@dataclass(frozen=True, slots=True)
class Table:
    """La valeur d'une petite table pour cette clé ; nulle si la clé est nulle ou n'y est pas. Les clés sont triées."""

    cle: Entier
    valeurs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tranchee:
    """Une condition vraie ou fausse d'avance ; `None` : nulle."""

    valeur: bool | None


@dataclass(frozen=True, slots=True)
class Compare:
    """`gauche = droite`, `gauche < droite` ou `gauche <= droite` ; nulle si l'un des deux l'est."""

    relation: Relation
    gauche: Entier
    droite: Entier


@dataclass(frozen=True, slots=True)
class Appartient:
    """L'entier est l'un de ceux-ci, triés ; nulle s'il est nul."""

    valeur: Entier
    admises: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EstNul:
    """L'entier est inconnu : toujours vraie ou fausse."""

    valeur: Entier


@dataclass(frozen=True, slots=True)
class Non:
    """Le contraire ; nulle reste nulle."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class ToutesVraies:
    """Fausse si l'une est fausse, sinon nulle si l'une est nulle, sinon vraie : `AND`."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class UneVraie:
    """Vraie si l'une est vraie, sinon nulle si l'une est nulle, sinon fausse : `OR`."""

    conditions: tuple[Condition, ...]


Entier = Nombre | ColonneLue | EtapeLue | Operation | Cas | Table
Condition = Tranchee | Compare | Appartient | EstNul | Non | ToutesVraies | UneVraie

INCONNU = Nombre(None)
ZERO = Nombre(0)
VRAI, FAUX, NULLE = Tranchee(True), Tranchee(False), Tranchee(None)


def peut_etre_nul(valeur: Entier) -> bool:
    """Dire si un entier peut être inconnu."""
    match valeur:
        case Nombre():
            return valeur.valeur is None
        case EtapeLue():
            return not valeur.est_sure
        case Operation():
            return peut_etre_nul(valeur.gauche) or peut_etre_nul(valeur.droite)
        case Cas():
            return peut_etre_nul(valeur.sinon) or any(peut_etre_nul(v) for _, v in valeur.cas)
        case ColonneLue() | Table():
            return True


def parties(expression: Entier | Condition) -> tuple[Entier | Condition, ...]:
    """Les expressions dont celle-ci est faite."""
    match expression:
        case Nombre() | ColonneLue() | EtapeLue() | Tranchee():
            return ()
        case Operation() | Compare():
            return expression.gauche, expression.droite
        case Cas():
            return *(partie for cas in expression.cas for partie in cas), expression.sinon
        case Table():
            return (expression.cle,)
        case Appartient() | EstNul():
            return (expression.valeur,)
        case Non():
            return (expression.condition,)
        case ToutesVraies() | UneVraie():
            return expression.conditions


def lues(expression: Entier | Condition) -> set[ColonneLue | EtapeLue]:
    """Les colonnes et les étapes qu'une expression lit."""
    trouvees: set[ColonneLue | EtapeLue] = set()
    a_voir = [expression]
    while a_voir:
        ici = a_voir.pop()
        if isinstance(ici, ColonneLue | EtapeLue):
            trouvees.add(ici)
        else:
            a_voir += parties(ici)
    return trouvees

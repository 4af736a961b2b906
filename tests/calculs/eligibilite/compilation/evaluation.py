"""La logique de SQL, écrite une seconde fois pour les essais : ce qu'une expression vaut, sans rien compiler."""

from __future__ import annotations

from collections.abc import Mapping

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
)

Ligne = Mapping[str, int | None]
OPERATIONS = {
    "+": int.__add__, "-": int.__sub__, "*": int.__mul__, "//": int.__floordiv__, "|": int.__or__, "&": int.__and__,
}  # fmt: skip
RELATIONS = {"=": int.__eq__, "<": int.__lt__, "<=": int.__le__}


def evaluer(entier: Entier, ligne: Ligne) -> int | None:
    """La valeur d'un entier."""
    match entier:
        case Nombre():
            return entier.valeur
        case ColonneLue() | EtapeLue():
            return ligne[entier.nom]
        case Operation():
            gauche, droite = evaluer(entier.gauche, ligne), evaluer(entier.droite, ligne)
            return None if gauche is None or droite is None else OPERATIONS[entier.signe](gauche, droite)
        case Cas():
            choisi = next((v for c, v in entier.cas if est_vraie(c, ligne)), entier.sinon)
            return evaluer(choisi, ligne)
        case Table():
            cle = evaluer(entier.cle, ligne)
            return None if cle is None else dict(entier.valeurs).get(cle)


def est_vraie(condition: Condition, ligne: Ligne) -> bool | None:
    """Vrai, faux, ou rien."""
    match condition:
        case Tranchee():
            return condition.valeur
        case Compare():
            gauche, droite = evaluer(condition.gauche, ligne), evaluer(condition.droite, ligne)
            return None if gauche is None or droite is None else RELATIONS[condition.relation](gauche, droite)
        case Appartient():
            valeur = evaluer(condition.valeur, ligne)
            return None if valeur is None else valeur in condition.admises
        case EstNul():
            return evaluer(condition.valeur, ligne) is None
        case Non():
            dite = est_vraie(condition.condition, ligne)
            return None if dite is None else not dite
        case ToutesVraies() | UneVraie():
            dites = [est_vraie(c, ligne) for c in condition.conditions]
            decide = isinstance(condition, UneVraie)
            return decide if decide in dites else None if None in dites else not decide

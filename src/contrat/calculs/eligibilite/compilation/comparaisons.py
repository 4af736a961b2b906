"""Comparer une donnée au seuil d'une règle : quand la réponse est sûrement oui, quand elle est sûrement non.

Une donnée peut n'être connue qu'entre deux bornes ; l'âge d'un logement se compare sans division : il a 15 ans quand
150000 au moins séparent deux dates écrites AAAAMMJJ.
"""

from __future__ import annotations

from typing import Any, NamedTuple, assert_never

from contrat.calculs.eligibilite.compilation.champs import INTERVALLES, Champs
from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.constructions import (
    comparer,
    est_parmi,
    nombre,
    non,
    operer,
    toutes,
    une,
)
from contrat.calculs.eligibilite.compilation.expressions import Condition, Entier
from contrat.calculs.moments import jours_couverts
from contrat.modele.condition import AuMoins, AuPlus, Egal, Parmi

_AN = 100 * 100
Comparable = Egal | Parmi | AuMoins | AuPlus


class Bornes(NamedTuple):
    """La plus petite et la plus grande valeur possibles d'une donnée, et d'un seuil, dans la même unité."""

    bas: Entier
    haut: Entier
    premier: Entier
    dernier: Entier


def comparer_champ(condition: Comparable, champs: Champs) -> tuple[Condition, Condition]:
    """Quand la comparaison est remplie, et quand elle ne l'est pas ; les deux nulles d'une case vide."""
    if isinstance(condition, Parmi):
        if condition.champ not in INTERVALLES:
            x = _borner(condition.champ, condition.valeurs[0], champs)
            oui = est_parmi(x.bas, [coder(condition.champ, valeur) for valeur in condition.valeurs])
            return oui, non(oui)
        cas = [_egaler(_borner(condition.champ, valeur, champs)) for valeur in condition.valeurs]
        return une(*(oui for oui, _ in cas)), toutes(*(refus for _, refus in cas))
    x = _borner(condition.champ, condition.seuil, champs)
    match condition:
        case Egal():
            return _egaler(x)
        case AuMoins():
            return comparer(x.premier, "<=", x.bas), comparer(x.haut, "<", x.premier)
        case AuPlus():
            # D'une date, c'est son premier jour qui ne se dépasse pas ; d'un âge, l'année entière compte.
            seuil = x.dernier if condition.champ == "age_logement" else x.premier
            return comparer(x.haut, "<=", seuil), comparer(seuil, "<", x.bas)
        case _:
            assert_never(condition)


def _egaler(x: Bornes) -> tuple[Condition, Condition]:
    if x.bas == x.haut:
        egal = comparer(x.bas, "=", x.premier)
        return egal, non(egal)
    oui = toutes(comparer(x.premier, "<=", x.bas), comparer(x.haut, "<=", x.dernier))
    return oui, une(comparer(x.haut, "<", x.premier), comparer(x.dernier, "<", x.bas))


def _borner(champ: str, seuil: Any, champs: Champs) -> Bornes:
    """Les bornes d'une donnée, et celles d'un seuil ; l'âge grandit quand la date d'achèvement recule."""
    match champ:
        case "achevement":
            premier, dernier = (nombre(coder(champ, jour)) for jour in jours_couverts(seuil))
            return Bornes(champs.premier, champs.dernier, premier, dernier)
        case "age_logement":
            bas, haut = (operer(champs.jour, "-", borne) for borne in (champs.dernier, champs.premier))
            return Bornes(bas, haut, nombre(seuil * _AN), nombre((seuil + 1) * _AN - 1))
        case "saut_classes":
            return Bornes(*champs.saut, nombre(seuil), nombre(seuil))
    valeur = champs.lire(champ)
    attendue = nombre(coder(champ, seuil))
    return Bornes(valeur, valeur, attendue, attendue)


def est_imprecis(condition: Comparable, champs: Champs) -> Condition:
    """La condition qu'une date d'achèvement soit connue trop largement : le seuil tombe entre ses bornes."""
    if isinstance(condition, Parmi):
        raise HorsCompilation
    x = _borner(condition.champ, condition.seuil, champs)
    # Un âge est une année entière : il atteint le seuil au premier jour, et n'y est plus passé le dernier.
    limite = x.dernier if condition.champ == "age_logement" else x.premier
    return toutes(comparer(x.bas, "<=", limite), comparer(x.premier, "<=", x.haut))

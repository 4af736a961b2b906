"""Le nombre qui tient lieu de chaque valeur d'un ménage : le même pour une case du lot et pour le seuil d'une règle."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from contrat.modele.base import MOTIF_DEPARTEMENT, MOTIF_INSEE
from contrat.modele.condition import lister_mots
from contrat.modele.fondement import Categorie, PartieTerritoire
from contrat.modele.lot import COLONNES, LigneLot

# Un code de lieu a deux, trois ou cinq caractères, chiffres et lettres.
BASE_LIEU = 36
LIEUX = {"commune": MOTIF_INSEE, "departement": MOTIF_DEPARTEMENT, "domicile": MOTIF_DEPARTEMENT}
CENTIMES = 100
# Un gain s'écrit avec dix décimales au plus.
PRECISION_GAIN = 10**10
# Un taux s'écrit au plus avec quatre décimales, et un produit tient alors dans 64 bits.
UN_POUR_CENT = 10**4
CATEGORIES: tuple[Categorie, ...] = get_args(Categorie)
# Un bit par donnée qui peut manquer ; le geste et sa quantité se donnent ensemble.
CHAMPS = (*COLONNES, "gestes")


class HorsCompilation(Exception):
    """Un droit que le compilateur ne sait pas rendre en entiers : le lecteur ordinaire juge les lignes de ce jour."""


def coder(champ: str, valeur: Any) -> int:
    """Le nombre d'une valeur connue d'un champ ; deux valeurs s'y rangent comme le moteur les compare."""
    if isinstance(valeur, date):
        return (valeur.year * 100 + valeur.month) * 100 + valeur.day
    if isinstance(valeur, Decimal):
        return _en_entier(valeur * (PRECISION_GAIN if champ == "gain" else CENTIMES))
    if isinstance(valeur, int):
        return int(valeur)
    if champ in LIEUX:
        # Un code mal écrit dans le droit ne serait celui d'aucun ménage : le moteur le dit, en comparant les textes.
        if not re.fullmatch(LIEUX[champ], valeur):
            raise HorsCompilation
        return int(valeur, BASE_LIEU)
    mots = _ranger_mots(champ)
    if valeur not in mots:
        raise HorsCompilation
    return mots[valeur]


def en_centimes(montant: Decimal) -> int:
    """Un montant du droit en centimes."""
    return _en_entier(montant * CENTIMES)


def en_part(taux: Decimal) -> int:
    """Un taux du droit, en dix-millièmes de pour cent ; plus fin ou plus grand, ses produits ne tiendraient pas."""
    if taux > 100:
        raise HorsCompilation
    return _en_entier(taux * UN_POUR_CENT)


def _en_entier(valeur: Decimal) -> int:
    if valeur != valeur.to_integral_value():
        raise HorsCompilation
    return int(valeur)


@cache
def _ranger_mots(champ: str) -> dict[str, int]:
    """Le rang de chaque mot d'une liste fermée ; alphabétique, pour qu'un seuil s'y compare comme au moteur."""
    if champ == "territoire":
        mots = get_args(PartieTerritoire)
    else:
        mots = lister_mots(LigneLot.model_fields[champ].rebuild_annotation()) if champ in LigneLot.model_fields else ()
    return {mot: rang for rang, mot in enumerate(sorted(mots))}


def bit(*champs: str) -> int:
    """Les bits de ces données ; ce que le lot ne peut pas fournir n'en a pas."""
    return sum(_BITS.get(champ, 0) for champ in champs)


def en_champs(bits: int) -> list[str]:
    """Les données que disent ces bits."""
    return [champ for champ in CHAMPS if bits & _BITS[champ]]


def bit_categorie(categorie: Categorie) -> int:
    """Le bit d'une catégorie de ressources."""
    return 1 << CATEGORIES.index(categorie)


_BITS = {champ: 1 << rang for rang, champ in enumerate(CHAMPS)}

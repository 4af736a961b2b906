"""D'une ligne de CSV à ses nombres ; une case déjà vue n'est pas relue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from contrat.calculs.eligibilite.compilation.codes import CENTIMES, coder
from contrat.calculs.moments import jours_couverts
from contrat.modele.base import MONTANT
from contrat.modele.lot import EcritureFrancaise, LigneLot, est_montant, reecrire

V = TypeVar("V")
# Bien plus que les mots d'une liste ou les jours d'une année ; au-delà, on oublie tout et l'on réapprend.
_RETENUES = 1 << 14
# Un produit de deux nombres du lot tient dans 64 bits en deçà : un milliard d'euros, un million d'unités.
_MONTANT_MAX, _ENTIER_MAX = 10**11, 10**6
# Ce que vaut l'unité des chiffres écrits, d'après la longueur de leurs décimales, point compris.
_CENTIMES_ECRITS = {len(""): CENTIMES, len(".5"): CENTIMES // 10, len(".50"): 1}


def retenir(memoire: dict[Any, V], cle: Any, valeur: V) -> V:
    """Ajouter à ce qu'on retient, qui ne grandit pas sans fin ; rend ce qu'on ajoute."""
    if len(memoire) >= _RETENUES:
        memoire.clear()
    memoire[cle] = valeur
    return valeur


class LigneDouteuse(Exception):
    """Une ligne que le lecteur compilé laisse au lecteur ordinaire, qui dira ce qu'elle a."""


class CasesLues(dict[str, Any]):
    """Les cases déjà lues d'une colonne, et leur nombre : un couple de jours pour un achèvement.

    Lève `LigneDouteuse` pour une case qui n'a pas sa forme.
    """

    def __init__(self, nom: str, est_francais: bool, lues: set[EcritureFrancaise]) -> None:
        self.nom, self._est_francais, self._lues = nom, est_francais, lues
        self.forme: Callable[[Any], Any] = TypeAdapter(LigneLot.model_fields[nom].rebuild_annotation()).validate_python

    def __missing__(self, case: str) -> Any:
        texte = case.strip()
        nombre = _borner(self.nom, self._lire(texte)) if texte else None
        return retenir(self, case, nombre)

    def _lire(self, texte: str) -> Any:
        """La valeur d'une case remplie."""
        try:
            return self.forme(texte)
        except (ValidationError, PydanticCustomError):
            reecrite = reecrire(self.nom, texte, self._est_francais)
            if reecrite is None:
                raise LigneDouteuse from None
        self._lues.add(reecrite[1])
        try:
            return self.forme(reecrite[0])
        except (ValidationError, PydanticCustomError):
            raise LigneDouteuse from None


def _borner(nom: str, valeur: Any) -> Any:
    if nom == "achevement":
        return tuple(coder(nom, jour) for jour in jours_couverts(valeur))
    nombre = coder(nom, valeur)
    if isinstance(valeur, int) and nombre > _ENTIER_MAX:
        raise LigneDouteuse
    return nombre


class _Montants(CasesLues):
    """Des montants, bien plus variés que des mots : seuls les premiers sont retenus, sans le détour par pydantic."""

    def __missing__(self, case: str) -> int | None:
        ecrit = MONTANT.fullmatch(case)
        if ecrit is not None:
            point = ecrit.end(1)
            centimes = int(case[:point] + case[point + 1 :]) * _CENTIMES_ECRITS[len(case) - point]
        elif texte := case.strip():
            centimes = coder(self.nom, self._lire(texte))
        else:
            return self.setdefault(case)
        if centimes > _MONTANT_MAX:
            raise LigneDouteuse
        if len(self) < _RETENUES:
            self[case] = centimes
        return centimes


class _Identifiants(CasesLues):
    """Des identifiants, tous différents : rien n'est à retenir, ni à lire."""

    def __missing__(self, case: str) -> None:
        if not case.strip():
            raise LigneDouteuse


def ouvrir_colonne(nom: str, lues: set[EcritureFrancaise], *, est_francais: bool) -> CasesLues:
    """De quoi lire les cases d'une colonne ; `lues` retient ce qui était écrit comme dans un tableur."""
    sorte = _Identifiants if nom == "id" else _Montants if est_montant(nom) else CasesLues
    return sorte(nom, est_francais, lues)

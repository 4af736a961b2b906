"""D'une ligne de CSV à ses nombres ; une case déjà vue n'est pas relue."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from contrat.calculs.eligibilite.compilation.codes import CENTIMES, coder
from contrat.calculs.moments import jours_couverts
from contrat.modele.lot import EcritureFrancaise, LigneLot, est_montant, reecrire

V = TypeVar("V")
# Bien plus que les mots d'une liste ou les jours d'une année ; au-delà, on oublie tout et l'on réapprend.
_RETENUES = 1 << 14
# Un produit de deux nombres du lot tient dans 64 bits en deçà : un milliard d'euros, un million d'unités.
_MONTANT_MAX, _ENTIER_MAX = 10**11, 10**6
# Des montants d'un milliard au plus, ou rien, écrits comme le modèle.
_SIMPLE = r"(?:(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,2})?)?"
_SIMPLES = re.compile(f"{_SIMPLE}(?:\0{_SIMPLE})*")
_CENTIMES_ECRITS = {"": 0} | {f"{n}": 10 * n for n in range(10)} | {f"{n:02}": n for n in range(100)}


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

    def lire(self, cases: Sequence[str], douteuses: set[int]) -> list[Any]:
        """Les nombres de cases de lignes différentes ; `douteuses` : on y ajoute le rang de celles qui le sont."""
        try:
            return list(map(self.__getitem__, cases))
        except LigneDouteuse:
            return [self._lire_ou_douter(rang, case, douteuses) for rang, case in enumerate(cases)]

    def _lire_ou_douter(self, rang: int, case: str, douteuses: set[int]) -> Any:
        try:
            return self[case]
        except LigneDouteuse:
            douteuses.add(rang)
            return None

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
    if (isinstance(valeur, int) and nombre > _ENTIER_MAX) or (est_montant(nom) and nombre > _MONTANT_MAX):
        raise LigneDouteuse
    return nombre


class _Montants(CasesLues):
    """Des montants, bien plus variés que des mots : simples, ils sont lus ensemble, sans le détour par pydantic."""

    def lire(self, cases: Sequence[str], douteuses: set[int]) -> list[int | None]:
        """Les montants en centimes."""
        # Aucune case ne porte ce signe : une ligne qui l'a est refusée.
        if not _SIMPLES.fullmatch("\0".join(cases)):
            return super().lire(cases, douteuses)
        ecrits = map(str.partition, cases, repeat("."))
        return [
            int(euros) * CENTIMES + _CENTIMES_ECRITS[decimales] if euros else None for euros, _, decimales in ecrits
        ]


class _Identifiants(CasesLues):
    """Des identifiants, tous différents : rien n'est à retenir, ni à lire."""

    def __missing__(self, case: str) -> None:
        if not case.strip():
            raise LigneDouteuse


def ouvrir_colonne(nom: str, lues: set[EcritureFrancaise], *, est_francais: bool) -> CasesLues:
    """De quoi lire les cases d'une colonne ; `lues` retient ce qui était écrit comme dans un tableur."""
    sorte = _Identifiants if nom == "id" else _Montants if est_montant(nom) else CasesLues
    return sorte(nom, est_francais, lues)

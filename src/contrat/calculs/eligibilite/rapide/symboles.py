"""Calculer sur des nombres qu'on ne connaît pas : le calcul du moteur devient une formule, une par embranchement.

Un `Symbole` se laisse additionner, multiplier et comparer comme un montant. Une comparaison demande une réponse : la
première fois, elle arrête le calcul, qui reprend avec « oui » d'un côté, « non » de l'autre.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from contrat.calculs.eligibilite.rapide.traits import Ligne

Feuille = TypeVar("Feuille")


class Embranchement(Exception):
    """Une comparaison dont la réponse n'est pas encore choisie."""

    def __init__(self, symbole: Symbole) -> None:
        super().__init__(symbole.texte)
        self.symbole = symbole


class Symbole:
    """Un nombre à venir : son écriture, et comment le calculer d'une ligne."""

    __slots__ = ("choix", "texte", "valeur")

    def __init__(self, texte: str, valeur: Callable[[Ligne], Any], choix: Mapping[str, bool]) -> None:
        self.texte = texte
        self.valeur = valeur
        self.choix = choix

    def __add__(self, autre: Any) -> Symbole:
        return self._composer("+", operator.add, autre)

    def __sub__(self, autre: Any) -> Symbole:
        return self._composer("-", operator.sub, autre)

    def __mul__(self, autre: Any) -> Symbole:
        return self._composer("*", operator.mul, autre)

    def __truediv__(self, autre: Any) -> Symbole:
        return self._composer("/", operator.truediv, autre)

    def __rsub__(self, autre: Any) -> Symbole:
        return self._composer("*", operator.mul, -1)._composer("+", operator.add, autre)

    # Un montant à gauche : seules l'addition et la multiplication ne dépendent pas de l'ordre.
    __radd__, __rmul__ = __add__, __mul__

    def __lt__(self, autre: Any) -> bool:
        return self._trancher("<", operator.lt, autre)

    def __le__(self, autre: Any) -> bool:
        return self._trancher("<=", operator.le, autre)

    def __gt__(self, autre: Any) -> bool:
        return self._trancher(">", operator.gt, autre)

    def __ge__(self, autre: Any) -> bool:
        return self._trancher(">=", operator.ge, autre)

    def __eq__(self, autre: object) -> bool:
        return autre is not None and self._trancher("==", operator.eq, autre)

    def __ne__(self, autre: object) -> bool:
        return not self == autre

    def __bool__(self) -> bool:
        return self._trancher("!=", operator.ne, 0)

    __hash__ = None  # type: ignore[assignment]

    def _composer(self, signe: str, operation: Callable[[Any, Any], Any], autre: Any) -> Symbole:
        gauche = self.valeur
        texte = f"({self.texte} {signe} {ecrire(autre)})"
        if isinstance(autre, Symbole):
            droite = autre.valeur
            return Symbole(texte, lambda a: operation(gauche(a), droite(a)), self.choix)
        return Symbole(texte, lambda a: operation(gauche(a), autre), self.choix)

    def _trancher(self, signe: str, operation: Callable[[Any, Any], Any], autre: Any) -> bool:
        comparaison = self._composer(signe, operation, autre)
        reponse = self.choix.get(comparaison.texte)
        if reponse is None:
            raise Embranchement(comparaison)
        return reponse


def ecrire(nombre: Any) -> str:
    """L'écriture d'un nombre, connu ou non."""
    return nombre.texte if isinstance(nombre, Symbole) else str(nombre)


class Arbre(Generic[Feuille]):
    """Les embranchements d'un calcul ; une branche n'est suivie que quand une ligne y mène."""

    __slots__ = ("branches", "choix", "feuille", "test")

    def __init__(self, choix: Mapping[str, bool] | None = None) -> None:
        self.choix = choix or {}
        self.feuille: Feuille | None = None
        self.test: Callable[[Ligne], Any] | None = None
        self.branches: dict[bool, Arbre[Feuille]] = {}

    def suivre(self, ligne: Ligne, calculer: Callable[[Mapping[str, bool]], Feuille]) -> Feuille:
        """La feuille où mène cette ligne ; `calculer` fait le calcul, les comparaisons tranchées étant données."""
        noeud = self
        while noeud.feuille is None:
            if noeud.test is None:
                noeud._ouvrir(calculer)
            else:
                noeud = noeud.branches[bool(noeud.test(ligne))]
        return noeud.feuille

    def _ouvrir(self, calculer: Callable[[Mapping[str, bool]], Feuille]) -> None:
        try:
            self.feuille = calculer(self.choix)
        except Embranchement as rencontre:
            texte, self.test = rencontre.symbole.texte, rencontre.symbole.valeur
            self.branches = {reponse: Arbre({**self.choix, texte: reponse}) for reponse in (True, False)}
        # Une branche ouverte ne sera pas recalculée.
        self.choix = {}

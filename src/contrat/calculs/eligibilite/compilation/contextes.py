"""Une condition compilée, et ce qu'elle peut lire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.constructions import choisir, nombre, non, toutes
from contrat.calculs.eligibilite.compilation.etats import A_VERIFIER, REMPLIE, EtatCompile
from contrat.calculs.eligibilite.compilation.expressions import VRAI, ZERO, Condition, Entier, EtapeLue
from contrat.calculs.eligibilite.compilation.gestes import GesteCompile
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.calculs.eligibilite.compilation.ressources import Moyens
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.modele.montant import MontantAide


class ReserveCompilee(NamedTuple):
    """Une réserve : quand elle vaut, et la condition qu'elle laisse à confirmer."""

    quand: Condition
    resultat: ResultatCondition


class ConditionCompilee(NamedTuple):
    """Une condition ; `inconnue` : le ménage n'a rien dit de ce qu'elle lit.

    `manque` : les bits de ce qu'il faudrait savoir pour la trancher, quand elle est à vérifier ; `manque_tout`, ceux
    des réserves compris.
    """

    etat: EtatCompile
    inconnue: Condition
    bloque: Condition = VRAI
    manque: Entier = ZERO
    manque_tout: Entier = ZERO
    reserves: tuple[ReserveCompilee, ...] = ()


def compter(etat: EtatCompile, bloque: Condition) -> Entier:
    """L'état pris en compte dans le verdict : une réserve n'y compte pas."""
    return choisir([(toutes(etat.est(A_VERIFIER), non(bloque)), nombre(REMPLIE))], etat.valeur)


class AutreAide(NamedTuple):
    """Ce qu'une condition lit d'une autre aide : son état, ce qui manque à son verdict, si elle est sous réserve."""

    etat: EtatCompile
    manque: Entier
    est_sous_reserve: Condition


class ContexteCompile(NamedTuple):
    """Ce qu'une condition peut lire, comme `conditions.Contexte` ; `garde` : quand ses étapes servent."""

    jour: date
    champs: Champs
    moyens: Moyens
    etapes: Etapes
    autre_aide: Callable[[str], AutreAide]
    juger_geste: Callable[[MontantAide], GesteCompile]
    montant: MontantAide
    garde: EtapeLue | None = None

    def nommer(self, etat: EtatCompile) -> EtatCompile:
        """Un état qui sera lu plusieurs fois."""
        return EtatCompile(self.etapes.nommer(etat.valeur, self.garde), etat.codes)

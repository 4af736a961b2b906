"""L'état d'une condition en un nombre : le plus grand bit de plusieurs états réunis est celui de toutes ensemble."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.codes import bit_categorie
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    nombre,
    operer,
    reunir,
    une,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    FAUX,
    VRAI,
    ZERO,
    Condition,
    Entier,
)
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.calculs.eligibilite.logique import VERDICTS as VERDICT_DE
from contrat.calculs.eligibilite.logique import Etat, toutes
from contrat.modele.fondement import Categorie

REMPLIE, A_VERIFIER, NON_REMPLIE, NON_JUGE, HORS_CHAMP = 0, 1, 2, 4, 8
CODES = {
    Etat.REMPLIE: REMPLIE,
    Etat.A_VERIFIER: A_VERIFIER,
    Etat.NON_REMPLIE: NON_REMPLIE,
    Etat.NON_JUGE: NON_JUGE,
    Etat.HORS_CHAMP: HORS_CHAMP,
}
# Dans l'ordre où un état l'emporte, quand une condition suffit.
_D_UNE = (REMPLIE, A_VERIFIER, NON_JUGE, NON_REMPLIE)
# Le verdict que disent des états réunis.
VERDICTS = tuple(
    VERDICT_DE[toutes(etat for etat, code in CODES.items() if code & bits)] for bits in range(2 * HORS_CHAMP)
)


class EtatCompile(NamedTuple):
    """Le calcul d'un état, et les codes qu'il peut donner : ceux qu'il ne donne jamais ne se testent pas."""

    valeur: Entier
    codes: frozenset[int]

    def est(self, code: int) -> Condition:
        """La condition que l'état soit celui-ci."""
        if code not in self.codes:
            return FAUX
        return VRAI if self.codes == {code} else comparer(self.valeur, "=", nombre(code))


def fixe(code: int) -> EtatCompile:
    """Un état connu d'avance."""
    return EtatCompile(nombre(code), frozenset({code}))


def de_toutes(etats: Sequence[EtatCompile]) -> EtatCompile:
    """L'état de conditions toutes exigées."""
    codes = frozenset({REMPLIE}).union(*(e.codes for e in etats))
    valeurs = dict.fromkeys(e.valeur for e in etats if e.valeur != ZERO)
    reunis = reunir(valeurs)
    return EtatCompile(reunis if len(valeurs) == 1 else dominant(reunis, codes), codes)


def dominant(reunis: Entier, codes: frozenset[int]) -> Entier:
    """Le plus grand bit d'états réunis."""
    presents = sorted(codes - {REMPLIE}, reverse=True)
    cas = [(comparer(nombre(code), "<=", reunis), nombre(code)) for code in presents[:-1]]
    return choisir(cas, reunis)


def d_une(etats: Sequence[EtatCompile]) -> EtatCompile:
    """L'état de conditions dont une suffit."""
    codes = frozenset().union(*(e.codes for e in etats))
    ordre = [code for code in (*_D_UNE, HORS_CHAMP) if code in codes]
    cas = [(une(*(e.est(code) for e in etats)), nombre(code)) for code in ordre[:-1]]
    return EtatCompile(choisir(cas, nombre(ordre[-1])), frozenset(ordre))


def admettre(parmi: Collection[Categorie], possibles: Entier, etapes: Etapes) -> EtatCompile:
    """Toutes les catégories encore possibles sont admises, ou aucune ne l'est ; sans catégorie, on ne sait pas."""
    admises = sum({bit_categorie(c) for c in parmi})
    aucune = comparer(possibles, "=", ZERO)
    toutes_admises = comparer(operer(possibles, "|", nombre(admises)), "=", nombre(admises))
    cas = [(aucune, nombre(A_VERIFIER)), (toutes_admises, ZERO), (ecarter(parmi, possibles), nombre(NON_REMPLIE))]
    etat = etapes.nommer(choisir(cas, nombre(A_VERIFIER)))
    return EtatCompile(etat, frozenset({REMPLIE, A_VERIFIER, NON_REMPLIE}))


def ecarter(parmi: Collection[Categorie], possibles: Entier) -> Condition:
    """Aucune de ces catégories n'est encore possible."""
    return comparer(operer(possibles, "&", nombre(sum({bit_categorie(c) for c in parmi}))), "=", ZERO)

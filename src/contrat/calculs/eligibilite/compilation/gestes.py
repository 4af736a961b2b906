"""Le geste d'une ligne devant la liste du jour : seconde lecture de `calculs/eligibilite/gestes.py`.

Une ligne n'a qu'un geste : celui qui ne s'aide jamais seul n'y est donc pas admis.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.codes import coder
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    est_nul,
    est_parmi,
    nombre,
    non,
)
from contrat.calculs.eligibilite.compilation.etats import (
    A_VERIFIER,
    NON_REMPLIE,
    REMPLIE,
    EtatCompile,
    admettre,
    de_toutes,
    fixe,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    ZERO,
    Condition,
    Entier,
)
from contrat.modele.fondement import est_en_vigueur
from contrat.modele.menage import Geste
from contrat.modele.montant import GesteAide, Gestes, MontantAide, PeriodeGeste

_CODES = frozenset({REMPLIE, A_VERIFIER, NON_REMPLIE})


def lister_periodes(montant: Gestes, jour: date) -> list[tuple[GesteAide, PeriodeGeste]]:
    """Les gestes qui ont un forfait ce jour-là."""
    trouvees = []
    for geste in {g.geste: g for g in reversed(montant.gestes)}.values():
        periode = next((p for p in geste.periodes if est_en_vigueur(p, jour)), None)
        if periode is not None:
            trouvees.append((geste, periode))
    return trouvees


def selon_le_geste(valeurs: Mapping[Geste, Entier], champs: Champs, sinon: Entier) -> Entier:
    """La valeur que donne le geste de la ligne ; ceux qui en ont une de même sont réunis."""
    par_valeur: dict[Entier, list[int]] = {}
    for nom, valeur in valeurs.items():
        par_valeur.setdefault(valeur, []).append(coder("geste", nom))
    geste = champs.lire("geste")
    return choisir([(est_parmi(geste, rangs), valeur) for valeur, rangs in par_valeur.items()], sinon)


def juger_geste(montant: MontantAide, jour: date, champs: Champs, possibles: Entier) -> EtatCompile:
    """L'état du geste, quand il est dit ; une aide qui n'est pas payée par geste n'en admet aucun."""
    if not isinstance(montant, Gestes):
        return fixe(NON_REMPLIE)
    etats = {
        geste.geste: fixe(NON_REMPLIE) if periode.avec_un_autre else _juger(geste, periode, champs, possibles)
        for geste, periode in lister_periodes(montant, jour)
    }
    ailleurs = _chercher_non_lues(montant, jour, champs)
    valeur = selon_le_geste({g: e.valeur for g, e in etats.items()}, champs, ailleurs.valeur)
    return EtatCompile(valeur, ailleurs.codes.union(*(e.codes for e in etats.values())))


def _chercher_non_lues(montant: Gestes, jour: date, champs: Champs) -> EtatCompile:
    """L'état d'un geste hors de la liste : à vérifier là où elle n'a pas été lue."""
    listes = [liste for liste in montant.listes_non_lues if est_en_vigueur(liste, jour)]
    if not listes:
        return fixe(NON_REMPLIE)
    ici = champs.departement
    la = est_parmi(ici, {coder("departement", d) for liste in listes for d in liste.departements})
    cas = [(est_nul(ici), nombre(A_VERIFIER)), (la, nombre(A_VERIFIER))]
    return EtatCompile(choisir(cas, nombre(NON_REMPLIE)), frozenset({A_VERIFIER, NON_REMPLIE}))


def _juger(geste: GesteAide, periode: PeriodeGeste, champs: Champs, possibles: Entier) -> EtatCompile:
    exigences = []
    if geste.departements or periode.sauf_departements:
        exigences.append(_connu(champs.departement, _situer(geste, periode, champs.departement)))
    if periode.type is not None:
        logement = champs.lire("type")
        exigences.append(_connu(logement, comparer(logement, "=", nombre(coder("type", periode.type)))))
    if periode.gain is not None:
        gain = champs.lire("gain")
        exigences.append(_connu(gain, comparer(nombre(coder("gain", periode.gain)), "<=", gain)))
    if periode.energie_fossile:
        energie = champs.lire("energie_fossile")
        admises = [coder("energie_fossile", e) for e in periode.energie_fossile]
        exigences.append(_connu(energie, est_parmi(energie, admises)))
    return de_toutes([admettre((*periode.montants, *periode.inconnues), possibles), *exigences])


def _situer(geste: GesteAide, periode: PeriodeGeste, ici: Entier) -> Condition:
    """Le logement est là où le geste s'aide."""
    exclus = {coder("departement", d) for d in periode.sauf_departements}
    admis = {coder("departement", d) for d in geste.departements} - exclus
    if geste.departements:
        return est_parmi(ici, admis)
    return non(est_parmi(ici, exclus))


def _connu(valeur: Entier, admise: Condition) -> EtatCompile:
    cas = [(est_nul(valeur), nombre(A_VERIFIER)), (admise, ZERO)]
    return EtatCompile(choisir(cas, nombre(NON_REMPLIE)), _CODES)

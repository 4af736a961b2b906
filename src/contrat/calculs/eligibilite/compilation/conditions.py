"""Chaque genre de condition en expressions : son état, ce qui manque pour le savoir, les réserves qu'il laisse.

C'est la seconde lecture de `calculs/eligibilite/conditions.py` et de `manquants.py` : `make accord` les compare.
"""

from __future__ import annotations

from typing import assert_never

from contrat.calculs.eligibilite.compilation.champs import INTERVALLES
from contrat.calculs.eligibilite.compilation.codes import bit, coder
from contrat.calculs.eligibilite.compilation.comparaisons import comparer_champ, est_imprecis
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    est_nul,
    est_parmi,
    nombre,
    non,
    reunir,
    toutes,
    une,
)
from contrat.calculs.eligibilite.compilation.contextes import ConditionCompilee, ContexteCompile, ReserveCompilee
from contrat.calculs.eligibilite.compilation.etats import (
    A_VERIFIER,
    CODES,
    NON_JUGE,
    NON_REMPLIE,
    REMPLIE,
    EtatCompile,
    admettre,
    d_une,
    de_toutes,
    fixe,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    FAUX,
    VRAI,
    ZERO,
    Cas,
    Condition,
    Entier,
)
from contrat.calculs.eligibilite.conditions import ADMIS, ResultatCondition
from contrat.calculs.eligibilite.logique import Etat
from contrat.modele import condition as m
from contrat.modele.fondement import Fondement, est_en_vigueur

_TROIS = frozenset({REMPLIE, A_VERIFIER, NON_REMPLIE})


def compiler(condition: m.Condition, contexte: ContexteCompile) -> ConditionCompilee:
    """Compiler une condition, quel que soit son genre."""
    match condition:
        case m.UneParmi():
            return _une_parmi(condition, contexte)
        case m.Toutes():
            sous = [compiler(c, contexte) for c in condition.conditions]
            return _finir(condition, condition, contexte, _reunir(sous, contexte))
        case m.Portee():
            return _portee(condition, contexte)
        case m.CategorieParmi():
            moyens = contexte.moyens
            etat = admettre(condition.parmi, moyens.possibles, contexte.etapes)
            return _feuille(condition, contexte, etat, est_nul(moyens.rfr), moyens.manque)
        case m.Guichet():
            return _guichet(condition, contexte)
        case m.NonRetrouvee():
            return _feuille(condition, contexte, fixe(A_VERIFIER), VRAI, ZERO)
        case m.AideAccordee():
            return _aide_accordee(condition, contexte)
        case m.GesteAdmis() | m.GesteCompris():
            return _gestes(condition, contexte)
        case _:
            return _champ(condition, contexte)


def _ignorer(contexte: ContexteCompile, champ: str) -> Condition:
    return est_nul(contexte.moyens.rfr) if champ == "rfr" else contexte.champs.est_inconnu(champ)


def _manquer(contexte: ContexteCompile, champ: str) -> Entier:
    if champ == "rfr":
        return choisir([(est_nul(contexte.moyens.rfr), nombre(bit("rfr")))], ZERO)
    return contexte.champs.manquer(champ)


def _champ(
    condition: m.Egal | m.Parmi | m.AuMoins | m.AuPlus | m.Connue, contexte: ContexteCompile
) -> ConditionCompilee:
    """Une donnée du ménage : connue, ou comparée à un seuil."""
    champ = condition.champ
    inconnue, manque = _ignorer(contexte, champ), _manquer(contexte, champ)
    sinon = A_VERIFIER if champ in INTERVALLES else NON_REMPLIE
    cas = [] if champ in INTERVALLES else [(inconnue, nombre(A_VERIFIER))]
    match condition:
        case m.Connue():
            cas, sinon = [(inconnue, nombre(A_VERIFIER))], REMPLIE
        case m.Egal() | m.Parmi() | m.AuMoins() | m.AuPlus():
            oui, refus = comparer_champ(condition, contexte.champs)
            cas += [(oui, nombre(REMPLIE)), (refus, nombre(NON_REMPLIE))]
            if champ in ("achevement", "age_logement"):
                imprecis = est_imprecis(condition, contexte.champs)
                manque = choisir([(imprecis, nombre(bit("achevement")))], manque)
        case _:
            assert_never(condition)
    return _feuille(condition, contexte, EtatCompile(choisir(cas, nombre(sinon)), _TROIS), inconnue, manque)


def _feuille(
    condition: m.Condition,
    contexte: ContexteCompile,
    etat: EtatCompile,
    inconnue: Condition,
    manque: Entier,
    regle: m.PeriodeGuichet | m.CasPortee | None = None,
) -> ConditionCompilee:
    """Une condition qui n'en contient pas d'autres."""
    etat = contexte.nommer(_adoucir(condition, regle or condition, etat))
    bloque = FAUX if condition.demarche else non(inconnue) if condition.sans_reponse == "reserve" else VRAI
    reserves = _reserver(condition, etat, bloque, regle)
    bloquant = choisir([(bloque, manque)], ZERO)
    return ConditionCompilee(etat, inconnue, bloque, bloquant, manque, reserves)


def _reserver(
    condition: m.Condition,
    etat: EtatCompile,
    bloque: Condition,
    regle: m.PeriodeGuichet | m.CasPortee | None = None,
) -> tuple[ReserveCompilee, ...]:
    """La réserve que laisse une condition à vérifier qui ne bloque pas, s'il peut y en avoir une."""
    quand = toutes(etat.est(A_VERIFIER), non(bloque))
    resultat = ResultatCondition(condition, Etat.A_VERIFIER, None, None, bloque=False, regle=regle)
    return () if quand == FAUX else (ReserveCompilee(quand, resultat),)


def _adoucir(condition: m.Condition, fondement: Fondement, etat: EtatCompile) -> EtatCompile:
    """Une dérogation possible ou un texte incertain change un « non » en « à vérifier »."""
    est_souple = condition.derogation or condition.demarche or fondement.statut == "incertain"
    if not est_souple or NON_REMPLIE not in etat.codes:
        return etat
    return EtatCompile(_remplacer(etat.valeur), etat.codes - {NON_REMPLIE} | {A_VERIFIER})


def _remplacer(etat: Entier) -> Entier:
    """Un état où « à vérifier » remplace « non remplie », dans chaque cas quand ils sont écrits."""
    if isinstance(etat, Cas):
        return choisir([(quand, _remplacer(valeur)) for quand, valeur in etat.cas], _remplacer(etat.sinon))
    return choisir([(comparer(etat, "=", nombre(NON_REMPLIE)), nombre(A_VERIFIER))], etat)


def _manque_si(sous: ConditionCompilee, *, tout: bool) -> Entier:
    manque = sous.manque_tout if tout else sous.manque
    return choisir([(sous.etat.est(A_VERIFIER), manque)], ZERO)


def _reunir(sous: list[ConditionCompilee], contexte: ContexteCompile) -> ConditionCompilee:
    """Des conditions toutes exigées ; elles bloquent quand l'état qui compte est le leur."""
    etat = contexte.nommer(de_toutes([s.etat for s in sous]))
    # Seule une réserve écarte un état : celui qui compte ne diffère que si tout ce qui est à vérifier est en réserve.
    bloque = une(non(etat.est(A_VERIFIER)), *(toutes(s.etat.est(A_VERIFIER), s.bloque) for s in sous))
    return ConditionCompilee(
        etat,
        VRAI,
        bloque,
        reunir(_manque_si(s, tout=False) for s in sous),
        reunir(_manque_si(s, tout=True) for s in sous),
        tuple(reserve for s in sous for reserve in s.reserves),
    )


def _finir(
    condition: m.Condition, fondement: Fondement, contexte: ContexteCompile, reunie: ConditionCompilee
) -> ConditionCompilee:
    """Ce qu'une condition composée ajoute à celles qu'elle réunit : une dérogation, une démarche."""
    etat = contexte.nommer(_adoucir(condition, fondement, reunie.etat))
    bloque = toutes(reunie.bloque, non(etat.est(A_VERIFIER))) if condition.demarche else reunie.bloque
    return reunie._replace(etat=etat, bloque=bloque)


def _une_parmi(condition: m.UneParmi, contexte: ContexteCompile) -> ConditionCompilee:
    """Une condition suffit ; une réserve ne choisit pas entre celles qui restent ouvertes."""
    sous = [compiler(c, contexte) for c in condition.conditions]
    etat = contexte.nommer(_adoucir(condition, condition, d_une([s.etat for s in sous])))
    en_reserve = toutes(*(s.etat.est(A_VERIFIER) for s in sous), une(*(non(s.bloque) for s in sous)))
    bloque = FAUX if condition.demarche else non(en_reserve)
    tout = reunir(_manque_si(s, tout=True) for s in sous)
    manque = choisir([(en_reserve, reunir(_manque_si(s, tout=False) for s in sous))], tout)
    return ConditionCompilee(etat, VRAI, bloque, manque, tout, _reserver(condition, etat, bloque))


def _guichet(condition: m.Guichet, contexte: ContexteCompile) -> ConditionCompilee:
    periode = next((p for p in condition.periodes if est_en_vigueur(p, contexte.jour)), None)
    moyens = contexte.moyens
    etat = fixe(REMPLIE) if periode is None else admettre(periode.ouvert_a, moyens.possibles, contexte.etapes)
    return _feuille(condition, contexte, etat, FAUX, moyens.manque, periode)


def _aide_accordee(condition: m.AideAccordee, contexte: ContexteCompile) -> ConditionCompilee:
    """L'état d'une autre aide ; accordée sous réserve, elle laisse la même réserve à celle-ci."""
    autre = contexte.autre_aide(condition.aide)
    en_reserve = toutes(autre.etat.est(REMPLIE), autre.est_sous_reserve)
    etat = autre.etat._replace(valeur=choisir([(en_reserve, nombre(A_VERIFIER))], autre.etat.valeur))
    jugee = _feuille(condition, contexte, etat, FAUX, autre.manque)
    bloque = toutes(jugee.bloque, non(en_reserve))
    reserves = _reserver(condition, jugee.etat, bloque)
    return jugee._replace(bloque=bloque, reserves=reserves, manque=choisir([(bloque, autre.manque)], ZERO))


def _gestes(condition: m.GesteAdmis | m.GesteCompris, contexte: ContexteCompile) -> ConditionCompilee:
    """Le geste de la ligne ; tant qu'aucun n'est dit, on ne sait pas."""
    geste = contexte.champs.lire("geste")
    if isinstance(condition, m.GesteAdmis):
        dit, manque = contexte.juger_geste(contexte.montant)
        manque = choisir([(dit.est(A_VERIFIER), manque)], ZERO)
    else:
        compris = est_parmi(geste, [coder("geste", attendu) for attendu in (condition.geste, *condition.ou)])
        dit = EtatCompile(choisir([(compris, ZERO)], nombre(NON_REMPLIE)), frozenset({REMPLIE, NON_REMPLIE}))
        manque = ZERO
    etat = EtatCompile(choisir([(est_nul(geste), nombre(A_VERIFIER))], dit.valeur), dit.codes | {A_VERIFIER})
    manque = choisir([(est_nul(geste), nombre(bit("gestes")))], reunir((contexte.moyens.manque, manque)))
    return _feuille(condition, contexte, etat, est_nul(geste), manque)


def _portee(condition: m.Portee, contexte: ContexteCompile) -> ConditionCompilee:
    """Qui ou quel endroit l'aide sert : le premier cas en vigueur qui cite la valeur ; d'une autre, pas de jugement."""
    champ = condition.champ
    valeur = contexte.moyens.rfr if champ == "rfr" else contexte.champs.lire(champ)
    inconnue = est_nul(valeur)
    rien_dit = _feuille(condition, contexte, fixe(A_VERIFIER), inconnue, _manquer(contexte, champ))
    cites = []
    vues: set[int] = set()
    for regle in condition.cas_en_vigueur(contexte.jour):
        citees = {coder(champ, v) for v in regle.valeurs} - vues
        vues |= citees
        if citees:
            cites.append((est_parmi(valeur, citees), _cas_portee(condition, regle, contexte)))
    cas = [(inconnue, rien_dit), *cites]
    codes = frozenset({NON_JUGE}).union(*(c.etat.codes for _, c in cas))
    etat = choisir([(quand, c.etat.valeur) for quand, c in cas], nombre(NON_JUGE))
    return ConditionCompilee(
        contexte.nommer(EtatCompile(etat, codes)),
        inconnue,
        non(
            une(
                *(toutes(non(inconnue), quand, non(c.bloque)) for quand, c in cites),
                toutes(inconnue, non(rien_dit.bloque)),
            )
        ),
        choisir([(quand, c.manque) for quand, c in cas], ZERO),
        choisir([(quand, c.manque_tout) for quand, c in cas], ZERO),
        tuple(r._replace(quand=toutes(quand, r.quand)) for quand, c in cas for r in c.reserves),
    )


def _cas_portee(condition: m.Portee, cas: m.CasPortee, contexte: ContexteCompile) -> ConditionCompilee:
    if cas.admis != "oui":
        return _feuille(condition, contexte, fixe(CODES[ADMIS[cas.admis]]), FAUX, ZERO, cas)
    sous = [compiler(c, contexte) for c in cas.conditions]
    if not sous:
        return _feuille(condition, contexte, fixe(REMPLIE), FAUX, ZERO, cas)
    return _finir(condition, cas, contexte, _reunir(sous, contexte))

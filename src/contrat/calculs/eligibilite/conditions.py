"""Évaluer une condition et garder la trace : la valeur du ménage, le seuil, l'état, le texte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.demande import Demande, bornes_moment, intervalle
from contrat.calculs.eligibilite.logique import ETATS, Etat, Verdict, toutes, trancher, une_parmi
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.bareme import Seuil
from contrat.modele.condition import (
    AideAccordee,
    AuMoins,
    AuPlus,
    CategorieParmi,
    Condition,
    Egal,
    Parmi,
    Toutes,
    UneParmi,
)


class ResultatCondition(NamedTuple):
    """Une condition jugée ; `bloque` est faux quand la donnée manque mais ne laisse qu'une réserve."""

    condition: Condition
    etat: Etat
    valeur: Any
    seuil: Any
    bloque: bool = True
    sous: tuple[ResultatCondition, ...] = ()

    @property
    def compte(self) -> Etat:
        """L'état pris en compte dans le verdict."""
        return self.etat if self.bloque else Etat.REMPLIE


class Contexte(NamedTuple):
    """Ce qu'une condition peut lire : la demande, ses ressources, le verdict des autres aides."""

    demande: Demande
    ressources: Ressources
    verdict: Callable[[str], Verdict]


def evaluer(condition: Condition, contexte: Contexte) -> ResultatCondition:
    """Juger une condition ; une dérogation possible ou un texte incertain change un « non » en « à vérifier »."""
    resultat = _evaluer_brut(condition, contexte)
    etat = resultat.etat
    if etat is Etat.NON_REMPLIE and (condition.derogation or condition.statut == "incertain"):
        etat = Etat.A_VERIFIER
    inconnu = resultat.valeur is None and not resultat.sous
    bloque = not (etat is Etat.A_VERIFIER and inconnu and condition.sans_reponse == "reserve")
    return ResultatCondition(condition, etat, resultat.valeur, resultat.seuil, bloque, resultat.sous)


def _evaluer_brut(condition: Condition, contexte: Contexte) -> ResultatCondition:
    match condition:
        case UneParmi() | Toutes():
            return _combiner(condition, contexte)
        case CategorieParmi():
            return _juger_categorie(condition, contexte.ressources)
        case AideAccordee():
            verdict = contexte.verdict(condition.aide)
            return ResultatCondition(condition, ETATS[verdict], verdict, Verdict.ELIGIBLE)
        case _:
            return _juger_champ(condition, contexte.demande)


def _combiner(condition: UneParmi | Toutes, contexte: Contexte) -> ResultatCondition:
    sous = tuple(evaluer(c, contexte) for c in condition.conditions)
    combiner = une_parmi if isinstance(condition, UneParmi) else toutes
    return ResultatCondition(condition, combiner(s.compte for s in sous), None, None, True, sous)


def _juger_categorie(condition: CategorieParmi, ressources: Ressources) -> ResultatCondition:
    admises = [c for c in ressources.possibles if c in condition.parmi]
    oui = ressources.est_sure and bool(admises)
    etat = trancher(oui, not admises)
    valeur = ressources.possibles if ressources.rfr is not None else None
    return ResultatCondition(condition, etat, valeur, plafond_admis(condition, ressources))


def plafond_admis(condition: CategorieParmi, ressources: Ressources) -> Seuil | None:
    """Le plus haut plafond des catégories admises, celui qu'il ne faut pas dépasser."""
    plafonds = [ressources.plafonds[c] for c in condition.parmi if c in ressources.plafonds]
    return max(plafonds, key=lambda p: p.haut or p.bas or 0, default=None)


def _juger_champ(condition: Egal | Parmi | AuMoins | AuPlus, demande: Demande) -> ResultatCondition:
    valeur = _valeur_lisible(demande, condition.champ)
    seuil = condition.valeurs if isinstance(condition, Parmi) else condition.seuil
    bornes = intervalle(demande, condition.champ)
    if bornes is None:
        return ResultatCondition(condition, Etat.A_VERIFIER, None, seuil)
    bas, haut = bornes
    match condition:
        case Egal():
            etat = trancher(bas == haut == condition.seuil, condition.seuil < bas or condition.seuil > haut)
        case Parmi():
            etat = trancher(bas in condition.valeurs, bas not in condition.valeurs)
        case AuMoins():
            limite = _limite(condition)
            etat = trancher(bas >= limite, haut < limite)
        case AuPlus():
            limite = _limite(condition)
            etat = trancher(haut <= limite, bas > limite)
    return ResultatCondition(condition, etat, valeur, seuil)


def _limite(condition: AuMoins | AuPlus) -> Any:
    """Le seuil comparable : une date pour un achèvement, la valeur telle quelle pour le reste."""
    return bornes_moment(condition.seuil)[0] if condition.champ == "achevement" else condition.seuil


def _valeur_lisible(demande: Demande, champ: str) -> Any:
    if champ == "age_logement":
        return demande.achevement
    return getattr(demande, champ)

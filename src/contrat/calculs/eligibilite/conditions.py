"""Évaluer une condition et garder la trace : la valeur du ménage, le seuil, l'état, le texte."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.demande import Demande, compter_sauts, intervalle
from contrat.calculs.eligibilite.gestes import juger_gestes
from contrat.calculs.eligibilite.logique import ETATS, Etat, Verdict, toutes, trancher, une_parmi
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.calculs.moments import jours_couverts
from contrat.modele.bareme import Seuil
from contrat.modele.condition import (
    AideAccordee,
    AuMoins,
    AuPlus,
    CasPortee,
    CategorieParmi,
    Condition,
    Connue,
    Egal,
    GesteAdmis,
    GesteCompris,
    Guichet,
    NonRetrouvee,
    Parmi,
    PeriodeGuichet,
    Portee,
    Toutes,
    UneParmi,
)
from contrat.modele.fondement import Categorie, Fondement, est_en_vigueur
from contrat.modele.montant import MontantAide

ADMIS = {"non": Etat.NON_REMPLIE, "hors_champ": Etat.HORS_CHAMP, "non_juge": Etat.NON_JUGE}


class ResultatCondition(NamedTuple):
    """Une condition jugée ; `bloque` est faux quand ce qui manque ne laisse qu'une réserve, qui suit la réponse.

    `regle` : ce qui décide dans la condition même, la fermeture d'un guichet ou le cas d'une portée.
    `manque` : les données qui manquent, quand la condition ne les nomme pas.
    """

    condition: Condition
    etat: Etat
    valeur: Any
    seuil: Any
    bloque: bool = True
    sous: tuple[ResultatCondition, ...] = ()
    regle: PeriodeGuichet | CasPortee | None = None
    manque: tuple[str, ...] = ()

    @property
    def fondement(self) -> Fondement:
        """Le texte qui décide : celui de la condition, ou celui de la règle qu'elle contient."""
        return self.regle or self.condition

    @property
    def libelle(self) -> str:
        """La condition en une phrase : celle du cas qui vaut pour ce ménage, s'il y en a un."""
        return self.regle.libelle if isinstance(self.regle, CasPortee) else self.condition.libelle

    @property
    def piece(self) -> str | None:
        """La pièce qui prouve la condition, ou le cas qui vaut pour ce ménage."""
        return self.regle.piece if isinstance(self.regle, CasPortee) else self.condition.piece

    @property
    def est_sans_objet(self) -> bool:
        """Vrai quand rien n'a été dit de l'exception que la condition prévoit."""
        return self.valeur is None and self.condition.sans_reponse == "admet"

    @property
    def compte(self) -> Etat:
        """L'état pris en compte dans le verdict."""
        return self.etat if self.bloque else Etat.REMPLIE


class Contexte(NamedTuple):
    """Ce qu'une condition peut lire : la demande, ses ressources, les autres aides, le montant de celle qu'on juge."""

    demande: Demande
    ressources: Ressources
    verdict: Callable[[str], Verdict]
    est_sous_reserve: Callable[[str], bool]
    montant: MontantAide | None = None


def evaluer(condition: Condition, contexte: Contexte) -> ResultatCondition:
    """Juger une condition ; une dérogation possible ou un texte incertain change un « non » en « à vérifier ».

    Une démarche qui reste à faire n'est qu'une réserve, que le ménage l'ait dite ou non.
    """
    resultat = _evaluer_brut(condition, contexte)
    etat = resultat.etat
    if etat is Etat.NON_REMPLIE and (
        condition.derogation or condition.demarche or resultat.fondement.statut == "incertain"
    ):
        etat = Etat.A_VERIFIER
    inconnu = resultat.valeur is None and not resultat.sous
    reserve = etat is Etat.A_VERIFIER and bool(condition.demarche or (inconnu and condition.sans_reponse == "reserve"))
    bloque = resultat.bloque and not reserve
    # Le plus souvent, rien ne change : une copie coûterait plus que le jugement.
    if etat is resultat.etat and bloque is resultat.bloque:
        return resultat
    return resultat._replace(etat=etat, bloque=bloque)


def _evaluer_brut(condition: Condition, contexte: Contexte) -> ResultatCondition:
    match condition:
        case UneParmi() | Toutes():
            return _combiner(condition, contexte)
        case CategorieParmi():
            return _juger_categorie(condition, contexte.ressources)
        case Guichet():
            return _juger_guichet(condition, contexte)
        case Connue():
            valeur = _valeur_lisible(contexte, condition.champ)
            return ResultatCondition(condition, Etat.A_VERIFIER if valeur is None else Etat.REMPLIE, valeur, None)
        case NonRetrouvee():
            return ResultatCondition(condition, Etat.A_VERIFIER, None, None)
        case AideAccordee():
            return _juger_autre_aide(condition, contexte)
        case Portee():
            return _juger_portee(condition, contexte)
        case GesteAdmis() | GesteCompris():
            return _juger_les_gestes(condition, contexte)
        case _:
            return _juger_champ(condition, contexte)


def _combiner(condition: UneParmi | Toutes, contexte: Contexte) -> ResultatCondition:
    """Réunir des conditions ; une réserve remonte avec la réponse, elle ne décide pas d'une alternative."""
    sous = tuple(evaluer(c, contexte) for c in condition.conditions)
    if isinstance(condition, Toutes):
        return _reunir(condition, sous)
    etat = une_parmi(s.etat for s in sous)
    # Une branche déjà refusée, celles qui restent décident : une réserve y choisirait à la place du ménage.
    if etat is Etat.A_VERIFIER and all(s.etat is Etat.A_VERIFIER for s in sous) and not all(s.bloque for s in sous):
        return ResultatCondition(condition, etat, None, None, False, sous)
    return ResultatCondition(condition, etat, None, None, True, _sans_reserve(sous))


def _reunir(condition: Toutes | Portee, sous: tuple[ResultatCondition, ...]) -> ResultatCondition:
    etat = toutes(s.etat for s in sous)
    return ResultatCondition(condition, etat, None, None, toutes(s.compte for s in sous) is etat, sous)


def _juger_portee(condition: Portee, contexte: Contexte) -> ResultatCondition:
    """Juger qui ou quel endroit l'aide sert, par le cas qui cite la valeur du ménage."""
    valeur = _valeur_lisible(contexte, condition.champ)
    if valeur is None:
        return ResultatCondition(condition, Etat.A_VERIFIER, None, None)
    cas = condition.cas_au(valeur, contexte.demande.jour)
    if cas is None or cas.admis != "oui":
        etat = Etat.NON_JUGE if cas is None else ADMIS[cas.admis]
        return ResultatCondition(condition, etat, valeur, None, regle=cas)
    sous = tuple(evaluer(c, contexte) for c in cas.conditions)
    return _reunir(condition, sous)._replace(valeur=valeur, regle=cas)


def _sans_reserve(resultats: tuple[ResultatCondition, ...]) -> tuple[ResultatCondition, ...]:
    """Les mêmes conditions, dont chacune compte pour ce qu'on en sait."""
    return tuple(r._replace(bloque=True, sous=_sans_reserve(r.sous)) for r in resultats)


def _juger_les_gestes(condition: GesteAdmis | GesteCompris, contexte: Contexte) -> ResultatCondition:
    """Lire les gestes du projet ; tant qu'aucun n'est dit, on ne sait pas."""
    dits = tuple(choisi.geste for choisi in contexte.demande.gestes) or None
    if dits is None:
        return ResultatCondition(condition, Etat.A_VERIFIER, None, None)
    if isinstance(condition, GesteCompris):
        attendus = (condition.geste, *condition.ou)
        compris = any(geste in dits for geste in attendus)
        return ResultatCondition(condition, trancher(compris, not compris), dits, attendus)
    juges = juger_gestes(contexte.montant, contexte.demande, contexte.ressources)
    manque = tuple(champ for juge in juges if juge.etat is Etat.A_VERIFIER for champ in juge.manque)
    return ResultatCondition(condition, une_parmi(juge.etat for juge in juges), dits, None, manque=manque)


def _juger_autre_aide(condition: AideAccordee, contexte: Contexte) -> ResultatCondition:
    """Lire le verdict d'une autre aide ; accordée sous réserve, elle laisse la même réserve à celle-ci."""
    verdict = contexte.verdict(condition.aide)
    if verdict is Verdict.ELIGIBLE and contexte.est_sous_reserve(condition.aide):
        return ResultatCondition(condition, Etat.A_VERIFIER, verdict, Verdict.ELIGIBLE, bloque=False)
    return ResultatCondition(condition, ETATS[verdict], verdict, Verdict.ELIGIBLE)


def _admettre(parmi: tuple[Categorie, ...], ressources: Ressources) -> Etat:
    """Dire si toutes les catégories encore possibles sont admises, ou si aucune ne l'est."""
    admises = [c for c in ressources.possibles if c in parmi]
    connues = bool(ressources.possibles)
    return trancher(connues and len(admises) == len(ressources.possibles), connues and not admises)


def _juger_guichet(condition: Guichet, contexte: Contexte) -> ResultatCondition:
    jour = contexte.demande.jour
    periode = next((p for p in condition.periodes if est_en_vigueur(p, jour)), None)
    etat = Etat.REMPLIE if periode is None else _admettre(periode.ouvert_a, contexte.ressources)
    admises = None if periode is None else periode.ouvert_a
    return ResultatCondition(condition, etat, jour, admises, regle=periode)


def _juger_categorie(condition: CategorieParmi, ressources: Ressources) -> ResultatCondition:
    etat = _admettre(condition.parmi, ressources)
    valeur = ressources.possibles if ressources.rfr is not None else None
    return ResultatCondition(condition, etat, valeur, plafond_admis(condition, ressources))


def plafond_admis(condition: CategorieParmi, ressources: Ressources) -> Seuil | None:
    """Le plus haut plafond des catégories admises, celui qu'il ne faut pas dépasser ; rien si toutes sont admises."""
    if set(condition.parmi) > set(ressources.plafonds):
        return None
    plafonds = [ressources.plafonds[c] for c in condition.parmi if c in ressources.plafonds]
    return max(plafonds, key=lambda p: p.haut or p.bas or 0, default=None)


def _juger_champ(condition: Egal | Parmi | AuMoins | AuPlus, contexte: Contexte) -> ResultatCondition:
    valeur = _valeur_lisible(contexte, condition.champ)
    seuil = condition.valeurs if isinstance(condition, Parmi) else condition.seuil
    bornes = _borner(contexte, condition.champ)
    if bornes is None:
        return ResultatCondition(condition, Etat.A_VERIFIER, None, seuil)
    bas, haut = bornes
    match condition:
        case Egal():
            etat = _comparer(bornes, condition.champ, condition.seuil)
        case Parmi():
            etat = une_parmi(_comparer(bornes, condition.champ, valeur) for valeur in condition.valeurs)
        case AuMoins():
            limite = _limite(condition)
            etat = trancher(bas >= limite, haut < limite)
        case AuPlus():
            limite = _limite(condition)
            etat = trancher(haut <= limite, bas > limite)
    return ResultatCondition(condition, etat, valeur, seuil)


def _comparer(bornes: tuple[Any, Any], champ: str, attendue: Any) -> Etat:
    """Dire si les valeurs possibles sont toutes, ou aucune, celle qui est attendue ; une date l'est à sa précision."""
    premiere, derniere = jours_couverts(attendue) if champ == "achevement" else (attendue, attendue)
    bas, haut = bornes
    return trancher(premiere <= bas and haut <= derniere, haut < premiere or bas > derniere)


def _limite(condition: AuMoins | AuPlus) -> Any:
    """Le seuil comparable : une date pour un achèvement, la valeur telle quelle pour le reste."""
    return jours_couverts(condition.seuil)[0] if condition.champ == "achevement" else condition.seuil


def _borner(contexte: Contexte, champ: str) -> tuple[Any, Any] | None:
    """Les valeurs possibles d'un champ ; le revenu est celui de l'année que le droit demande."""
    if champ != "rfr":
        return intervalle(contexte.demande, champ)
    rfr = contexte.ressources.rfr
    return None if rfr is None else (rfr, rfr)


def _valeur_lisible(contexte: Contexte, champ: str) -> Any:
    demande = contexte.demande
    if champ == "rfr":
        return contexte.ressources.rfr
    if champ == "age_logement":
        return demande.achevement
    if champ == "saut_classes":
        bornes = compter_sauts(demande)
        return bornes[0] if bornes and bornes[0] == bornes[1] else None
    return getattr(demande, champ)

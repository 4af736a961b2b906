"""Les colonnes d'un lot à remplir pour lever un doute, déduites de la trace du moteur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import bornes_moment, intervalle
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.montants import Derivation
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide, a_verifier
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.condition import AideAccordee, CategorieParmi, Guichet
from contrat.modele.lot import COLONNES, LigneLot

# Une condition peut porter sur une donnée que le lot écrit autrement.
_COLONNE_DU_CHAMP = {"age_logement": "achevement"}


def manquants_aide(resultat: ResultatAide, jugement: Jugement, ligne: LigneLot) -> tuple[str, ...]:
    """Les colonnes qui manquent pour rendre un verdict certain sur une aide, puis son montant."""
    return _ranger(_manquants(resultat, jugement, ligne))


def manquants_categorie(ressources: Ressources, ligne: LigneLot) -> tuple[str, ...]:
    """Les colonnes qui manquent pour situer le ménage dans une catégorie."""
    return () if ressources.est_sure else _ranger(_manquants_ressources(ressources, ligne))


def _ranger(manquants: Iterable[str]) -> tuple[str, ...]:
    """Les colonnes, chacune une fois, dans l'ordre du lot ; ce qui n'est pas une colonne ne peut y être fourni."""
    trouves = set(manquants)
    return tuple(colonne for colonne in COLONNES if colonne in trouves)


def _manquants(resultat: ResultatAide, jugement: Jugement, ligne: LigneLot) -> Iterator[str]:
    """Ce qu'il faudrait savoir pour rendre un verdict certain, puis un montant."""
    if resultat.verdict is Verdict.INDETERMINE:
        for condition in a_verifier(resultat.conditions):
            if condition.bloque:
                yield from _manquants_condition(condition, jugement, ligne)
    if resultat.verdict is not Verdict.NON_ELIGIBLE:
        yield from _manquants_montant(resultat.derivation, jugement, ligne)


def _manquants_condition(resultat: ResultatCondition, jugement: Jugement, ligne: LigneLot) -> Iterator[str]:
    condition = resultat.condition
    if isinstance(condition, CategorieParmi):
        yield from _manquants_ressources(jugement.ressources, ligne)
    elif isinstance(condition, AideAccordee):
        for autre in jugement.aides:
            if autre.aide.id == condition.aide:
                yield from _manquants(autre, jugement, ligne)
    elif isinstance(condition, Guichet):
        yield from _manquants_ressources(jugement.ressources, ligne)
    elif getattr(condition, "champ", None) == "saut_classes":
        yield from (colonne for colonne in ("dpe", "dpe_vise") if getattr(ligne, colonne) is None)
    elif (champ := getattr(condition, "champ", None)) and (
        resultat.valeur is None or _est_imprecis(resultat, jugement)
    ):
        yield _COLONNE_DU_CHAMP.get(champ, champ)


def _est_imprecis(resultat: ResultatCondition, jugement: Jugement) -> bool:
    """Dire si une date d'achèvement est connue trop largement : le seuil tombe entre ses bornes."""
    champ = getattr(resultat.condition, "champ", "")
    if champ not in ("achevement", "age_logement"):
        return False
    bornes = intervalle(jugement.demande, champ)
    seuil = bornes_moment(resultat.seuil)[0] if champ == "achevement" else resultat.seuil
    return bornes is not None and bornes[0] <= seuil <= bornes[1]


def _manquants_ressources(ressources: Ressources, ligne: LigneLot) -> Iterator[str]:
    """Ce qui empêche de situer le ménage ; un revenu d'une autre année que celle exigée est tout entier à donner."""
    if ressources.rfr is None:
        vides = [colonne for colonne in ("rfr", "rfr_annee") if getattr(ligne, colonne) is None]
        yield from vides or ("rfr", "rfr_annee")
    if ligne.personnes is None:
        yield "personnes"
    if ressources.zone is None:
        yield "commune"


def _manquants_montant(derivation: Derivation, jugement: Jugement, ligne: LigneLot) -> Iterator[str]:
    """Ce qui empêche de calculer un montant : la dépense retenue, le taux de la catégorie, les aides locales."""
    for terme in derivation.termes:
        yield from _manquants_montant(terme, jugement, ligne)
    if derivation.resultat is not None or derivation.termes:
        return
    if derivation.genre == "parite":
        yield "aides_locales"
    if derivation.genre == "bonus" and derivation.a_confirmer:
        yield from (colonne for colonne in ("dpe", "dpe_vise") if getattr(ligne, colonne) is None)
    if derivation.assiette and derivation.depense is None:
        yield derivation.assiette
    if derivation.genre == "taux" and derivation.taux is None:
        yield from _manquants_ressources(jugement.ressources, ligne)

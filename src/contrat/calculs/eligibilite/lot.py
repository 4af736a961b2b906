"""Juger une ligne d'un lot : une réponse par aide, ou ce qui interdit de la juger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.demande import Demande, deduire_contrat_local, deduire_departement, deduire_territoire
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.manquants import champs_des_ressources, champs_du_montant, champs_du_verdict
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.reserves import Reserves, relever_reserves
from contrat.calculs.eligibilite.ressources import Ressources, classer
from contrat.modele.bareme import Bareme, ProtocoleLocal
from contrat.modele.lot import COLONNES, LigneLot
from contrat.modele.menage import GesteChoisi


class ReponseLot(NamedTuple):
    """Une ligne de sortie ; sans aide ni verdict quand le jour n'a que des plafonds.

    `categorie` est vide quand aucun plafond ne s'applique ; `montant` est absent quand l'aide n'est pas acquise ;
    `reserves` : ce qui reste à confirmer d'une aide accordée ou à vérifier.
    """

    id: str
    aide: str
    categorie: str
    verdict: Verdict | None
    montant: Decimal | None
    manquants: tuple[str, ...]
    reserves: Reserves | None = None


class RefusLot(NamedTuple):
    """Ce qui, dans une ligne bien formée, interdit de la juger ; `colonne` est la case fautive."""

    code: str
    colonne: str
    message: str
    aide: str


def est_couvert(jour: date, bareme: Bareme) -> bool:
    """Dire si un lot a une réponse ce jour-là : des aides, ou des plafonds et l'année des revenus à comparer."""
    return bareme.couvre(jour) or bareme.classe(jour)


def traiter(ligne: LigneLot, jour_impose: date | None, bareme: Bareme) -> tuple[list[RefusLot], list[ReponseLot]]:
    """Refuser une ligne, ou lui répondre ; un jour imposé remplace celui de la ligne."""
    jour = jour_impose or ligne.date
    refus = list(_refuser(ligne, jour, bareme))
    if refus or jour is None:
        return refus, []
    return [], list(_repondre(ligne, formuler_ligne(ligne, jour, bareme.protocoles), bareme))


def formuler_ligne(ligne: LigneLot, jour: date, protocoles: tuple[ProtocoleLocal, ...] = ()) -> Demande:
    """Faire d'une ligne la demande que donnerait le fichier du même ménage."""
    # Ce que la ligne dit autrement, le jour et les revenus, n'est pas un champ de la demande et n'y entre pas.
    donnees = dict(ligne)
    if ligne.commune is not None:
        donnees["departement"] = deduire_departement(ligne.commune)
    donnees["territoire"] = deduire_territoire(donnees["departement"])
    if ligne.contrat_local is None:
        donnees["contrat_local"] = deduire_contrat_local(ligne.commune, jour, protocoles)
    if ligne.geste is not None:
        donnees["gestes"] = (GesteChoisi(geste=ligne.geste, quantite=ligne.quantite, cee=ligne.cee),)
    # Un revenu sans son année ne peut être comparé à aucun plafond.
    revenus = {} if ligne.rfr is None or ligne.rfr_annee is None else {ligne.rfr_annee: ligne.rfr}
    return Demande.model_construct(jour=jour, revenus=revenus, annee_choisie=ligne.choix_revenus, **donnees)


def _refuser(ligne: LigneLot, jour: date | None, bareme: Bareme) -> Iterator[RefusLot]:
    if jour is None:
        aide = "remplir la colonne « date », ou donner --date JOUR pour toutes les lignes"
        yield RefusLot("F014", "date", "la demande n'a pas de date", aide)
    elif not est_couvert(jour, bareme):
        yield RefusLot("M001", "date", *bareme.expliquer_l_absence(jour))
    departement = deduire_departement(ligne.commune)
    if departement is not None and ligne.departement not in (None, departement):
        message = f"le département « {ligne.departement} » n'est pas celui de la commune « {ligne.commune} »"
        yield RefusLot("F015", "departement", message, f"corriger la commune, ou écrire {departement}")


def _repondre(ligne: LigneLot, demande: Demande, bareme: Bareme) -> Iterator[ReponseLot]:
    if not bareme.couvre(demande.jour):
        ressources = classer(demande, bareme)
        manquants = nommer_colonnes(champs_des_ressources(ressources, demande), _vides(ligne), ressources)
        yield ReponseLot(ligne.id, "", nommer_categorie(ressources), None, None, manquants)
        return
    jugement = juger(demande, bareme)
    categorie = nommer_categorie(jugement.ressources)
    confusion = bareme.liste_communes.chercher_confusion(ligne.commune) if ligne.commune else None
    for resultat in jugement.aides:
        champs = [*champs_du_verdict(resultat, jugement), *champs_du_montant(resultat, jugement)]
        manquants = nommer_colonnes(champs, _vides(ligne), jugement.ressources)
        reserves = relever_reserves(resultat, jugement.ressources, confusion, ttc_sous_ht=_est_ttc_sous_ht(ligne))
        yield ReponseLot(ligne.id, resultat.aide.id, categorie, resultat.verdict, resultat.montant, manquants, reserves)


def _est_ttc_sous_ht(ligne: LigneLot) -> bool:
    """Dire si les deux montants se contredisent ; d'un geste, le prix TTC est le sien seul."""
    ht, ttc = ligne.travaux_ht, ligne.travaux_ttc
    return ligne.geste is None and ht is not None and ttc is not None and ttc < ht


def _vides(ligne: LigneLot) -> list[str]:
    return [colonne for colonne in ("rfr", "rfr_annee", "geste") if getattr(ligne, colonne) is None]


def nommer_categorie(ressources: Ressources) -> str:
    return (ressources.categorie or "indetermine") if ressources.possibles else ""


def nommer_colonnes(champs: Iterable[str], vides: Collection[str], ressources: Ressources) -> tuple[str, ...]:
    """Les colonnes à remplir, chacune une fois, dans l'ordre du lot ; ce qui n'en est pas une ne peut y être fourni.

    `vides` : celles des colonnes du revenu et du geste que la ligne ne remplit pas.
    """
    manquent = set(champs)
    if "rfr" in manquent:
        # Un revenu d'une autre année que celle exigée est tout entier à donner.
        manquent = manquent - {"rfr"} | ({"rfr", "rfr_annee"} & set(vides) or {"rfr", "rfr_annee"})
        manquent |= {"choix_revenus"} if ressources.est_a_choisir else set()
    if "gestes" in manquent:
        manquent.add("geste" if "geste" in vides else "quantite")
    return tuple(colonne for colonne in COLONNES if colonne in manquent)

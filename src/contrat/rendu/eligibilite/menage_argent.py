"""Le plan prévisionnel d'un ménage et les avances possibles, en lignes de texte."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.avances import lister_avances
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.plan import LignePlan, PlanMenage
from contrat.calculs.eligibilite.previsionnel import Previsionnel, prevoir
from contrat.modele.menage import Projet
from contrat.nombres import euros, pourcent
from contrat.rendu.eligibilite.eligibilite_calcul import dire_fourchette
from contrat.rendu.eligibilite.eligibilite_detail import Renvois


class Montant(NamedTuple):
    """Une ligne du plan ; un total se distingue, une ligne d'un détail se décale."""

    libelle: str
    montant: str
    est_total: bool = False
    est_detail: bool = False


def composer_plan(projet: Projet, plan: PlanMenage, jugement: Jugement) -> Iterator[Montant]:
    """Le coût, les aides une à une, ce que le ménage paie, et l'écart, qui doit être nul."""
    prevu = prevoir(projet, plan)
    yield Montant("Travaux HT", _dire(plan.travaux_ht))
    yield from _dire_assiette(jugement)
    yield from (Montant(poste.libelle, _dire(poste.montant)) for poste in prevu.postes)
    if len(prevu.postes) != 1 or prevu.cout is None:
        yield Montant("Coût global TTC", _dire(prevu.cout), est_total=True)
    yield from (Montant(_nommer(ligne), _dire(ligne.montant), est_detail=True) for ligne in prevu.aides)
    yield Montant("Total des aides acquises", _dire(prevu.total_aides), est_total=True)
    reste = "inconnu, donner le montant TTC" if prevu.reste is None else _dire(prevu.reste)
    yield Montant("Reste à payer", reste, est_total=True)
    yield from _financer(prevu)
    yield from (
        Montant(f"À part : {ligne.libelle}", _dire(ligne.montant))
        for ligne in plan.hors_plan
        if ligne.depense != "accompagnement"
    )


def _dire_assiette(jugement: Jugement) -> Iterator[Montant]:
    """La dépense hors taxes que l'aide principale retient, quand son plafond la limite."""
    for resultat in jugement.aides:
        derivation = resultat.derivation
        depense, plafond = derivation.depense, derivation.plafond
        est_limitee = derivation.genre == "taux" and depense is not None and plafond is not None and depense > plafond
        if resultat.montant is not None and est_limitee and derivation.assiette == "travaux_ht":
            yield Montant(f"dont retenus : {resultat.libelle}", _dire(plafond), est_detail=True)


def _financer(prevu: Previsionnel) -> Iterator[Montant]:
    """D'où vient ce que le ménage paie, et ce qui reste d'écart."""
    if prevu.reste is None:
        return
    if prevu.apport is not None:
        yield Montant("Apport personnel", _dire(prevu.apport), est_detail=True)
    if prevu.pret is not None:
        yield Montant("Prêt", _dire(prevu.pret), est_detail=True)
    if prevu.a_trouver:
        yield Montant("Apport ou prêt à trouver", _dire(prevu.a_trouver), est_detail=True)
    ecart = prevu.ecart or Decimal(0)
    signe = "\u2212" if ecart < 0 else ""
    yield Montant("Écart du plan", f"{signe}{_dire(abs(ecart))}")


def composer_reserves(projet: Projet, plan: PlanMenage, renvois: Renvois) -> Iterator[str]:
    """Ce qui empêche de tenir le plan pour fait."""
    if plan.depassement and plan.cumul:
        part = pourcent(plan.cumul.taux, insecable=True)
        yield (
            f"Réserve : les aides publiques dépassent {part} du coût TTC de {_dire(plan.depassement)} ; elles y seront "
            f"ramenées, sauf exception {renvois.citer(plan.cumul)}."
        )
    if plan.excedent:
        yield f"Réserve : les aides dépassent le coût de {_dire(plan.excedent)}."
    for resultat in plan.non_comptees:
        montant = "de montant inconnu" if resultat.fourchette is None else dire_fourchette(resultat.fourchette)
        yield f"Réserve : le plan ne compte pas {resultat.libelle}, {montant}."
    ecart = prevoir(projet, plan).ecart
    if ecart:
        mot = "dépassent" if ecart > 0 else "ne couvrent pas"
        yield f"Réserve : apport et prêt {mot} le reste à payer, de {_dire(abs(ecart))}."


def composer_avances(jugement: Jugement, renvois: Renvois) -> Iterator[str]:
    """L'avance de chaque aide accordée, au plus, ou qu'aucune règle n'en a été retrouvée."""
    for avance in lister_avances(jugement):
        nom = avance.resultat.libelle
        if avance.regle is None or avance.montant is None:
            yield f"Avance, {nom} : règle non retrouvée pour cette date."
        else:
            taux = pourcent(avance.regle.taux, insecable=True)
            yield f"Avance, {nom} : {taux} au plus, {_dire(avance.montant)} {renvois.citer(avance.regle)}."


def _nommer(ligne: LignePlan) -> str:
    return ligne.libelle + (" (déclarées)" if ligne.origine == "declaree" else "")


def _dire(montant: Decimal | None) -> str:
    return "inconnu" if montant is None else euros(montant, insecable=True)

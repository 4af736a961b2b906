"""Le plan prévisionnel d'un ménage en tableau, ses réserves et les avances possibles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.plan import LignePlan
from contrat.calculs.eligibilite.previsionnel import Previsionnel
from contrat.nombres import pourcent
from contrat.rendu.eligibilite.calcul import dire_euros, dire_fourchette
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.mots.menages import dire_valeur
from contrat.rendu.page import Colonne, Rangee, Tableau


def tableau_plan(dossier: DossierMenage) -> Tableau:
    """Le coût, les aides une à une, ce que le ménage paie, et l'écart, qui doit être nul."""
    return Tableau((Colonne("Poste"), Colonne("Montant", "euros")), tuple(_rangees(dossier)))


def _rangees(dossier: DossierMenage) -> Iterator[Rangee]:
    plan, prevu = dossier.plan, dossier.prevu
    yield _rang("Travaux HT", plan.travaux_ht)
    yield from _dire_assiette(dossier.jugement)
    # Les travaux viennent en tête, quand leur prix est connu ; ce qu'ils comprennent les suit.
    rang = 0 if plan.travaux_ttc is None else 1
    yield from (_rang(poste.libelle, poste.montant) for poste in prevu.postes[:rang])
    yield from _repartir(dossier.jugement.demande)
    yield from (_rang(poste.libelle, poste.montant) for poste in prevu.postes[rang:])
    if len(prevu.postes) != 1 or prevu.cout is None:
        yield _rang("Coût global TTC", prevu.cout, est_total=True)
    yield from (_rang(_nommer(ligne), ligne.montant, retrait=1) for ligne in prevu.aides)
    if prevu.aides:
        yield _rang("Total des aides attendues", prevu.total_aides, est_total=True)
    else:
        yield Rangee(("Aides comptées", "aucune pour l'instant"), est_total=True)
    reste = "inconnu, donner le montant TTC" if prevu.reste is None else prevu.reste
    yield Rangee(("Reste à payer", reste), est_total=True)
    yield from _financer(prevu)
    yield from (
        _rang(f"À part : {ligne.libelle}", ligne.montant)
        for ligne in plan.hors_plan
        if ligne.depense != "accompagnement"
    )


def _repartir(demande: Demande) -> Iterator[Rangee]:
    """Le montant des travaux de chaque nature, quand il y en a plusieurs."""
    if demande.autres_travaux:
        natures = [(demande.nature, demande.travaux_ttc), *((t.nature, t.travaux_ttc) for t in demande.autres_travaux)]
        yield from (_rang(f"dont {dire_valeur('nature', nature)}", ttc, retrait=1) for nature, ttc in natures)


def _rang(libelle: str, montant: Decimal | None, est_total: bool = False, retrait: int = 0) -> Rangee:
    return Rangee((libelle, "inconnu" if montant is None else montant), est_total, retrait)


def _dire_assiette(jugement: Jugement) -> Iterator[Rangee]:
    """La dépense hors taxes que l'aide principale retient, quand son plafond la limite."""
    for resultat in jugement.aides:
        derivation = resultat.derivation
        depense, plafond = derivation.depense, derivation.plafond
        est_limitee = derivation.genre == "taux" and depense is not None and plafond is not None and depense > plafond
        if resultat.montant is not None and est_limitee and derivation.assiette == "travaux_ht":
            yield _rang(f"dont retenus : {resultat.libelle}", plafond, retrait=1)


def _financer(prevu: Previsionnel) -> Iterator[Rangee]:
    """D'où vient ce que le ménage paie, et ce qui reste d'écart ; rien à qui n'a encore ni aide, ni apport, ni prêt."""
    if prevu.reste is None or not (prevu.aides or prevu.apport is not None or prevu.pret is not None):
        return
    if prevu.apport is not None:
        yield _rang("Apport personnel", prevu.apport, retrait=1)
    if prevu.pret is not None:
        yield _rang("Prêt", prevu.pret, retrait=1)
    if prevu.a_trouver:
        yield _rang("Apport ou prêt à trouver", prevu.a_trouver, retrait=1)
    yield _rang("Écart du plan", prevu.ecart)


def composer_reserves(dossier: DossierMenage, renvois: Renvois) -> Iterator[str]:
    """Ce qui empêche de tenir le plan pour fait."""
    plan = dossier.plan
    if plan.depassement and plan.cumul:
        part = pourcent(plan.cumul.taux, insecable=True)
        yield (
            f"Réserve : les aides publiques dépassent {part} du coût TTC de {dire_euros(plan.depassement)} ; elles y "
            f"seront ramenées, sauf exception, et le reste à payer augmentera d'autant. Laquelle est réduite n'a pas "
            f"été retrouvé {renvois.citer(plan.cumul)}."
        )
    if plan.excedent:
        yield f"Réserve : les aides dépassent le coût de {dire_euros(plan.excedent)}."
    for resultat in plan.non_comptees:
        inconnu = "au montant non retrouvé" if resultat.aide.id in dossier.introuvables else "de montant inconnu"
        montant = inconnu if resultat.fourchette is None else dire_fourchette(resultat.fourchette)
        yield f"Réserve : le plan ne compte pas {resultat.libelle}, {montant}."
    for resultat in plan.ecartees:
        yield f"Réserve : {resultat.libelle} ne s'ajoute pas à une aide plus forte aux mêmes travaux."
    for resultat in plan.remplacees:
        declarees = f"les aides des collectivités déclarées ({dire_euros(dossier.jugement.demande.aides_locales)})"
        calculee = f"{resultat.libelle}, {dire_euros(resultat.montant)}"
        yield f"Réserve : le plan compte {declarees} à la place de celle-ci : {calculee}."
    ecart = dossier.prevu.ecart
    if ecart:
        mot = "dépassent" if ecart > 0 else "ne couvrent pas"
        yield f"Réserve : apport et prêt {mot} le reste à payer, de {dire_euros(abs(ecart))}."


def composer_avances(dossier: DossierMenage, renvois: Renvois) -> Iterator[str]:
    """L'avance de chaque aide accordée, au plus, ou qu'aucune règle n'en a été retrouvée."""
    for avance in dossier.avances:
        nom = avance.resultat.libelle
        if avance.regle is None or avance.montant is None:
            yield f"Avance, {nom} : règle non retrouvée pour cette date."
        else:
            taux = pourcent(avance.regle.taux, insecable=True)
            yield f"Avance, {nom} : {taux} au plus, {dire_euros(avance.montant)} {renvois.citer(avance.regle)}."


def _nommer(ligne: LignePlan) -> str:
    return ligne.libelle + (" (déclarées)" if ligne.origine == "declaree" else "")

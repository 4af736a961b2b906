"""Le suivi d'une action : son histoire, son calendrier, ses critères, ses indicateurs, son évaluation."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.selection import SituationAction
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Appreciation
from contrat.modele.suivi import Indicateur, Jalon, Valeur
from contrat.rendu.actions.evaluation_action import repondre
from contrat.rendu.mots.actions import (
    CRITERES_DITS,
    GENRES,
    NATURES_INDICATEUR,
    NIVEAUX_DITS,
    SENS,
    STATUTS,
    citer,
    dire_conclusions,
    dire_date,
    dire_valeur_relevee,
    nommer_source,
)
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_instance
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Point

NON_DOCUMENTE = "non documenté"


def historique(dossier: Dossier, action: Action) -> Iterator[Point]:
    """Les statuts datés, et qui a décidé."""
    for etape in action.historique:
        texte = f"{mettre_majuscule(STATUTS[etape.statut])}, {dire_moment(etape.date)}"
        if etape.instance:
            texte += f", par : {nommer_instance(dossier, etape.instance)}"
        if etape.echeance:
            texte += f" ; nouvelle échéance : {dire_moment(etape.echeance)}"
        yield Point(texte + (f" ; {etape.note}" if etape.note else "") + citer(dossier, etape.source))


def calendrier(situation: SituationAction) -> Iterator[str | Point]:
    """Le début, la fin, les phases et les jalons."""
    dates = situation.action.calendrier
    fin = "non documentée" if situation.fin is None else dire_moment(situation.fin)
    reportee = " (reportée)" if situation.fin != dates.fin else ""
    tous_les_ans = " Se répète tous les ans." if dates.recurrente else ""
    debut = "non documenté" if dates.debut is None else dire_moment(dates.debut)
    yield f"Début : {debut}. Fin attendue : {fin}{reportee}.{tous_les_ans}"
    for phase in dates.phases:
        suite = f" à {dire_moment(phase.fin)}" if phase.fin and phase.fin != phase.debut else ""
        yield Point(f"{mettre_majuscule(phase.libelle)} : {dire_moment(phase.debut)}{suite}.")
    for jalon in dates.jalons:
        yield Point(_dire_jalon(jalon, jalon in situation.retard.jalons))


def _dire_jalon(jalon: Jalon, est_en_retard: bool) -> str:
    prevu = [f"prévu : {dire_moment(jalon.prevu)}"] if jalon.prevu else []
    fait = [f"fait : {dire_moment(jalon.fait)}"] if jalon.fait else []
    retard = ["EN RETARD"] if est_en_retard else []
    note = [jalon.note] if jalon.note else []
    return f"Jalon, {jalon.libelle} : {' ; '.join([*prevu, *fait, *retard, *note])}."


def criteres(dossier: Dossier, action: Action) -> Iterator[Point]:
    """Les trois critères, ce qui est prévu puis constaté, sans note globale."""
    for nom in CRITERES:
        temps = action.criteres_dd.lire(nom)
        yield Point(f"{mettre_majuscule(CRITERES_DITS[nom])}, prévu : {_dire_niveau(dossier, temps.prevu)}")
        yield Point(f"constaté : {_dire_niveau(dossier, temps.bilan)}", 1)


def _dire_niveau(dossier: Dossier, appreciation: Appreciation | None) -> str:
    if appreciation is None:
        return f"{NON_DOCUMENTE}."
    pourquoi = mettre_majuscule(appreciation.justification)
    return f"{NIVEAUX_DITS[appreciation.niveau]}. {pourquoi}{citer(dossier, appreciation.source)}"


def indicateurs(dossier: Dossier, action: Action) -> Iterator[Point]:
    """Chaque indicateur : son départ, sa cible, puis la série de ses valeurs, datées et sourcées."""
    for indicateur in action.indicateurs:
        sens = [SENS[indicateur.sens]] if indicateur.sens else []
        nature = [NATURES_INDICATEUR[indicateur.nature]] if indicateur.nature else []
        precisions = ", ".join([GENRES[indicateur.niveau], indicateur.unite, *sens, *nature])
        yield Point(f"{mettre_majuscule(indicateur.libelle)} ({precisions})")
        yield Point(
            f"valeur de départ : {_dire(dossier, indicateur.base)} ; cible : {_dire(dossier, indicateur.cible)}", 1
        )
        yield from _valeurs(dossier, indicateur)


def _valeurs(dossier: Dossier, indicateur: Indicateur) -> Iterator[Point]:
    if not indicateur.valeurs:
        yield Point("valeur relevée : non documentée", 1)
    for valeur in indicateur.valeurs:
        note = f" ; {valeur.note}" if valeur.note else ""
        yield Point(f"{_dire(dossier, valeur)}{note}", 1)


def _dire(dossier: Dossier, valeur: Valeur | None) -> str:
    if valeur is None:
        return f"{NON_DOCUMENTE}e"
    return f"{dire_valeur_relevee(valeur)}, {dire_date(valeur)} [{nommer_source(dossier, valeur.source)}]"


def evaluation(dossier: Dossier, action: Action) -> Iterator[str | Point]:
    """Les questions posées au départ, comment y répondre, ce qui en est conclu."""
    prevue = action.evaluation
    yield from repondre(dossier, prevue.questions, prevue.reponses)
    fixees = "date non documentée" if prevue.fixees_le is None else dire_moment(prevue.fixees_le)
    yield f"Questions arrêtées : {fixees}."
    yield f"Méthode : {prevue.methode or 'non documentée'}."
    responsable = NON_DOCUMENTE if prevue.responsable is None else dossier.nommer_organisme(prevue.responsable)
    echeance = "non documentée" if prevue.echeance is None else dire_moment(prevue.echeance)
    yield f"Responsable : {responsable}. Échéance : {echeance}."
    yield dire_conclusions(prevue)

"""Une action dans le rapport d'évaluation : questions, indicateurs contre cibles, coûts, critères, ce qui manque."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.evaluation import A_JUGER, Cout, EvaluationAction, Lacune, MesureIndicateur
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Appreciation
from contrat.modele.suivi import Indicateur, Valeur
from contrat.nombres import arrondir
from contrat.rendu.mots.actions import (
    CRITERES_DITS,
    LACUNES,
    MOTIFS_COUT,
    NIVEAUX_DITS,
    citer,
    dire_date,
    dire_unite,
    dire_valeur_relevee,
    nommer_source,
)
from contrat.rendu.mots.argent import BASES, ecrire, ecrire_part
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Point


def detailler(dossier: Dossier, evaluee: EvaluationAction) -> Iterator[str | Point]:
    """Tout ce que le rapport dit d'une action."""
    yield from _questions(evaluee)
    if not evaluee.est_lancee:
        yield "Pas encore lancée à la fin de la période : rien à mesurer."
        return
    yield "Indicateurs :"
    for mesure in evaluee.mesures:
        yield from _mesure(dossier, evaluee, mesure)
    yield "Développement durable :"
    for nom in CRITERES:
        temps = evaluee.action.criteres_dd.lire(nom)
        prevu = NIVEAUX_DITS[temps.prevu.niveau]
        yield Point(f"{mettre_majuscule(CRITERES_DITS[nom])} : prévu {prevu} ; {_constat(dossier, temps.bilan)}")
    if evaluee.action.evaluation.conclusions:
        yield f"Conclusions : {evaluee.action.evaluation.conclusions}"
    if evaluee.lacunes:
        yield "Pas encore documenté :"
        yield from (Point(_dire_lacune(lacune)) for lacune in evaluee.lacunes)


def _questions(evaluee: EvaluationAction) -> Iterator[str | Point]:
    evaluation = evaluee.action.evaluation
    fixees = "date non documentée" if evaluation.fixees_le is None else dire_moment(evaluation.fixees_le)
    yield f"Questions posées (arrêtées : {fixees}) :" if evaluation.questions else "Aucune question n'a été posée."
    yield from map(Point, evaluation.questions)
    for change in evaluee.changements:
        dates = f"{dire_moment(change.date)}, après l'approbation ({dire_moment(change.approbation)})"
        yield f"ATTENTION : {change.quoi} : {dates}."


def _mesure(dossier: Dossier, evaluee: EvaluationAction, mesure: MesureIndicateur) -> Iterator[Point]:
    indicateur = mesure.indicateur
    yield from montrer_releves(dossier, indicateur, mesure.valeur, mesure.posterieures)
    if indicateur.niveau not in A_JUGER:
        return
    if indicateur.base is None and indicateur.cible is None:
        yield Point("départ, cible et atteinte : non documentés", 1)
    else:
        depart = dire_valeur(dossier, indicateur.base, indicateur.unite)
        cible = dire_valeur(dossier, indicateur.cible, indicateur.unite)
        yield Point(f"départ : {depart} ; cible : {cible} ; atteinte : {_dire_taux(mesure)}", 1)
    if mesure.cout is not None:
        base = BASES[evaluee.action.budget.base]
        yield Point(f"coût par {indicateur.unite} : {_dire_cout(mesure.cout, base)}", 1)


def montrer_releves(
    dossier: Dossier, indicateur: Indicateur, valeur: Valeur | None, posterieures: tuple[Valeur, ...]
) -> Iterator[Point]:
    """La valeur d'un indicateur à la fin de la période, puis celles relevées après."""
    yield Point(f"{mettre_majuscule(indicateur.libelle)} : {dire_valeur(dossier, valeur, indicateur.unite)}")
    for posterieure in posterieures:
        yield Point(f"après la période : {dire_valeur(dossier, posterieure, indicateur.unite)}", 1)


def dire_valeur(dossier: Dossier, valeur: Valeur | None, unite: str) -> str:
    """Une valeur avec son unité, sa date et sa source ; ou « non documenté »."""
    if valeur is None:
        return "non documenté"
    combien = f"{dire_valeur_relevee(valeur)} {dire_unite(unite, valeur.valeur)}"
    return f"{combien}, {dire_date(valeur)} [{nommer_source(dossier, valeur)}]"


def _dire_taux(mesure: MesureIndicateur) -> str:
    if mesure.taux is None:
        return "non documenté"
    approche = mesure.valeur is not None and mesure.valeur.approche
    return ("environ " if approche else "") + ecrire_part(mesure.taux)


def _dire_cout(cout: Cout, base: str) -> str:
    if cout.motif is not None or cout.par_unite is None or cout.exercices is None:
        return MOTIFS_COUT[cout.motif or "valeur_absente"]
    annees = " à ".join(map(str, dict.fromkeys(cout.exercices)))
    return f"{ecrire(arrondir(cout.par_unite))} ({ecrire(cout.depenses)} payés, {annees}, {base})"


def _constat(dossier: Dossier, bilan: Appreciation | None) -> str:
    if bilan is None:
        return "constaté : non documenté"
    return f"constaté {NIVEAUX_DITS[bilan.niveau]}. {bilan.justification}{citer(dossier, bilan.source)}"


def _dire_lacune(lacune: Lacune) -> str:
    noms: dict[str, str] = {nom: CRITERES_DITS[nom] for nom in CRITERES}
    objets = " ; ".join(noms.get(objet, objet) for objet in lacune.objets)
    return LACUNES[lacune.genre] + (f" : {objets}" if objets else "")

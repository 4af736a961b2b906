"""Une action dans le rapport d'évaluation : questions, indicateurs contre cibles, coûts, critères, ce qui manque."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.cout import Cout
from contrat.calculs.actions.evaluation import EvaluationAction, Lacune, MesureIndicateur
from contrat.calculs.actions.mesure import A_JUGER, Releve
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Appreciation, Evaluation, ReponseEvaluation
from contrat.modele.suivi import Valeur
from contrat.nombres import arrondir
from contrat.rendu.mots.actions import (
    CRITERES_DITS,
    LACUNES,
    MOTIFS_COUT,
    MOTIFS_JUGEMENT,
    NIVEAUX_DITS,
    citer,
    dire_conclusions,
    dire_date,
    dire_unite,
    dire_valeur_relevee,
    nommer_source,
)
from contrat.rendu.mots.argent import BASES, ecrire, ecrire_part
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.page import Point


def detailler(dossier: Dossier, evaluee: EvaluationAction) -> Iterator[str | Point]:
    """Tout ce que le rapport dit d'une action."""
    yield from montrer_questions(dossier, evaluee.action.evaluation)
    yield from _changements(evaluee)
    if not evaluee.est_lancee:
        relevees = sum(mesure.valeur is not None for mesure in evaluee.mesures)
        suite = f"{compter(relevees, 'indicateur relevé', 'indicateurs relevés')}, hors des décomptes"
        yield f"Pas encore lancée à la fin de la période : {suite if relevees else 'rien à mesurer'}."
        return
    yield "Indicateurs :"
    for mesure in evaluee.mesures:
        yield from montrer_mesure(dossier, mesure)
        yield from _cout(dossier, evaluee, mesure)
    yield "Développement durable :"
    for nom in CRITERES:
        temps = evaluee.action.criteres_dd.lire(nom)
        prevu = NIVEAUX_DITS[temps.prevu.niveau]
        yield Point(f"{mettre_majuscule(CRITERES_DITS[nom])} : prévu {prevu} ; {_constat(dossier, temps.bilan)}")
    if evaluee.action.evaluation.conclusions:
        yield dire_conclusions(evaluee.action.evaluation)
    if evaluee.lacunes:
        yield "Pas encore documenté :"
        yield from (Point(_dire_lacune(lacune)) for lacune in evaluee.lacunes)


def montrer_questions(dossier: Dossier, evaluation: Evaluation) -> Iterator[str | Point]:
    """Les questions posées au départ, quand elles ont été arrêtées, et ce qui leur a été répondu."""
    fixees = "date non documentée" if evaluation.fixees_le is None else dire_moment(evaluation.fixees_le)
    yield f"Questions posées (arrêtées : {fixees}) :" if evaluation.questions else "Aucune question n'a été posée."
    yield from repondre(dossier, evaluation.questions, evaluation.reponses)


def repondre(dossier: Dossier, questions: tuple[str, ...], reponses: tuple[ReponseEvaluation, ...]) -> Iterator[Point]:
    """Chaque question, suivie de ses réponses."""
    for question in questions:
        yield Point(question)
        for reponse in reponses:
            if reponse.question == question:
                date = f" ({dire_moment(reponse.date)})" if reponse.date else ""
                yield Point(f"réponse{date} : {reponse.reponse}{citer(dossier, reponse.source)}", 1)


def _changements(evaluee: EvaluationAction) -> Iterator[str]:
    for change in evaluee.changements:
        dates = f"{dire_moment(change.date)}, après l'approbation ({dire_moment(change.approbation)})"
        yield f"ATTENTION : {change.quoi} : {dates}."


def montrer_mesure(dossier: Dossier, mesure: Releve) -> Iterator[Point]:
    """Un indicateur : sa valeur, celles qu'elle remplace ou qui suivent la période, sa cible et ce qu'il en est."""
    indicateur = mesure.indicateur
    somme = f" (somme de {len(mesure.valeurs)} valeurs)" if len(mesure.valeurs) > 1 else ""
    valeur = dire_valeur(dossier, mesure.valeur, indicateur.unite)
    yield Point(f"{mettre_majuscule(indicateur.libelle)} : {valeur}{somme}")
    if mesure.manquantes:
        yield Point(f"sans valeur : {enumerer(map(str, mesure.manquantes))}", 1)
    for remplacee in mesure.remplacees:
        yield Point(f"publié avant : {dire_valeur(dossier, remplacee, indicateur.unite)}", 1)
    for posterieure in mesure.posterieures:
        yield Point(f"après la période : {dire_valeur(dossier, posterieure, indicateur.unite)}", 1)
    if indicateur.niveau not in A_JUGER:
        return
    if indicateur.base is None and indicateur.cible is None:
        yield Point("départ, cible et atteinte : non documentés", 1)
        return
    depart = dire_valeur(dossier, indicateur.base, indicateur.unite)
    cible = dire_valeur(dossier, indicateur.cible, indicateur.unite)
    yield Point(f"départ : {depart} ; cible : {cible}{_juger(mesure)}", 1)


def _juger(mesure: Releve) -> str:
    """Ce qu'il en est de la cible, et la part du chemin ou de la cible."""
    environ = "environ " if mesure.valeur is not None and mesure.valeur.approche else ""
    quoi = "du chemin" if mesure.indicateur.base else "de la cible"
    taux = "" if mesure.taux is None else f" : {environ}{ecrire_part(mesure.taux)} {quoi}"
    if mesure.motif is not None:
        return f" ; {MOTIFS_JUGEMENT[mesure.motif]}{taux}"
    return f" ; {'atteinte' if mesure.est_atteinte else 'non atteinte'}{taux}"


def _cout(dossier: Dossier, evaluee: EvaluationAction, mesure: MesureIndicateur) -> Iterator[Point]:
    if mesure.cout is not None:
        base = BASES[evaluee.action.budget.base]
        yield Point(f"coût par {mesure.indicateur.unite} : {dire_cout(dossier, mesure.cout, base)}", 1)


def dire_valeur(dossier: Dossier, valeur: Valeur | None, unite: str) -> str:
    """Une valeur avec son unité, sa date et sa source ; ou « non documenté »."""
    if valeur is None:
        return "non documenté"
    combien = f"{dire_valeur_relevee(valeur)} {dire_unite(unite, valeur.valeur)}"
    return f"{combien}, {dire_date(valeur)} [{nommer_source(dossier, valeur.source)}]"


def dire_cout(dossier: Dossier, cout: Cout, base: str) -> str:
    """Ce qu'une unité de résultat a coûté, et de quelles dépenses ; ou pourquoi on ne peut pas le dire."""
    if cout.motif is not None or cout.par_unite is None or cout.exercices is None:
        return MOTIFS_COUT[cout.motif or "valeur_absente"]
    annees = " à ".join(map(str, dict.fromkeys(cout.exercices)))
    depenses = ecrire(cout.depenses)
    if cout.moyen is not None:
        source = citer(dossier, cout.source or "")
        return f"{ecrire(arrondir(cout.par_unite))} ({depenses}, {annees} : {cout.moyen.libelle}{source})"
    return f"{ecrire(arrondir(cout.par_unite))} ({depenses} payés, {annees}, {base})"


def _constat(dossier: Dossier, bilan: Appreciation | None) -> str:
    if bilan is None:
        return "constaté : non documenté"
    return (
        f"constaté {NIVEAUX_DITS[bilan.niveau]}. {mettre_majuscule(bilan.justification)}{citer(dossier, bilan.source)}"
    )


def _dire_lacune(lacune: Lacune) -> str:
    noms: dict[str, str] = {nom: CRITERES_DITS[nom] for nom in CRITERES}
    objets = " ; ".join(noms.get(objet, objet) for objet in lacune.objets)
    return LACUNES[lacune.genre] + (f" : {objets}" if objets else "")

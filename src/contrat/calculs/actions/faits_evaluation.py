"""Ce qu'un fait d'évaluation change dans une fiche, un axe ou le contrat : question, réponse, constat, conclusion."""

from __future__ import annotations

from collections.abc import Mapping

from contrat.calculs.actions.evaluation import questions_posees
from contrat.calculs.argent.fait import FaitImpossible
from contrat.calculs.moments import precede
from contrat.dates import dire_du, dire_quand
from contrat.modele.action import Action, Axe
from contrat.modele.contrat import Contrat
from contrat.modele.evaluation import NomCritere
from contrat.modele.saisie import Saisie

Evalue = Contrat | Axe | Action


def poser(objet: Evalue, question: str, date: str, prevue: str | None, source: str) -> list[Saisie]:
    """Une question de plus, et la date où les questions ont été arrêtées : celle de la dernière.

    `prevue` : quand l'évaluation se fera, à dire une fois.
    """
    if question in questions_posees(objet):
        raise FaitImpossible(f"« {question} » est déjà posée", "rien n'est à écrire")
    echeance = "prevue" if isinstance(objet, Contrat) else "echeance"
    deja = getattr(objet.evaluation, echeance, None)
    if prevue is not None and deja not in (None, prevue):
        raise FaitImpossible(
            f"l'évaluation est déjà prévue ({deja})", f"corriger evaluation.{echeance} dans le fichier"
        )
    arretees = _dire_arretees(objet)
    derniere = arretees if arretees and precede(date, arretees) else date
    dates = [
        Saisie(("evaluation", _champ_arretees(objet)), derniere),
        *([Saisie(("evaluation", echeance), prevue)] if prevue else []),
    ]
    nouvelle = [Saisie(("evaluation", "source"), source)] if objet.evaluation is None else []
    return [Saisie(("evaluation", "questions"), [question]), *dates, *nouvelle]


def _champ_arretees(objet: Evalue) -> str:
    return "criteres_fixes" if isinstance(objet, Contrat) else "fixees_le"


def _dire_arretees(objet: Evalue) -> str | None:
    """La date où les questions ont été arrêtées, quand elle est connue."""
    date: str | None = getattr(objet.evaluation, _champ_arretees(objet), None)
    return date


def repondre(objet: Evalue, reponse: Mapping[str, str]) -> list[Saisie]:
    """Une réponse de plus ; une question en reçoit une par date."""
    deja = objet.evaluation.reponses if objet.evaluation else ()
    if (reponse["question"], reponse["date"]) in {(r.question, r.date) for r in deja}:
        aide = "une erreur se corrige dans le fichier ; une autre réponse a une autre --date"
        raise FaitImpossible(f"« {reponse['question']} » a déjà une réponse {dire_du(reponse['date'])}", aide)
    arretees = _dire_arretees(objet)
    if arretees and precede(reponse["date"], arretees):
        quand = f"avant que les questions soient arrêtées, {dire_quand(arretees)}"
        raise FaitImpossible(f"« {reponse['question']} » aurait sa réponse {quand}", "vérifier --date")
    nouvelle = [Saisie(("evaluation", "source"), reponse["source"])] if objet.evaluation is None else []
    return [*nouvelle, Saisie(("evaluation", "reponses"), [dict(reponse)])]


def constater(action: Action, critere: NomCritere, bilan: Mapping[str, str]) -> list[Saisie]:
    """Ce que l'on constate d'un critère durable, une fois ce qui était visé écrit."""
    if "criteres_dd" not in action.model_fields_set:
        aide = "écrire d'abord criteres_dd: dans la fiche, ce que l'action vise"
        raise FaitImpossible(f"rien n'est dit de ce que « {action.id} » visait", aide)
    if action.criteres_dd.lire(critere).bilan is not None:
        raise FaitImpossible(f"le critère {critere} a déjà son bilan", "le corriger dans la fiche : criteres_dd")
    return [Saisie(("criteres_dd", critere, "bilan"), dict(bilan))]


def conclure(objet: Evalue, texte: str, date: str) -> list[Saisie]:
    """Ce que l'évaluation conclut, et quand ; une conclusion écrite ne se remplace pas."""
    if objet.evaluation is None:
        raise FaitImpossible("aucune évaluation n'est ouverte ici", "poser d'abord une question : evaluation poser")
    if objet.evaluation.conclusions is not None:
        raise FaitImpossible("l'évaluation est déjà conclue", "corriger evaluation.conclusions dans le fichier")
    return [Saisie(("evaluation", "conclusions"), texte), Saisie(("evaluation", "conclu_le"), date)]

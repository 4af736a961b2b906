"""L'évaluation en objet : ce que disent le JSON et le CSV ; `None` pour ce qui n'est pas documenté."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contrat.calculs.actions.cout import Cout
from contrat.calculs.actions.evaluation import EvaluationAction, EvaluationAxe, MesureIndicateur
from contrat.calculs.actions.mesure import Releve
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation
from contrat.modele.action import Action
from contrat.modele.evaluation import CRITERES, Appreciation, Evaluation, ReponseEvaluation
from contrat.modele.suivi import Valeur
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler

VERSION = 1
COLONNES = (
    "action", "indicateur", "libelle", "niveau", "unite", "depart", "cible", "valeur", "date", "taux", "atteinte",
    "cout_par_unite",
)  # fmt: skip


def decrire_evaluation(rapport: RapportEvaluation) -> dict[str, Any]:
    """Le rapport entier."""
    dates, prevue = rapport.criteres_changes, rapport.dossier.contrat.evaluation
    return {
        "version": VERSION,
        "contrat": rapport.dossier.contrat.id,
        "periode": [rapport.periode.debut, rapport.periode.fin],
        "criteres_changes": None if dates is None else {"date": dates[0], "approbation": dates[1]},
        "questions": list(rapport.questions),
        "reponses": _reponses(prevue.reponses if prevue else ()),
        "conclusions": prevue.conclusions if prevue else None,
        "conclu_le": prevue.conclu_le if prevue else None,
        "indicateurs": [_mesurer(mesure) for mesure in rapport.mesures],
        "axes": [_axe(rapport, axe) for axe in rapport.axes],
    }


def _axe(rapport: RapportEvaluation, axe: EvaluationAxe) -> dict[str, Any]:
    evaluation = axe.axe.evaluation or Evaluation(questions=())
    return {
        "id": axe.axe.id,
        "titre": axe.axe.titre,
        "questions": list(evaluation.questions),
        "reponses": _reponses(evaluation.reponses),
        "conclusions": evaluation.conclusions,
        "conclu_le": evaluation.conclu_le,
        "indicateurs": [_mesurer(mesure) for mesure in axe.mesures],
        "actions": [_action(rapport.numeros[e.action.id], e) for e in axe.actions],
    }


def tabuler_evaluation(rapport: RapportEvaluation) -> Tableau:
    """Une ligne par indicateur d'action."""
    return tabuler(
        COLONNES, [_ligne(e.action, mesure) for axe in rapport.axes for e in axe.actions for mesure in e.mesures]
    )


def _ligne(action: Action, mesure: MesureIndicateur) -> dict[str, Any]:
    indicateur, valeur = mesure.indicateur, mesure.valeur
    return {
        "action": action.id,
        "indicateur": indicateur.id,
        **extraire(indicateur, "libelle", "niveau", "unite"),
        "depart": _nombre(indicateur.base),
        "cible": _nombre(indicateur.cible),
        "valeur": _nombre(valeur),
        "date": valeur.date if valeur else None,
        "taux": mesure.taux,
        "atteinte": mesure.est_atteinte,
        "cout_par_unite": mesure.cout.par_unite if mesure.cout else None,
    }


def _nombre(valeur: Valeur | None) -> Decimal | None:
    return None if valeur is None else valeur.valeur


def _action(numero: str, evaluee: EvaluationAction) -> dict[str, Any]:
    action = evaluee.action
    return {
        "id": action.id,
        "numero": numero,
        "titre": action.titre,
        "statut": evaluee.statut,
        "questions": list(action.evaluation.questions),
        "fixees_le": action.evaluation.fixees_le,
        "reponses": _reponses(action.evaluation.reponses),
        "conclusions": action.evaluation.conclusions,
        "conclu_le": action.evaluation.conclu_le,
        "changements": [extraire(c, "quoi", "date", "approbation") for c in evaluee.changements],
        "base": action.budget.base,
        "indicateurs": [_mesure(mesure) for mesure in evaluee.mesures],
        "criteres": {
            nom: {
                "prevu": _niveau(action.criteres_dd.lire(nom).prevu),
                "constate": _niveau(action.criteres_dd.lire(nom).bilan),
            }
            for nom in CRITERES
        },
        "non_documente": [{"genre": lacune.genre, "objets": list(lacune.objets)} for lacune in evaluee.lacunes],
    }


def _mesure(mesure: MesureIndicateur) -> dict[str, Any]:
    return {**_mesurer(mesure), "cout": None if mesure.cout is None else _cout(mesure.cout)}


def _mesurer(mesure: Releve) -> dict[str, Any]:
    indicateur = mesure.indicateur
    return {
        **extraire(indicateur, "id", "libelle", "niveau", "unite"),
        "depart": _valeur(indicateur.base),
        "cible": _valeur(indicateur.cible),
        "valeur": _valeur(mesure.valeur),
        "valeurs_ajoutees": len(mesure.valeurs) if len(mesure.valeurs) > 1 else 0,
        "annees_sans_valeur": list(mesure.manquantes),
        "valeurs_remplacees": [_valeur(valeur) for valeur in mesure.remplacees],
        "valeurs_posterieures": [_valeur(valeur) for valeur in mesure.posterieures],
        "taux": mesure.taux,
        "atteinte": mesure.est_atteinte,
        "motif": mesure.motif,
    }


def _reponses(reponses: tuple[ReponseEvaluation, ...]) -> list[dict[str, Any]]:
    return [extraire(r, "question", "reponse", "date", "source") for r in reponses]


def _valeur(valeur: Valeur | None) -> dict[str, Any] | None:
    if valeur is None:
        return None
    dits = extraire(valeur, "approche", "depuis", "date", "publiee_le", "source")
    return {"valeur": str(valeur.valeur), **dits}


def _cout(cout: Cout) -> dict[str, Any]:
    return {
        "par_unite": cout.par_unite,
        "depenses": cout.depenses,
        "exercices": None if cout.exercices is None else list(cout.exercices),
        "motif": cout.motif,
        "moyen": cout.moyen.id if cout.moyen else None,
        "source": cout.source,
    }


def _niveau(appreciation: Appreciation | None) -> dict[str, str] | None:
    if appreciation is None:
        return None
    return extraire(appreciation, "niveau", "justification", "source")

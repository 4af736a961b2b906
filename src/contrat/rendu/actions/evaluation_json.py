"""L'évaluation en JSON : nombres en chaînes décimales, `null` pour ce qui n'est pas documenté."""

from __future__ import annotations

import json
from typing import Any

from contrat.calculs.actions.avancement import CRITERES, critere
from contrat.calculs.actions.engagements import changement_du_contrat
from contrat.calculs.actions.evaluation import Cout, EvaluationAction, EvaluationAxe, Mesure
from contrat.calculs.actions.selection import numeroter
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Appreciation
from contrat.modele.suivi import Valeur
from contrat.nombres import arrondir

VERSION = 1


def en_json(dossier: Dossier, contrat: Contrat, periode: Periode, axes: list[EvaluationAxe]) -> str:
    """Le rapport entier."""
    dates = changement_du_contrat(dossier)
    objet = {
        "version": VERSION,
        "contrat": contrat.id,
        "periode": [periode.debut, periode.fin],
        "criteres_changes": None if dates is None else {"date": dates[0], "approbation": dates[1]},
        "axes": [
            {"id": axe.axe.id, "titre": axe.axe.titre, "actions": [_action(dossier, e) for e in axe.actions]}
            for axe in axes
        ],
    }
    return json.dumps(objet, ensure_ascii=False, indent=2) + "\n"


def _action(dossier: Dossier, evaluee: EvaluationAction) -> dict[str, Any]:
    action = evaluee.action
    return {
        "id": action.id,
        "numero": numeroter(dossier, action),
        "titre": action.titre,
        "statut": evaluee.statut,
        "questions": list(action.evaluation.questions),
        "fixees_le": action.evaluation.fixees_le,
        "conclusions": action.evaluation.conclusions,
        "changements": [{"quoi": c.quoi, "date": c.date, "approbation": c.approbation} for c in evaluee.changements],
        "base": action.budget.base,
        "indicateurs": [_mesure(mesure) for mesure in evaluee.mesures],
        "criteres": {
            nom: {"prevu": _niveau(critere(action, nom).prevu), "constate": _niveau(critere(action, nom).bilan)}
            for nom in CRITERES
        },
        "non_documente": [{"genre": lacune.genre, "objets": list(lacune.objets)} for lacune in evaluee.lacunes],
    }


def _mesure(mesure: Mesure) -> dict[str, Any]:
    indicateur = mesure.indicateur
    return {
        "id": indicateur.id,
        "libelle": indicateur.libelle,
        "niveau": indicateur.niveau,
        "unite": indicateur.unite,
        "depart": _valeur(indicateur.base),
        "cible": _valeur(indicateur.cible),
        "valeur": _valeur(mesure.valeur),
        "valeurs_posterieures": [_valeur(valeur) for valeur in mesure.posterieures],
        "taux": None if mesure.taux is None else str(arrondir(mesure.taux)),
        "cout": None if mesure.cout is None else _cout(mesure.cout),
    }


def _valeur(valeur: Valeur | None) -> dict[str, Any] | None:
    if valeur is None:
        return None
    return {
        "valeur": str(valeur.valeur),
        "approche": valeur.approche,
        "depuis": valeur.depuis,
        "date": valeur.date,
        "source": valeur.source,
    }


def _cout(cout: Cout) -> dict[str, Any]:
    return {
        "par_unite": None if cout.par_unite is None else str(arrondir(cout.par_unite)),
        "depenses": None if cout.depenses is None else f"{cout.depenses:.2f}",
        "exercices": None if cout.exercices is None else list(cout.exercices),
        "motif": cout.motif,
    }


def _niveau(appreciation: Appreciation | None) -> dict[str, str] | None:
    if appreciation is None:
        return None
    return {
        "niveau": appreciation.niveau,
        "justification": appreciation.justification,
        "source": appreciation.source,
    }

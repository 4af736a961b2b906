"""C030 : une réponse de l'évaluation ne répond à aucune question posée."""

from __future__ import annotations

from contrat.calculs.actions.evaluation import questions_posees
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action, Axe
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

GRAVITE = Gravite.ERREUR
TITRE = "une réponse sans question"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les réponses dont la question n'est pas, mot pour mot, une de celles qui ont été posées."""
    for identifiant, action in dossier.actions.items():
        yield from _constater(("actions", identifiant), action)
    for identifiant, axe in dossier.axes.items():
        yield from _constater(("axes", identifiant), axe)
    for contrat in dossier.contrats.values():
        yield from _constater(CONTRAT, contrat)


def _constater(place: tuple[str, str], objet: Contrat | Axe | Action) -> Constats:
    posees = questions_posees(objet)
    for rang, reponse in enumerate(objet.evaluation.reponses if objet.evaluation else ()):
        if reponse.question not in posees:
            adresse = Adresse(*place, ("evaluation", "reponses", rang, "question"))
            message = f"« {reponse.question} » n'est pas une des questions posées"
            aide = proposer(reponse.question, posees) or "écrire la question comme au départ"
            yield Constat(adresse, message, aide)

"""C017 : une action est approuvée sans que l'on sache sur quoi elle sera jugée."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une action approuvée sans question d'évaluation"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches approuvées ou au-delà dont `evaluation.questions` est vide."""
    for identifiant, action in dossier.actions.items():
        if not action.evaluation.questions and any(e.statut == "approuvee" for e in action.historique):
            adresse = Adresse("actions", identifiant, ("evaluation", "questions"), sur_cle=True)
            aide = "écrire au moins une question, et dans fixees_le la date où elle a été arrêtée"
            message = "action approuvée sans question d'évaluation"
            # Un tableur repris ne dit pas comment l'action sera évaluée.
            yield Constat(adresse, message, aide, informe=action.origine is not None)

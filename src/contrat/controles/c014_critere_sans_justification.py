"""C014 : le niveau d'un critère de développement durable n'est pas justifié."""

from __future__ import annotations

import re

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un critère de développement durable sans justification"
LIT = frozenset({"actions"})

_MOT = re.compile(r"\w+")
# « À compléter », « voir plus tard » : on attend une phrase, pas une note.
TROP_COURT = 3


def constater(dossier: Dossier) -> Constats:
    """Les niveaux, prévus ou constatés, justifiés par moins de trois mots."""
    for identifiant, action in dossier.actions.items():
        for nom in CRITERES:
            for temps, appreciation in (
                ("prevu", action.criteres_dd.lire(nom).prevu),
                ("bilan", action.criteres_dd.lire(nom).bilan),
            ):
                if appreciation is None or appreciation.niveau == "non_documente":
                    continue
                if len(_MOT.findall(appreciation.justification)) < TROP_COURT:
                    adresse = Adresse("actions", identifiant, ("criteres_dd", nom, temps, "justification"))
                    message = f"niveau « {appreciation.niveau} » justifié par « {appreciation.justification} »"
                    yield Constat(adresse, message, "dire en une phrase pourquoi, ou écrire niveau: non_documente")

"""C030 : une réponse de l'évaluation ne répond à aucune question posée."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import ReponseEvaluation
from contrat.proches import proposer

CODE = "C030"
GRAVITE = Gravite.ERREUR
TITRE = "une réponse sans question"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les réponses dont la question n'est pas, mot pour mot, une de celles qui ont été posées."""
    for genre, fiches in (("actions", dossier.actions), ("axes", dossier.axes)):
        for identifiant, fiche in fiches.items():
            if fiche.evaluation is not None:
                posees = fiche.evaluation.questions
                yield from _constater((genre, identifiant), posees, fiche.evaluation.reponses)
    for contrat in dossier.contrats.values():
        if contrat.evaluation is not None:
            criteres = tuple(critere.question for critere in contrat.criteres_durables)
            yield from _constater(CONTRAT, (*contrat.evaluation.questions, *criteres), contrat.evaluation.reponses)


def _constater(
    objet: tuple[str, str], posees: tuple[str, ...], reponses: tuple[ReponseEvaluation, ...]
) -> Iterator[Constat]:
    for rang, reponse in enumerate(reponses):
        if reponse.question not in posees:
            adresse = Adresse(*objet, ("evaluation", "reponses", rang, "question"))
            message = f"« {reponse.question} » n'est pas une des questions posées"
            aide = proposer(reponse.question, posees) or "écrire la question comme au départ"
            yield Constat(adresse, message, aide)

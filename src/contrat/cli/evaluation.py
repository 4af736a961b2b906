"""Les commandes `contrat evaluation …` : ce qui est atteint ; ce que l'évaluation demande, répond et conclut."""

from __future__ import annotations

from typing import Annotated

from contrat.cli.cadre import ArgumentPeriode, Ensemble, Racine
from contrat.cli.lectures import lire_au, lire_moment, lire_moment_echu
from contrat.cli.parametres import argument, option
from contrat.cli.retour import Au, revenir
from contrat.cli.saisies import ActionVisee, Quand
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer

ActionEvaluee = Annotated[str | None, option("--action", "ACTION", "Cette action ; sinon, le contrat entier")]
AxeEvalue = Annotated[str | None, option("--axe", "AXE", "Cet axe ; sinon, le contrat entier")]
Citee = Annotated[str | None, option("--source", "SOURCE", "Source à citer ; sinon, celle du fichier")]


def evaluation(
    periode: ArgumentPeriode = None,
    au: Au = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Évaluer axes et actions : questions du départ, cibles, coût par résultat, développement durable."""
    from contrat.calculs.actions.rapport_evaluation import evaluer_contrat
    from contrat.cli.chargement import charger_periode
    from contrat.rendu.actions.evaluation import documenter_evaluation

    jour = lire_au(au)
    lu, voulue = charger_periode(periode, racine)
    retour = revenir(lu.dossier, jour)
    rapport = evaluer_contrat(retour.dossier, voulue)
    livrer(retour.presenter(documenter_evaluation(rapport)), format_, sortie, lu.racine)


def poser(
    question: Annotated[str, argument("QUESTION", "La question, telle qu'elle sera répondue")],
    action: ActionEvaluee = None,
    axe: AxeEvalue = None,
    date_: Quand = None,
    prevue: Annotated[str | None, option("--prevue", "DATE", "Quand l'évaluation se fera, à dire une fois")] = None,
    source: Citee = None,
    racine: Racine = None,
) -> None:
    """Poser une question au contrat, à un axe ou à une action, et dater le moment où elles sont arrêtées."""
    from contrat.cli.faits.evaluation import Vise, noter_question

    fin = None if prevue is None else lire_moment("--prevue", prevue)
    noter_question(Vise(action, axe), question, lire_moment_echu("--date", date_), fin, source, racine)


def repondre(
    question: Annotated[
        str, argument("QUESTION", "Ses mots, son rang parmi les questions posées, ou son critère durable")
    ],
    reponse: Annotated[str, argument("REPONSE", "Ce que l'on peut en dire")],
    action: ActionEvaluee = None,
    axe: AxeEvalue = None,
    date_: Quand = None,
    source: Citee = None,
    racine: Racine = None,
) -> None:
    """Répondre à une question posée au contrat, à un axe ou à une action."""
    from contrat.cli.faits.evaluation import Vise, noter_reponse

    noter_reponse(Vise(action, axe), question, reponse, lire_moment_echu("--date", date_), source, racine)


def constater(
    action: ActionVisee,
    critere: Annotated[str, argument("CRITERE", "economique, social ou environnemental")],
    niveau: Annotated[str, argument("NIVEAU", "fort, moyen, faible, atteint, sans_objet…")],
    justification: Annotated[str, argument("TEXTE", "Pourquoi ce niveau")],
    date_: Quand = None,
    source: Citee = None,
    racine: Racine = None,
) -> None:
    """Constater ce qu'une action a donné sur un critère de développement durable."""
    from contrat.cli.faits.evaluation import noter_constat

    moment = lire_moment_echu("--date", date_)
    noter_constat(action, critere, niveau, justification, moment, source, racine)


def conclure(
    texte: Annotated[str, argument("TEXTE", "Ce que l'évaluation conclut")],
    action: ActionEvaluee = None,
    axe: AxeEvalue = None,
    date_: Quand = None,
    racine: Racine = None,
) -> None:
    """Écrire ce que conclut l'évaluation du contrat, d'un axe ou d'une action."""
    from contrat.cli.faits.evaluation import Vise, noter_conclusion

    noter_conclusion(Vise(action, axe), texte, lire_moment_echu("--date", date_), racine)


EVALUATION = Ensemble(evaluation, poser, repondre, constater, conclure)

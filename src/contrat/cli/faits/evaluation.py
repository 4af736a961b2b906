"""Écrire ce qu'une évaluation demande, répond, constate et conclut, si aucune règle ne s'y oppose."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, cast

from contrat.calculs.actions import faits_evaluation as faits
from contrat.calculs.actions.evaluation import designer_questions
from contrat.cli.designation import reconnaitre_axe, reconnaitre_mot
from contrat.cli.faits.ecrire import FichierOuvert, choisir, convenir, ouvrir_le_contrat, porter
from contrat.erreurs import ErreurUsage
from contrat.modele.contrat import EvaluationContrat
from contrat.modele.evaluation import CRITERES, NIVEAUX, Evaluation, NomCritere


class Vise(NamedTuple):
    """Ce que l'usager évalue : une action, un axe, ou le contrat entier quand il ne nomme ni l'une ni l'autre."""

    action: str | None
    axe: str | None


def ouvrir(racine: Path | None, vise: Vise) -> FichierOuvert:
    """Ce que l'usager désigne."""
    if vise.action is not None and vise.axe is not None:
        raise ErreurUsage("--action et --axe s'excluent", "retirer l'un des deux")
    lu = ouvrir_le_contrat(racine)
    if vise.axe is not None:
        return FichierOuvert(lu, "axes", reconnaitre_axe(lu.dossier, vise.axe))
    return porter(lu, vise.action)


def noter_question(
    vise: Vise, question: str, moment: str, prevue: str | None, source: str | None, racine: Path | None
) -> None:
    """Poser une question, et dire quand il y sera répondu."""
    ouverte = ouvrir(racine, vise)
    posees: Evaluation | EvaluationContrat | None = ouverte.objet.evaluation
    if posees is not None and source is not None:
        raise ErreurUsage(
            "--source ne se dit qu'à la première question", f"la source des questions est « {posees.source} »"
        )
    citee = ouverte.citer(source) if posees is None else posees.source
    rang = len(posees.questions if posees else ()) + 1
    dit = f"question {rang}, « {question} »"
    ouverte.ecrire(lambda objet: faits.poser(objet, question, moment, prevue, citee), dit)


def noter_reponse(vise: Vise, mot: str, texte: str, moment: str, source: str | None, racine: Path | None) -> None:
    """Répondre à une question, désignée par ses mots, son rang ou son critère durable."""
    ouverte = ouvrir(racine, vise)
    posees = list(designer_questions(ouverte.objet).items())
    exactes = [place for place, nom_et_question in enumerate(posees) if mot in nom_et_question]
    trouvees = exactes or [place for place, (_, question) in enumerate(posees) if convenir(question, mot)]
    dites = {place: f"{nom}. {question}" for place, (nom, question) in enumerate(posees)}
    _, question = posees[choisir("la question", mot, trouvees, dites, "par son rang")]
    reponse = {"question": question, "reponse": texte, "date": moment, "source": ouverte.citer(source)}
    ouverte.ecrire(lambda objet: faits.repondre(objet, reponse), f"réponse à « {question} »")


def noter_constat(
    action: str, critere: str, niveau: str, texte: str, moment: str, source: str | None, racine: Path | None
) -> None:
    """Constater un critère durable d'une action."""
    nom = cast("NomCritere", reconnaitre_mot("le critère", critere, CRITERES))
    lu = reconnaitre_mot("le niveau", niveau, NIVEAUX)
    ouverte = ouvrir(racine, Vise(action, None))
    bilan = {"niveau": lu, "justification": texte, "date": moment, "source": ouverte.citer(source)}
    ouverte.ecrire(lambda objet: faits.constater(objet, nom, bilan), f"{ouverte.nom} : critère {nom} constaté")


def noter_conclusion(vise: Vise, texte: str, moment: str, racine: Path | None) -> None:
    """Conclure."""
    ouvrir(racine, vise).ecrire(lambda objet: faits.conclure(objet, texte, moment), "conclusions")

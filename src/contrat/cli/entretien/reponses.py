"""L'entretien sans terminal : les réponses viennent d'un fichier, écrit comme celui d'un ménage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import Question
from contrat.cli.eligibilite_guichet import signaler
from contrat.cli.entretien.dossier import Ouverture
from contrat.depot.fiche import lire_fiche
from contrat.modele.permanence import Reponses
from contrat.rendu.eligibilite.permanence import demander, dire_reponse, dire_tranches


def derouler(ouverture: Ouverture, fichier: Path) -> Entretien:
    """Poser les questions utiles et y répondre d'après le fichier ; une réponse absente est une réponse inconnue."""
    fiche = lire_fiche(fichier, fichier.as_posix(), Reponses)
    if fiche.objet is None:
        signaler(fiche.diagnostics)
        typer.echo("Rien n'est écrit tant que les réponses portent des erreurs.", err=True)
        raise typer.Exit(1)
    entretien = ouverture.entretien
    while question := entretien.prochaine():
        entretien = _repondre(entretien, question, fiche.lecture.valeur)
    for question in entretien.precisions():
        if _trouver(entretien, question, fiche.lecture.valeur):
            entretien = _repondre(entretien, question, fiche.lecture.valeur)
    entretien = entretien.ajouter_le_reste(fiche.lecture.valeur)
    ouverture.ecrire(entretien)
    return entretien


def _repondre(entretien: Entretien, question: Question, contenu: dict[str, Any]) -> Entretien:
    texte = _trouver(entretien, question, contenu)
    suivant = entretien.repondre(question, texte) if texte else entretien.passer(question)
    rang = len(suivant.reponses)
    typer.echo(f"{rang}. {demander(question, entretien.annee(question))} {dire_reponse(texte)}")
    for ligne in dire_tranches(entretien.jugement, suivant.jugement):
        typer.echo(ligne)
    return suivant


def _trouver(entretien: Entretien, question: Question, contenu: dict[str, Any]) -> str:
    """La réponse telle qu'elle est écrite ; plusieurs avis de la même année se joignent."""
    if question.bloc == "revenus":
        annee = str(entretien.annee(question))
        return " + ".join(avis["rfr"] for avis in contenu.get("revenus", ()) if avis["annee"] == annee)
    return str(contenu.get(question.bloc, {}).get(question.cle, ""))

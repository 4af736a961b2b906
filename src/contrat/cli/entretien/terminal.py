"""L'entretien au terminal : une question à la fois, ce que la réponse tranche, le fichier écrit aussitôt."""

from __future__ import annotations

import questionary
import typer

from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import Question
from contrat.cli.entretien.dossier import Ouverture, refuser
from contrat.rendu.eligibilite.permanence import demander, dire_commune, dire_reponse, dire_tranches, preciser
from contrat.rendu.mots.phrases import compter

NE_SAIT_PAS, REVENIR, ARRETER = "?", "<", "."
MODE_LISTE = "(flèches, puis Entrée)"
SORTIES = f"Quand la réponse s'écrit : {NE_SAIT_PAS} ne sait pas, {REVENIR} revenir, {ARRETER} arrêter."
FINIR, CHIFFRER = "finir", "chiffrer"


def dialoguer(ouverture: Ouverture) -> Entretien:
    """Mener l'entretien jusqu'à ce que plus rien ne puisse changer une réponse, ou que l'on arrête."""
    typer.echo(f"Ménage {ouverture.fichier.lieu.chemin.stem}. Chaque réponse est écrite aussitôt dans {ouverture.nom}.")
    typer.echo(SORTIES)
    entretien = ouverture.entretien
    while True:
        question = entretien.prochaine()
        decision = _proposer_la_fin(entretien) if question is None else ""
        if decision == CHIFFRER:
            question = entretien.precisions()[0]
        reponse = _poser(question, entretien, ouverture.insee) if question else decision
        if reponse in (ARRETER, FINIR):
            return entretien
        entretien = _retenir(ouverture, entretien, question, reponse)


def _retenir(ouverture: Ouverture, entretien: Entretien, question: Question | None, reponse: str) -> Entretien:
    """L'entretien après une réponse, et ce qu'elle tranche."""
    if question is None or reponse == REVENIR:
        suivant = entretien.revenir()
    else:
        suivant = entretien.passer(question) if reponse == NE_SAIT_PAS else entretien.repondre(question, reponse)
        if question.champ == "commune" and suivant.menage.logement.commune:
            for ligne in dire_commune(reponse, entretien.bareme.liste_communes):
                typer.echo(ligne)
        for ligne in dire_tranches(entretien.jugement, suivant.jugement):
            typer.echo(ligne)
    ouverture.ecrire(suivant)
    return suivant


def _poser(question: Question, entretien: Entretien, insee: str) -> str:
    texte = demander(question, entretien.annee(question))
    if question.reponses:
        choix = [questionary.Choice(dire_reponse(mot), mot) for mot in question.reponses]
        choix += [
            questionary.Choice("ne sait pas", NE_SAIT_PAS),
            questionary.Choice("revenir à la question précédente", REVENIR),
            questionary.Choice("arrêter là et reprendre plus tard", ARRETER),
        ]
        return str(questionary.select(texte, choix, instruction=MODE_LISTE).unsafe_ask())

    def verifier(saisie: str) -> bool | str:
        if saisie.strip() in (NE_SAIT_PAS, REVENIR, ARRETER):
            return True
        return refuser(entretien, question, saisie.strip()) or True

    mode = f"({precision})" if (precision := preciser(question)) else None
    defaut = insee if question.champ == "commune" else ""
    return str(questionary.text(texte, defaut, validate=verifier, instruction=mode).unsafe_ask()).strip()


def _proposer_la_fin(entretien: Entretien) -> str:
    """Finir, chiffrer ce qui peut l'être, ou revenir en arrière."""
    choix = [questionary.Choice("finir", FINIR)]
    if nombre := len(entretien.precisions()):
        reste = compter(nombre, "question")
        choix.insert(0, questionary.Choice(f"chiffrer les aides et le reste à payer ({reste})", CHIFFRER))
    if entretien.reponses:
        choix.append(questionary.Choice("revenir à la question précédente", REVENIR))
    texte = "Plus aucune question ne peut changer une réponse."
    return str(questionary.select(texte, choix, instruction=MODE_LISTE).unsafe_ask())

"""Le rapport d'évaluation : les changements d'abord, l'ensemble, puis chaque axe et chaque action."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.evaluation import EvaluationAxe
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation, Reconstitues
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Constatation
from contrat.rendu.actions.evaluation_action import detailler, montrer_releves
from contrat.rendu.actions.evaluation_objet import decrire_evaluation, tabuler_evaluation
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import STATUTS, citer
from contrat.rendu.mots.dates import dire_exercices, dire_moment
from contrat.rendu.mots.phrases import compter, mettre_majuscule
from contrat.rendu.page import Page, Partie, Point, assembler, lister

RESERVES = (
    "La valeur d'un indicateur est la dernière relevée à la fin de la période ; une valeur relevée après est montrée, "
    "mais ne sert à aucun calcul.",
    "Atteinte : chemin parcouru du départ à la cible, ou part de la cible quand le départ n'est pas documenté. Coût "
    "par résultat : ce qui a été payé pendant les exercices que couvre la valeur, divisé par elle ; une valeur sans "
    "début se compte depuis le début de l'action.",
    "Les trois critères de développement durable se lisent séparément : il n'y a pas de note globale.",
)


def documenter_evaluation(rapport: RapportEvaluation) -> Document:
    """L'évaluation dans toutes ses formes ; le CSV a une ligne par indicateur."""
    return Document(
        page=lambda: composer(rapport),
        objet=lambda: decrire_evaluation(rapport),
        donnees=lambda: tabuler_evaluation(rapport),
    )


def composer(rapport: RapportEvaluation) -> Page:
    """Les parties du rapport ; celle des changements n'est là que s'il y en a."""
    alertes = list(_alertes(rapport))
    parties = [
        *([Partie("Critères changés après l'approbation", assembler(alertes))] if alertes else []),
        Partie("En bref", [f"{rapport.contrat.titre}.", lister(*map(_resumer, rapport.axes))]),
        Partie("Le contrat entier", assembler(_contrat(rapport))),
        *(partie for axe in rapport.axes for partie in _axe(rapport, axe)),
        Partie("Lire ce rapport", [lister(*RESERVES, *_origines(rapport.reconstitues))]),
    ]
    return Page(f"Évaluation {dire_exercices(rapport.periode)}", "", parties)


def _alertes(rapport: RapportEvaluation) -> Iterator[Point]:
    if dates := rapport.criteres_changes:
        criteres, approbation = map(dire_moment, dates)
        yield Point(f"Contrat : critères arrêtés : {criteres} ; première approbation : {approbation}.")
    for evaluee in (e for axe in rapport.axes for e in axe.actions):
        titre = f"{rapport.numeros[evaluee.action.id]} {evaluee.action.titre_court}"
        for change in evaluee.changements:
            dates_dites = f"{dire_moment(change.date)} ; approbation : {dire_moment(change.approbation)}"
            yield Point(f"{titre} : {change.quoi} : {dates_dites}.")


def _resumer(axe: EvaluationAxe) -> str:
    resultats = f"cibles atteintes : {axe.atteintes} sur {axe.cibles}" if axe.cibles else "aucune cible documentée"
    return (
        f"Axe {axe.axe.numero}, {axe.axe.titre_court} : {compter(len(axe.actions), 'action')}, "
        f"dont {compter(axe.lancees, 'lancée')} ; indicateurs mesurés : {axe.mesurees} sur {len(axe.mesures)} ; "
        f"{resultats} ; critères constatés : {axe.criteres_constates} sur {axe.criteres_attendus}."
    )


def _contrat(rapport: RapportEvaluation) -> Iterator[str | Point]:
    dossier, contrat, prevue = rapport.dossier, rapport.contrat, rapport.contrat.evaluation
    if prevue is None:
        yield "L'évaluation du contrat n'est pas documentée."
    else:
        date = "non documentée" if prevue.prevue is None else dire_moment(prevue.prevue)
        fixes = "date non documentée" if prevue.criteres_fixes is None else dire_moment(prevue.criteres_fixes)
        yield f"Évaluation globale prévue : {date}. Critères arrêtés : {fixes}."
        if prevue.methode:
            yield prevue.methode
        yield from _constater(dossier, "Effets constatés", prevue.effets)
        yield from _constater(dossier, "Bilan", prevue.bilan)
    if contrat.criteres_durables:
        yield "Questions posées à chaque action :"
        yield from (Point(critere.question) for critere in contrat.criteres_durables)
    if rapport.releves:
        yield "Indicateurs du contrat :"
    for releve in rapport.releves:
        yield from montrer_releves(dossier, releve.indicateur, releve.valeur, releve.posterieures)


def _constater(dossier: Dossier, nom: str, constats: tuple[Constatation, ...]) -> Iterator[str | Point]:
    if constats:
        yield f"{nom} :"
        yield from (Point(f"{constat.texte}{citer(dossier, constat.source)}") for constat in constats)


def _axe(rapport: RapportEvaluation, axe: EvaluationAxe) -> Iterator[Partie]:
    yield Partie(f"Axe {axe.axe.numero}. {axe.axe.titre}", [mettre_majuscule(axe.axe.finalite)])
    for evaluee in axe.actions:
        action = evaluee.action
        titre = f"{rapport.numeros[action.id]} {action.titre_court} ({STATUTS[evaluee.statut]})"
        yield Partie(titre, assembler(detailler(rapport.dossier, evaluee)), 2)


def _origines(r: Reconstitues) -> Iterator[str]:
    """Dire ce que l'outil a reconstitué : des questions ou des niveaux que personne n'a publiés."""
    if r.questions:
        yield f"Questions et méthodes reconstituées, jamais publiées : {r.questions} actions sur {r.actions}."
    if r.niveaux:
        yield f"Niveaux visés de développement durable reconstitués : {r.niveaux} sur {r.niveaux_en_tout}."

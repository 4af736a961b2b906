"""Le rapport d'évaluation : les changements d'abord, l'ensemble, puis chaque axe et chaque action."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.avancement import CRITERES
from contrat.calculs.actions.engagements import changement_du_contrat
from contrat.calculs.actions.evaluation import EvaluationAction, EvaluationAxe, relever
from contrat.calculs.actions.selection import numeroter
from contrat.calculs.periode import dire_periode
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Appreciation
from contrat.modele.suivi import Constatation
from contrat.rendu.actions.evaluation_action import detailler, montrer_releves
from contrat.rendu.libelles import dire_moment
from contrat.rendu.mots.argent import compter
from contrat.rendu.page_de_phrases import Partie, Point
from contrat.rendu.rapports.comite_textes import STATUTS, citer, mettre_majuscule

RESERVES = (
    "La valeur d'un indicateur est la dernière relevée à la fin de la période ; une valeur relevée après est montrée, "
    "mais ne sert à aucun calcul.",
    "Atteinte : chemin parcouru du départ à la cible, ou part de la cible quand le départ n'est pas documenté. Coût "
    "par résultat : ce qui a été payé pendant les exercices que couvre la valeur, divisé par elle ; une valeur sans "
    "début se compte depuis le début de l'action.",
    "Les trois critères de développement durable se lisent séparément : il n'y a pas de note globale.",
)


def titrer(periode: Periode) -> str:
    """Le titre du rapport."""
    return f"Évaluation {dire_periode(periode)}"


def composer(dossier: Dossier, contrat: Contrat, periode: Periode, axes: list[EvaluationAxe]) -> list[Partie]:
    """Les parties du rapport ; celle des changements n'est là que s'il y en a."""
    alertes = list(_alertes(dossier, axes))
    return [
        *([Partie("Critères changés après l'approbation", alertes)] if alertes else []),
        Partie("En bref", [f"{contrat.titre}.", *(Point(_resumer(axe)) for axe in axes)]),
        Partie("Le contrat entier", list(_contrat(dossier, contrat, periode))),
        *(partie for axe in axes for partie in _axe(dossier, axe)),
        Partie("Lire ce rapport", [*(Point(texte) for texte in RESERVES), *_origines(dossier, axes)]),
    ]


def _alertes(dossier: Dossier, axes: list[EvaluationAxe]) -> Iterator[Point]:
    if dates := changement_du_contrat(dossier):
        criteres, approbation = map(dire_moment, dates)
        yield Point(f"Contrat : critères arrêtés : {criteres} ; première approbation : {approbation}.")
    for evaluee in (e for axe in axes for e in axe.actions):
        titre = f"{numeroter(dossier, evaluee.action)} {evaluee.action.titre_court}"
        for change in evaluee.changements:
            dates_dites = f"{dire_moment(change.date)} ; approbation : {dire_moment(change.approbation)}"
            yield Point(f"{titre} : {change.quoi} : {dates_dites}.")


def _resumer(axe: EvaluationAxe) -> str:
    lancees = sum(evaluee.est_lancee for evaluee in axe.actions)
    mesures = axe.mesures
    mesurees = sum(mesure.valeur is not None for mesure in mesures)
    cibles = [mesure for mesure in mesures if mesure.indicateur.cible is not None]
    atteintes = sum(mesure.est_atteinte is True for mesure in cibles)
    resultats = f"cibles atteintes : {atteintes} sur {len(cibles)}" if cibles else "aucune cible documentée"
    return (
        f"Axe {axe.axe.numero}, {axe.axe.titre_court} : {compter(len(axe.actions), 'action')}, "
        f"dont {compter(lancees, 'lancée')} ; indicateurs mesurés : {mesurees} sur {len(mesures)} ; {resultats} ; "
        f"critères constatés : {axe.criteres_constates} sur {lancees * len(CRITERES)}."
    )


def _contrat(dossier: Dossier, contrat: Contrat, periode: Periode) -> Iterator[str | Point]:
    prevue = contrat.evaluation
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
    if contrat.indicateurs:
        yield "Indicateurs du contrat :"
    for indicateur in contrat.indicateurs:
        yield from montrer_releves(dossier, indicateur, *relever(indicateur, periode))


def _constater(dossier: Dossier, nom: str, constats: tuple[Constatation, ...]) -> Iterator[str | Point]:
    if constats:
        yield f"{nom} :"
        yield from (Point(f"{constat.texte}{citer(dossier, constat.source)}") for constat in constats)


def _axe(dossier: Dossier, axe: EvaluationAxe) -> Iterator[Partie]:
    yield Partie(f"Axe {axe.axe.numero}. {axe.axe.titre}", [mettre_majuscule(axe.axe.finalite)])
    for evaluee in axe.actions:
        yield Partie(_titrer(dossier, evaluee), list(detailler(dossier, evaluee)), 2)


def _titrer(dossier: Dossier, evaluee: EvaluationAction) -> str:
    action = evaluee.action
    return f"{numeroter(dossier, action)} {action.titre_court} ({STATUTS[evaluee.statut]})"


def _origines(dossier: Dossier, axes: list[EvaluationAxe]) -> Iterator[Point]:
    """Dire ce que l'outil a reconstitué : des questions ou des niveaux que personne n'a publiés."""
    actions = [evaluee.action for axe in axes for evaluee in axe.actions]
    questions = sum(_est_reconstitue(dossier, action.evaluation.source) for action in actions)
    prevus: list[Appreciation] = []
    for action in actions:
        criteres = action.criteres_dd
        prevus += [criteres.economique.prevu, criteres.social.prevu, criteres.environnemental.prevu]
    niveaux = sum(_est_reconstitue(dossier, prevu.source) for prevu in prevus)
    if questions:
        yield Point(f"Questions et méthodes reconstituées, jamais publiées : {questions} actions sur {len(actions)}.")
    if niveaux:
        yield Point(f"Niveaux visés de développement durable reconstitués : {niveaux} sur {len(prevus)}.")


def _est_reconstitue(dossier: Dossier, source: str) -> bool:
    return source in dossier.sources and dossier.sources[source].nature == "reconstitution"

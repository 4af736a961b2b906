"""Le rapport d'évaluation : les changements d'abord, l'ensemble, puis chaque axe et chaque action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from contrat.calculs.actions.evaluation import Decompte, EvaluationAxe
from contrat.calculs.actions.mesure import Releve
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation, Reconstitues
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Niveau
from contrat.modele.suivi import Constatation
from contrat.rendu.actions.evaluation_action import detailler, montrer_mesure, montrer_questions, repondre
from contrat.rendu.actions.evaluation_objet import decrire_evaluation, tabuler_evaluation
from contrat.rendu.document import Document
from contrat.rendu.figures import montrer
from contrat.rendu.mots.actions import (
    NIVEAUX_DITS,
    STATUTS,
    citer,
    dire_conclusions,
    nommer_indicateur,
)
from contrat.rendu.mots.dates import dire_exercices, dire_moment
from contrat.rendu.mots.noms import libeller_axe
from contrat.rendu.mots.origine import legender, titrer
from contrat.rendu.mots.phrases import compter, phrase
from contrat.rendu.page import Cellule, Colonne, Page, Partie, Point, Rangee, Tableau, Valeur, assembler, lister

CHEMIN = "Le chemin parcouru, du départ à la cible, ou la part de la cible quand le départ n'est pas documenté"
RESERVES = (
    "La valeur d'un indicateur est la dernière relevée à la fin de la période, ou la somme de celles qui s'ajoutent ; "
    "une valeur relevée après est montrée, mais ne sert à aucun calcul.",
    "Une cible est atteinte dans le sens que la fiche dit, ou que montrent le départ et la cible ; celui d'une "
    "réalisation est la hausse. La part est celle du chemin, du départ à la cible, ou de la cible quand le départ "
    "n'est pas documenté.",
    "Coût par résultat : ce qui a été payé pendant les exercices que couvre la valeur, ou ce qu'un indicateur de "
    "moyen en dit, divisé par elle. Un taux, une moyenne et un mal à réduire ne se partagent pas.",
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
    alertes = list(dire_les_changements(rapport))
    parties = [
        *([Partie("Critères changés après l'approbation", assembler(alertes))] if alertes else []),
        Partie("En bref", [f"{rapport.dossier.contrat.titre}.", lister(*_resumes(rapport))]),
        *_cibles(rapport),
        Partie("Le contrat entier", assembler(_contrat(rapport))),
        *(partie for axe in rapport.axes for partie in _axe(rapport, axe)),
        Partie(
            "Lire ce rapport",
            [
                lister(
                    *RESERVES,
                    *dire_les_reconstitues(rapport.reconstitues),
                    *legender(rapport.dossier, _actions(rapport)),
                )
            ],
        ),
    ]
    return Page(f"Évaluation {dire_exercices(rapport.periode)}", "", parties)


def _actions(rapport: RapportEvaluation) -> list[Action]:
    return [evaluee.action for axe in rapport.axes for evaluee in axe.actions]


def dire_les_changements(rapport: RapportEvaluation) -> Iterator[Point]:
    """Les critères et les questions changés après l'approbation."""
    if dates := rapport.criteres_changes:
        criteres, approbation = map(dire_moment, dates)
        yield Point(f"Contrat : critères arrêtés : {criteres} ; première approbation : {approbation}.")
    for evaluee in (e for axe in rapport.axes for e in axe.actions):
        titre = f"{rapport.numeros[evaluee.action.id]} {evaluee.action.titre_court}"
        for change in evaluee.changements:
            dates_dites = f"{dire_moment(change.date)} ; approbation : {dire_moment(change.approbation)}"
            yield Point(f"{titre} : {change.quoi} : {dates_dites}.")


def _resumes(rapport: RapportEvaluation) -> Iterator[str]:
    for axe in rapport.axes:
        yield f"Axe {axe.axe.numero}, {axe.axe.titre_court} : {resumer(axe.decompte)}"
    yield f"Contrat entier : {resumer(rapport.decompte)}"


def resumer(compte: Decompte) -> str:
    """Les actions, les indicateurs, les cibles et les critères d'un axe ou du contrat, en une phrase."""
    resultats = "aucune cible documentée"
    if compte.cibles:
        non_jugees = f" ({compter(compte.non_jugees, 'non jugée', 'non jugées')})" if compte.non_jugees else ""
        resultats = f"cibles atteintes : {compte.atteintes} sur {len(compte.cibles)}{non_jugees}"
    dont = f"dont {compter(compte.lancees, 'lancée')}" if compte.lancees else "aucune lancée"
    dits = [f"{compter(compte.actions, 'action')}, {dont}" if compte.actions else "aucune action"]
    if compte.jugees:
        dits += [f"indicateurs mesurés : {compte.mesurees} sur {len(compte.jugees)}", resultats]
    elif compte.actions:
        dits.append("aucun indicateur à juger")
    if compte.criteres_attendus:
        dits.append(f"critères constatés : {compte.criteres_constates} sur {compte.criteres_attendus}")
    return f"{' ; '.join(dits)}."


def _cibles(rapport: RapportEvaluation) -> Iterator[Partie]:
    """Chaque indicateur qui a une cible, et la part du chemin, que l'on peut voir."""
    if cibles := rapport.decompte.cibles:
        colonnes = (
            Colonne("Indicateur"), Colonne("Chemin parcouru", "part"), Colonne("Départ", "nombre"),
            Colonne("Cible", "nombre"), Colonne("Valeur", "nombre"), Colonne("Cible atteinte"),
        )  # fmt: skip
        tableau = Tableau(colonnes, tuple(Rangee(_viser(mesure)) for mesure in cibles))
        yield Partie("Les indicateurs et leurs cibles", [montrer(CHEMIN, tableau)])


def _viser(mesure: Releve) -> tuple[Valeur | Cellule, ...]:
    indicateur, atteinte = mesure.indicateur, mesure.est_atteinte
    releves = (indicateur.base, indicateur.cible, mesure.valeur)
    dits = (None if r is None else Cellule(r.valeur, avant="environ " if r.approche else "") for r in releves)
    juge = "on ne peut pas le dire" if atteinte is None else "oui" if atteinte else "non"
    return (nommer_indicateur(indicateur), mesure.taux, *dits, juge)


def _contrat(rapport: RapportEvaluation) -> Iterator[str | Point]:
    yield from dire_le_cadre(rapport)
    yield from constater(rapport)
    if rapport.questions:
        yield "Questions posées :"
    yield from repondre_au_contrat(rapport)
    yield from conclure(rapport)
    if rapport.mesures:
        yield "Indicateurs du contrat :"
    for mesure in rapport.mesures:
        yield from montrer_mesure(rapport.dossier, mesure)


def dire_le_cadre(rapport: RapportEvaluation) -> Iterator[str]:
    """Quand l'évaluation est prévue, quand ses critères ont été arrêtés, comment elle se fait."""
    prevue = rapport.dossier.contrat.evaluation
    if prevue is None:
        yield "L'évaluation du contrat n'est pas documentée."
        return
    date = "non documentée" if prevue.prevue is None else dire_moment(prevue.prevue)
    fixes = "date non documentée" if prevue.criteres_fixes is None else dire_moment(prevue.criteres_fixes)
    yield f"Évaluation globale prévue : {date}. Critères arrêtés : {fixes}."
    if prevue.methode:
        yield prevue.methode


def constater(rapport: RapportEvaluation) -> Iterator[str | Point]:
    """Les effets et le bilan que les sources écrivent."""
    if prevue := rapport.dossier.contrat.evaluation:
        yield from _constater(rapport.dossier, "Effets constatés", prevue.effets)
        yield from _constater(rapport.dossier, "Bilan", prevue.bilan)


def repondre_au_contrat(rapport: RapportEvaluation) -> Iterator[Point]:
    """Les questions posées au contrat entier, ce qui leur est répondu, ce que les fiches constatent."""
    prevue = rapport.dossier.contrat.evaluation
    for question in rapport.questions:
        yield from repondre(rapport.dossier, (question,), prevue.reponses if prevue else ())
        if question in rapport.constats:
            yield Point(f"constaté dans les actions lancées : {_dire_niveaux(rapport.constats[question])}", 1)


def conclure(rapport: RapportEvaluation) -> Iterator[str]:
    """Ce que l'évaluation du contrat conclut, ou qu'elle ne conclut pas encore."""
    prevue = rapport.dossier.contrat.evaluation
    if rapport.sans_reponse or (prevue and prevue.conclusions):
        yield dire_conclusions(prevue)


def _dire_niveaux(constats: Counter[Niveau]) -> str:
    dits = [f"{NIVEAUX_DITS[niveau]} pour {nombre}" for niveau, nombre in sorted(constats.items(), key=lambda x: -x[1])]
    return " ; ".join(dits) if dits else "aucune"


def _constater(dossier: Dossier, nom: str, constats: tuple[Constatation, ...]) -> Iterator[str | Point]:
    if constats:
        yield f"{nom} :"
        yield from (Point(f"{constat.texte}{citer(dossier, constat.source)}") for constat in constats)


def _axe(rapport: RapportEvaluation, axe: EvaluationAxe) -> Iterator[Partie]:
    yield Partie(f"Axe {axe.axe.numero}. {libeller_axe(axe.axe)}", assembler(dire_axe(rapport, axe)))
    for evaluee in axe.actions:
        action = evaluee.action
        titre = f"{rapport.numeros[action.id]} {titrer(rapport.dossier, action)} ({STATUTS[evaluee.statut]})"
        yield Partie(titre, assembler(detailler(rapport.dossier, evaluee)), 2)


def dire_axe(rapport: RapportEvaluation, axe: EvaluationAxe) -> Iterator[str | Point]:
    yield phrase(axe.axe.finalite) + citer(rapport.dossier, axe.axe.source)
    if axe.axe.evaluation is not None:
        yield from montrer_questions(rapport.dossier, axe.axe.evaluation)
        if axe.sans_reponse or axe.axe.evaluation.conclusions:
            yield dire_conclusions(axe.axe.evaluation)
    if axe.mesures:
        yield "Indicateurs de l'axe :"
    for mesure in axe.mesures:
        yield from montrer_mesure(rapport.dossier, mesure)


def dire_les_reconstitues(r: Reconstitues) -> Iterator[str]:
    """Dire ce que l'outil a reconstitué : des questions ou des niveaux que personne n'a publiés."""
    if r.questions:
        combien = compter(r.questions, "action")
        yield f"Questions et méthodes reconstituées, jamais publiées : {combien} sur {r.actions}."
    if r.niveaux:
        yield f"Niveaux visés de développement durable reconstitués : {r.niveaux} sur {r.niveaux_en_tout}."

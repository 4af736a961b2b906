"""Évaluer le contrat à la fin d'une période : ce qui est atteint, ce que chaque résultat a coûté, ce qu'on ne sait pas.

Rien n'est supposé : un taux demande une cible et une valeur, un coût par résultat demande que tout ait été payé et dit.
Une valeur relevée après la période est montrée, mais ne sert à aucun calcul.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from contrat.calculs.actions.avancement import derniere_valeur, est_passe, statut_au
from contrat.calculs.actions.engagements import FixationTardive, changements
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.sommes import CENT, part, sommer_connus
from contrat.modele.action import STATUTS_LANCES, Action, Axe, Statut
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES
from contrat.modele.suivi import Indicateur, NiveauIndicateur, Valeur

MotifCout = Literal["valeur_absente", "valeur_nulle", "hors_periode", "depenses_absentes"]
# Ce qui se compare à une cible et à un coût ; un moyen est lui-même un coût, un diagnostic est un point de départ.
A_JUGER: frozenset[NiveauIndicateur] = frozenset({"realisation", "resultat", "impact"})
SANS_COUT_PAR_UNITE = frozenset({"%", "€"})


GenreLacune = Literal["valeur", "cible", "depenses", "criteres", "conclusions"]


class Lacune(NamedTuple):
    """Ce qu'il faudrait savoir pour évaluer l'action, et sur quoi cela porte."""

    genre: GenreLacune
    objets: tuple[str, ...] = ()


class Cout(NamedTuple):
    """Les euros payés par unité de résultat, sur quels exercices ; sinon, pourquoi on ne peut pas le dire."""

    par_unite: Decimal | None
    exercices: tuple[int, int] | None = None
    depenses: Decimal | None = None
    motif: MotifCout | None = None


@dataclass(frozen=True)
class MesureIndicateur:
    """Un indicateur à la fin de la période.

    `taux` est en pour cent du chemin de la base à la cible, ou de la cible quand la base manque. `cout` est absent pour
    ce qui ne se divise pas : un pourcentage, des euros, un moyen, un diagnostic.
    """

    indicateur: Indicateur
    valeur: Valeur | None
    posterieures: tuple[Valeur, ...]
    taux: Decimal | None
    cout: Cout | None

    @property
    def est_atteinte(self) -> bool | None:
        """Vrai quand la cible est atteinte ou dépassée ; `None` quand on ne peut pas le dire."""
        return None if self.taux is None else self.taux >= CENT


@dataclass(frozen=True)
class EvaluationAction:
    """Ce que l'on peut dire d'une action à la fin de la période, et ce qui n'est pas documenté.

    `est_lancee` reste vrai d'une action suspendue, reportée ou abandonnée après son lancement : elle a coûté.
    """

    action: Action
    statut: Statut | None
    est_lancee: bool
    mesures: tuple[MesureIndicateur, ...]
    changements: tuple[FixationTardive, ...]
    lacunes: tuple[Lacune, ...]


@dataclass(frozen=True)
class EvaluationAxe:
    """Les actions d'un axe, dans leur ordre."""

    axe: Axe
    actions: tuple[EvaluationAction, ...]

    @property
    def mesures(self) -> list[MesureIndicateur]:
        """Les indicateurs de l'axe que l'on juge."""
        return [m for e in self.actions if e.est_lancee for m in e.mesures if m.indicateur.niveau in A_JUGER]

    @property
    def lancees(self) -> int:
        """Combien d'actions ont été lancées."""
        return sum(evaluee.est_lancee for evaluee in self.actions)

    @property
    def mesurees(self) -> int:
        """Combien d'indicateurs jugés ont une valeur."""
        return sum(mesure.valeur is not None for mesure in self.mesures)

    @property
    def cibles(self) -> int:
        """Combien d'indicateurs jugés ont une cible."""
        return sum(mesure.indicateur.cible is not None for mesure in self.mesures)

    @property
    def atteintes(self) -> int:
        """Combien d'indicateurs ont atteint leur cible."""
        return sum(mesure.est_atteinte is True for mesure in self.mesures)

    @property
    def criteres_attendus(self) -> int:
        """Combien de critères de développement durable sont à constater."""
        return self.lancees * len(CRITERES)

    @property
    def criteres_constates(self) -> int:
        """Combien de critères de développement durable ont un bilan, pour les actions lancées."""
        lancees = [e.action for e in self.actions if e.est_lancee]
        return sum(action.criteres_dd.lire(nom).bilan is not None for action in lancees for nom in CRITERES)


def evaluer(dossier: Dossier, periode: Periode) -> list[EvaluationAxe]:
    """Évaluer chaque axe et chacune de ses actions à la fin de la période."""
    axes = sorted(dossier.axes.values(), key=lambda axe: (axe.numero, axe.id))
    actions = ordonner_actions(dossier)
    return [EvaluationAxe(axe, tuple(evaluer_action(a, periode) for a in actions if a.axe == axe.id)) for axe in axes]


def evaluer_action(action: Action, periode: Periode) -> EvaluationAction:
    """Évaluer une action à la fin de la période."""
    est_lancee = any(e.statut in STATUTS_LANCES and est_passe(e.date, periode.fin) for e in action.historique)
    mesures = tuple(mesurer(action, indicateur, periode) for indicateur in action.indicateurs)
    return EvaluationAction(
        action=action,
        statut=statut_au(action, periode.fin),
        est_lancee=est_lancee,
        mesures=mesures,
        changements=tuple(changements(action)),
        lacunes=tuple(_lacunes(action, mesures)) if est_lancee else (),
    )


def mesurer(action: Action, indicateur: Indicateur, periode: Periode) -> MesureIndicateur:
    """Mesurer un indicateur à la fin de la période, contre sa cible et contre ce qui a été payé."""
    valeur, posterieures = relever(indicateur, periode)
    est_divisible = indicateur.niveau in A_JUGER and indicateur.unite not in SANS_COUT_PAR_UNITE
    return MesureIndicateur(
        indicateur=indicateur,
        valeur=valeur,
        posterieures=posterieures,
        taux=_taux(indicateur, valeur),
        cout=_cout(action, valeur, periode) if est_divisible else None,
    )


def relever(indicateur: Indicateur, periode: Periode) -> tuple[Valeur | None, tuple[Valeur, ...]]:
    """La valeur à la fin de la période, et celles relevées après elle."""
    suivantes = tuple(valeur for valeur in indicateur.valeurs if not est_passe(valeur.date, periode.fin))
    return derniere_valeur(indicateur, periode.fin), suivantes


def _taux(indicateur: Indicateur, valeur: Valeur | None) -> Decimal | None:
    """La part du chemin parcouru : de la base à la cible, ou depuis zéro quand la base manque."""
    if valeur is None or indicateur.cible is None:
        return None
    depart = indicateur.base.valeur if indicateur.base else Decimal(0)
    chemin = indicateur.cible.valeur - depart
    return part(valeur.valeur - depart, chemin)


def _cout(action: Action, valeur: Valeur | None, periode: Periode) -> Cout:
    """Diviser ce qui a été payé par le résultat, sur les exercices mêmes que la valeur couvre."""
    if valeur is None:
        return Cout(None, motif="valeur_absente")
    depuis = valeur.depuis or action.calendrier.debut or valeur.date
    debut, fin = int(depuis[:4]), int(valeur.date[:4])
    exercices = (debut, fin)
    if debut < periode.debut:
        return Cout(None, exercices, motif="hors_periode")
    lignes = [x for x in action.budget.lignes if x.sens == "depense" and debut <= x.exercice <= fin]
    if not lignes or any(x.realise is None for x in lignes):
        return Cout(None, exercices, motif="depenses_absentes")
    depenses = sommer_connus(x.realise for x in lignes)
    if valeur.valeur <= 0:
        return Cout(None, exercices, depenses, "valeur_nulle")
    return Cout(depenses / valeur.valeur, exercices, depenses)


def _lacunes(action: Action, mesures: tuple[MesureIndicateur, ...]) -> Iterator[Lacune]:
    juges = [m for m in mesures if m.indicateur.niveau in A_JUGER]
    if sans_valeur := tuple(m.indicateur.libelle for m in juges if m.valeur is None):
        yield Lacune("valeur", sans_valeur)
    if sans_cible := tuple(m.indicateur.libelle for m in juges if m.indicateur.cible is None):
        yield Lacune("cible", sans_cible)
    depenses = [ligne for ligne in action.budget.lignes if ligne.sens == "depense"]
    if not depenses or any(ligne.realise is None for ligne in depenses):
        yield Lacune("depenses")
    if sans_bilan := tuple(nom for nom in CRITERES if action.criteres_dd.lire(nom).bilan is None):
        yield Lacune("criteres", sans_bilan)
    if action.evaluation.conclusions is None:
        yield Lacune("conclusions")

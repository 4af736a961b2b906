"""Où en est le contrat à la fin d'un exercice : statuts, jalons, indicateurs, entonnoir, développement durable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.actions.mesure import mesurer
from contrat.calculs.actions.retard import STATUTS_FINIS, etapes_au, fin_attendue
from contrat.calculs.argent.budget import ordonner_actions, ordonner_axes
from contrat.calculs.moments import est_passe
from contrat.calculs.sommes import part
from contrat.modele.action import STATUTS_EXCLUS, STATUTS_MIS_EN_OEUVRE, Action, Axe, Statut
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import NIVEAUX, Appreciation, Niveau, NomCritere
from contrat.modele.suivi import Indicateur, Jalon, Valeur

# Les étapes du suivi des logements, de la plus large à la plus étroite : une fiche les suit en donnant
# ces identifiants à ses indicateurs, quels que soient la ville et le nom de la fiche.
ETAPES = ("logements-reperes", "menages-contactes", "menages-eligibles", "logements-renoves", "logements-habiter-mieux")


@dataclass(frozen=True)
class Avancement:
    """Combien d'actions par statut.

    `axe` vaut `None` pour le contrat entier ; le statut vaut `None` pour une action dont l'historique commence après.
    """

    axe: Axe | None
    par_statut: Mapping[Statut | None, int]
    transferees_lancees: int = 0

    @property
    def total(self) -> int:
        """Toutes les actions."""
        return sum(self.par_statut.values())

    @property
    def mises_en_oeuvre(self) -> int:
        """Les actions lancées, ou réalisées, ou transférées après leur lancement."""
        lancees = sum(nombre for statut, nombre in self.par_statut.items() if statut in STATUTS_MIS_EN_OEUVRE)
        return lancees + self.transferees_lancees

    @property
    def taux(self) -> Decimal | None:
        """La part des actions mises en œuvre, en pour cent."""
        return part(Decimal(self.mises_en_oeuvre), Decimal(self.total))


@dataclass(frozen=True)
class EtapeEntonnoir:
    """Une étape mesurée ; `taux` la rapporte à la précédente, en pour cent.

    Un ménage n'est pas un logement : quand l'unité change, aucun taux, sauf si l'un se dit compris dans l'autre.
    """

    indicateur: Indicateur
    valeur: Valeur
    taux: Decimal | None
    change_d_unite: bool


@dataclass(frozen=True)
class EntonnoirActions:
    """Les étapes que suit une action, de la plus large à la plus étroite."""

    action: Action
    etapes: tuple[EtapeEntonnoir, ...]


def statut_au(action: Action, exercice: int) -> Statut | None:
    """Le statut à la fin d'un exercice, d'après l'historique ; `None` avant la première étape."""
    passes = [etape.statut for etape in action.historique if est_passe(etape.date, exercice)]
    return passes[-1] if passes else None


def mesurer_avancement(dossier: Dossier, exercice: int, jour: date = date.max) -> list[Avancement]:
    """Compter les actions par axe et par statut à la fin d'un exercice, ou avant ; le contrat entier en dernier."""
    franchies = [(action, tuple(etapes_au(action, jour))) for action in dossier.actions.values()]
    actions = [action.model_copy(update={"historique": etapes}) for action, etapes in franchies]
    axes = ordonner_axes(dossier)
    par_axe = [_compter(axe, [action for action in actions if action.axe == axe.id], exercice) for axe in axes]
    return [*par_axe, _compter(None, actions, exercice)]


def _compter(axe: Axe | None, actions: list[Action], exercice: int) -> Avancement:
    statuts = [statut_au(action, exercice) for action in actions]
    lancees = [s for a, s in zip(actions, statuts, strict=True) if s == "transferee" and a_ete_lancee(a, exercice)]
    return Avancement(axe, Counter(statuts), len(lancees))


def a_ete_lancee(action: Action, exercice: int) -> bool:
    """Dire si une action a été mise en œuvre au plus tard à la fin de l'exercice, quoi qu'il en soit ensuite."""
    return any(e.statut in STATUTS_MIS_EN_OEUVRE and est_passe(e.date, exercice) for e in action.historique)


def fins_depassees(dossier: Dossier, exercice: int) -> list[Action]:
    """Les actions dont la fin prévue est passée à la fin de l'exercice, et qui ne sont pas finies."""
    return [
        action
        for action in ordonner_actions(dossier)
        if (fin := fin_au(action, exercice)) is not None
        and est_passe(fin, exercice)
        and statut_au(action, exercice) not in STATUTS_FINIS
    ]


def fin_au(action: Action, exercice: int) -> str | None:
    """La fin attendue à la fin d'un exercice : l'échéance du dernier report, sinon la fin du calendrier."""
    return fin_attendue(action, [etape for etape in action.historique if est_passe(etape.date, exercice)])


def jalons_a_confirmer(dossier: Dossier, exercice: int) -> list[tuple[Action, Jalon]]:
    """Les jalons prévus au plus tard à la fin de l'exercice et dont rien ne dit qu'ils ont eu lieu."""
    return [
        (action, jalon)
        for action in ordonner_actions(dossier)
        if statut_au(action, exercice) not in STATUTS_EXCLUS
        for jalon in action.calendrier.jalons
        if jalon.prevu is not None and jalon.fait is None and est_passe(jalon.prevu, exercice)
    ]


def valeur_au(indicateur: Indicateur, exercice: int, jour: date | None = None) -> Valeur | None:
    """La valeur à la fin de l'exercice, telle qu'un jour la connaît ; la somme de celles qui s'ajoutent."""
    return mesurer(indicateur, exercice, jour.isoformat() if jour else None).valeur


def mesurer_entonnoirs(dossier: Dossier, exercice: int, jour: date | None = None) -> list[EntonnoirActions]:
    """Les actions qui suivent au moins deux étapes de l'entonnoir, avec leurs taux de passage."""
    entonnoirs = [EntonnoirActions(a, _etapes(a, exercice, jour)) for a in ordonner_actions(dossier)]
    return [entonnoir for entonnoir in entonnoirs if len(entonnoir.etapes) > 1]


def _etapes(action: Action, exercice: int, jour: date | None) -> tuple[EtapeEntonnoir, ...]:
    indicateurs = {indicateur.id: indicateur for indicateur in action.indicateurs}
    etapes: list[EtapeEntonnoir] = []
    for identifiant in ETAPES:
        indicateur = indicateurs.get(identifiant)
        valeur = valeur_au(indicateur, exercice, jour) if indicateur else None
        if indicateur is None or valeur is None:
            continue
        precedente = etapes[-1] if etapes else None
        change = precedente is not None and precedente.indicateur.unite != indicateur.unite
        comprise = precedente is not None and (not change or indicateur.parmi == precedente.indicateur.id)
        taux = part(valeur.valeur, precedente.valeur.valeur) if precedente and comprise else None
        change = change and not comprise
        etapes.append(EtapeEntonnoir(indicateur, valeur, taux, change))
    return tuple(etapes)


def compter_niveaux(actions: list[Action], nom: NomCritere) -> Mapping[Niveau, int]:
    """Combien d'actions visent chaque niveau d'un critère."""
    comptes = Counter(action.criteres_dd.lire(nom).prevu.niveau for action in actions)
    return {niveau: comptes[niveau] for niveau in NIVEAUX}


def bilans(actions: list[Action], nom: NomCritere) -> list[tuple[Action, Appreciation]]:
    """Ce qui a été constaté sur un critère, action par action."""
    constates = [(action, action.criteres_dd.lire(nom).bilan) for action in actions]
    return [(action, bilan) for action, bilan in constates if bilan is not None]

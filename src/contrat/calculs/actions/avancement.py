"""Où en est le contrat à la fin d'un exercice : statuts, jalons, indicateurs, entonnoir, développement durable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from contrat.calculs.actions.retard import STATUTS_FINIS, fin_attendue
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.sommes import part
from contrat.modele.action import STATUTS_EXCLUS, STATUTS_LANCES, Action, Axe, Statut
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Appreciation, NomCritere
from contrat.modele.suivi import Indicateur, Jalon, Valeur

Niveau = Literal["fort", "moyen", "faible", "atteint", "sans_objet", "non_documente"]
NIVEAUX: tuple[Niveau, ...] = ("fort", "moyen", "faible", "atteint", "sans_objet", "non_documente")

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

    @property
    def total(self) -> int:
        """Toutes les actions."""
        return sum(self.par_statut.values())

    @property
    def mises_en_oeuvre(self) -> int:
        """Les actions lancées, réalisées ou transférées."""
        return sum(nombre for statut, nombre in self.par_statut.items() if statut in STATUTS_LANCES)

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


def est_passe(moment: str, exercice: int) -> bool:
    """Vrai quand une date tombe au plus tard à la fin de l'exercice."""
    return int(moment[:4]) <= exercice


def statut_au(action: Action, exercice: int) -> Statut | None:
    """Le statut à la fin d'un exercice, d'après l'historique ; `None` avant la première étape."""
    passes = [etape.statut for etape in action.historique if est_passe(etape.date, exercice)]
    return passes[-1] if passes else None


def mesurer_avancement(dossier: Dossier, exercice: int) -> list[Avancement]:
    """Compter les actions par axe et par statut à la fin d'un exercice ; le dernier élément est le contrat entier."""
    axes = sorted(dossier.axes.values(), key=lambda axe: (axe.numero, axe.id))
    comptes: dict[str, Counter[Statut | None]] = {axe.id: Counter() for axe in axes}
    for action in dossier.actions.values():
        comptes.setdefault(action.axe, Counter())[statut_au(action, exercice)] += 1
    total = sum(comptes.values(), Counter[Statut | None]())
    return [*(Avancement(axe, comptes[axe.id]) for axe in axes), Avancement(None, total)]


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


def derniere_valeur(indicateur: Indicateur, exercice: int) -> Valeur | None:
    """La valeur la plus récente relevée au plus tard à la fin de l'exercice."""
    passees = [valeur for valeur in indicateur.valeurs if est_passe(valeur.date, exercice)]
    return passees[-1] if passees else None


def mesurer_entonnoirs(dossier: Dossier, exercice: int) -> list[EntonnoirActions]:
    """Les actions qui suivent au moins deux étapes de l'entonnoir, avec leurs taux de passage."""
    entonnoirs = [EntonnoirActions(a, _etapes(a, exercice)) for a in ordonner_actions(dossier)]
    return [entonnoir for entonnoir in entonnoirs if len(entonnoir.etapes) > 1]


def _etapes(action: Action, exercice: int) -> tuple[EtapeEntonnoir, ...]:
    indicateurs = {indicateur.id: indicateur for indicateur in action.indicateurs}
    etapes: list[EtapeEntonnoir] = []
    for identifiant in ETAPES:
        indicateur = indicateurs.get(identifiant)
        valeur = derniere_valeur(indicateur, exercice) if indicateur else None
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

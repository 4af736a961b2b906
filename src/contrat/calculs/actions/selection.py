"""Choisir des actions : par axe, statut, financeur, retard ou fiche incomplète."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from contrat.calculs.actions.completude import Completude, mesurer_completude
from contrat.calculs.actions.retard import (
    Retard,
    etapes_au,
    fin_attendue,
    mesurer_retard,
    statut_du_jour,
    statut_est_sur,
)
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.argent.flux_internes import compter_une_fois, couter
from contrat.modele.action import Action, Statut
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureSource
from contrat.modele.plan import ETATS_PERDUS
from contrat.proches import Noms

STATUTS: tuple[Statut, ...] = get_args(Statut)


@dataclass(frozen=True)
class Filtre:
    """Ce que l'on veut voir ; un champ vide ne filtre rien."""

    axe: str | None = None
    statut: Statut | None = None
    financeur: str | None = None
    en_retard: bool = False
    incomplete: bool = False


@dataclass(frozen=True)
class SituationAction:
    """Une action à une date : son statut, sa fin attendue, son retard ; la complétude est celle de la fiche écrite.

    `cout` est la somme des dépenses prévues, en euros ; `None` quand aucune n'est renseignée. `statut_est_sur` est faux
    d'un statut daté d'un mois ou d'une année qui n'était pas fini ce jour-là : il n'était peut-être pas encore pris.
    """

    action: Action
    numero: str
    statut: Statut | None
    fin: str | None
    retard: Retard
    completude: Completude
    cout: Decimal | None
    statut_est_sur: bool


def situer(dossier: Dossier, action: Action, jour: date) -> SituationAction:
    """Dire où en est une action à une date."""
    return SituationAction(
        action=action,
        numero=numeroter(dossier, action),
        statut=statut_du_jour(action, jour),
        fin=fin_attendue(action, etapes_au(action, jour)),
        retard=mesurer_retard(action, jour),
        completude=mesurer_completude(action),
        cout=couter(compter_une_fois(action, dossier)),
        statut_est_sur=statut_est_sur(action, jour),
    )


def numeroter(dossier: Dossier, action: Action) -> str:
    """Le numéro d'une action dans le contrat : « 3.1 », la première de l'axe 3 ; « 3.- », une idée sans numéro."""
    axe = dossier.axes.get(action.axe)
    return f"{axe.numero if axe else action.axe}.{action.numero or '-'}"


def selectionner(dossier: Dossier, filtre: Filtre, jour: date) -> list[SituationAction]:
    """Les actions qui répondent à tous les filtres, dans l'ordre du contrat."""
    situations = [situer(dossier, action, jour) for action in ordonner_actions(dossier)]
    return [situation for situation in situations if _repond(situation, filtre)]


def _repond(situation: SituationAction, filtre: Filtre) -> bool:
    action = situation.action
    return (
        filtre.axe in (None, action.axe)
        and filtre.statut in (None, situation.statut)
        and (filtre.financeur is None or filtre.financeur in financeurs(action))
        and (not filtre.en_retard or bool(situation.retard))
        and (not filtre.incomplete or bool(situation.completude.manques))
    )


def financeurs(action: Action) -> list[str]:
    """Les organismes qui paient l'action, sans ceux qui ont refusé ou dont l'aide est perdue."""
    retenus = [r.organisme for r in action.plan.ressources if r.etat not in ETATS_PERDUS]
    return list(dict.fromkeys(retenus))


def natures_des_montants(dossier: Dossier, actions: Iterable[Action]) -> frozenset[NatureSource]:
    """La nature des sources dont viennent les montants de ces fiches ; rien quand elles n'en ont pas."""
    sources: set[str] = set()
    for action in actions:
        sources |= {ligne.source or action.budget.source for ligne in action.budget.lignes}
        sources |= {ressource.source or action.plan.source for ressource in action.plan.ressources}
    return dossier.lister_natures(sources)


def noms_des_axes(dossier: Dossier) -> Noms:
    """Comment se dit un axe : son identifiant, son numéro."""
    return [(nom, axe.id) for axe in dossier.axes.values() for nom in (axe.id, str(axe.numero))]


def noms_des_actions(dossier: Dossier) -> Noms:
    """Comment se dit une action : son identifiant, son numéro dans le contrat, comme 3.1."""
    return [
        (nom, a.id) for a in dossier.actions.values() for nom in (a.id, *([numeroter(dossier, a)] if a.numero else []))
    ]


def noms_des_organismes(dossier: Dossier) -> Noms:
    """Comment se dit un organisme : son identifiant, son sigle, son nom."""
    return [(nom, o.id) for o in dossier.organismes.values() for nom in (o.id, o.sigle, o.nom) if nom]


def tous_les_financeurs(dossier: Dossier) -> list[str]:
    """Les organismes qui paient une action au moins."""
    return sorted({organisme for action in dossier.actions.values() for organisme in financeurs(action)})

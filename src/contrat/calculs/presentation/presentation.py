"""Réunir ce que la page du contrat raconte : les besoins et ce qui y répond, les actions, l'argent, les partenaires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.actions.frise import ActionDatee, dater_actions
from contrat.calculs.actions.selection import SituationAction, situer
from contrat.calculs.actions.transfert import TransfertSuivi, suivre_transferts
from contrat.calculs.argent.budget import ordonner_actions, ordonner_axes
from contrat.calculs.argent.etat import EtatBudget, etablir_budget
from contrat.calculs.presentation.indicateurs import indicateurs_connus
from contrat.calculs.seances.connues import SeanceConnue, lister_seances_connues
from contrat.calculs.seances.travail import PropositionSuivie, ateliers_de, participants_de, propositions_de
from contrat.modele.action import Action, Axe, RolePartenaire
from contrat.modele.contrat import ConstatDiagnostic, Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme
from contrat.modele.seance import Atelier
from contrat.modele.suivi import Indicateur


@dataclass(frozen=True)
class ConstatSuivi:
    """Un constat du diagnostic, ses chiffres, les axes et les actions qui y répondent."""

    constat: ConstatDiagnostic
    indicateurs: tuple[Indicateur, ...]
    axes: tuple[Axe, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class OrganismeSitue:
    """Un organisme du contrat, ce que les plans en attendent en euros, et ses rôles dans les actions."""

    organisme: Organisme
    apport: Decimal | None
    apport_est_reconstitue: bool
    portees: tuple[Action, ...]
    associees: tuple[tuple[Action, RolePartenaire], ...]


@dataclass(frozen=True)
class SeanceSituee:
    """Une séance connue, ce qui s'y est travaillé et proposé, combien y étaient."""

    connue: SeanceConnue
    participants: int | None
    ateliers: tuple[Atelier, ...]
    propositions: tuple[PropositionSuivie, ...]


@dataclass(frozen=True)
class ContratPresente:
    """Tout ce que la page du contrat montre, à un jour."""

    dossier: Dossier
    jour: date
    budget: EtatBudget
    constats: tuple[ConstatSuivi, ...]
    axes: tuple[tuple[Axe, tuple[SituationAction, ...]], ...]
    organismes: tuple[OrganismeSitue, ...]
    seances: tuple[SeanceSituee, ...]
    transferts: Mapping[str, TransfertSuivi]

    @property
    def contrat(self) -> Contrat:
        """Le contrat raconté."""
        return self.dossier.contrat

    @property
    def calendrier(self) -> tuple[ActionDatee, ...]:
        """Les jours de chaque action qui en a, axe par axe."""
        datees = dater_actions(situation for _, situations in self.axes for situation in situations)
        return tuple(d for d in datees if d.debut or d.fin or d.prevus or d.faits)

    @property
    def actions(self) -> list[Action]:
        """Toutes les actions, dans l'ordre du contrat."""
        return ordonner_actions(self.dossier)

    @property
    def reconstituees(self) -> list[Action]:
        """Les actions que leur source reconstitue : ni leur existence, ni leur statut, ni leur porteur n'est établi."""
        return [a for a in self.actions if self.dossier.est_reconstitue(a.source)]


def presenter_contrat(dossier: Dossier, jour: date) -> ContratPresente:
    """Réunir ce que la page du contrat raconte.

    Lève `ErreurContrat` quand des montants HT et TTC seraient additionnés.
    """
    contrat = dossier.contrat
    axes, actions, connus = ordonner_axes(dossier), ordonner_actions(dossier), indicateurs_connus(dossier)
    situations = [situer(dossier, action, jour) for action in actions]
    budget = etablir_budget(dossier, contrat.periode.exercices)
    return ContratPresente(
        dossier=dossier,
        jour=jour,
        budget=budget,
        constats=tuple(_suivre(constat, connus, axes, actions) for constat in contrat.diagnostic.constats),
        axes=tuple((axe, tuple(s for s in situations if s.action.axe == axe.id)) for axe in axes),
        organismes=tuple(_situer_organismes(dossier, budget, actions)),
        transferts={suivi.action.id: suivi for suivi in suivre_transferts(dossier)},
        seances=tuple(_situer_seance(dossier, actions, connue) for connue in lister_seances_connues(dossier)),
    )


def _situer_seance(dossier: Dossier, actions: list[Action], connue: SeanceConnue) -> SeanceSituee:
    cle = (connue.instance, connue.date, connue.seance)
    propositions = propositions_de(dossier, actions, *cle)
    return SeanceSituee(connue, participants_de(dossier, *cle), ateliers_de(dossier, *cle), tuple(propositions))


def _suivre(
    constat: ConstatDiagnostic, connus: Mapping[str, Indicateur], axes: Iterable[Axe], actions: Iterable[Action]
) -> ConstatSuivi:
    return ConstatSuivi(
        constat,
        tuple(connus[nom] for nom in constat.indicateurs if nom in connus),
        tuple(axe for axe in axes if constat.id in axe.constats),
        tuple(action for action in actions if constat.id in action.constats),
    )


def _situer_organismes(dossier: Dossier, budget: EtatBudget, actions: list[Action]) -> Iterable[OrganismeSitue]:
    apports = {groupe.cle: groupe.consolidation.total_ressources for groupe in budget.ventilations["financeur"]}
    for organisme in dossier.organismes.values():
        yield OrganismeSitue(
            organisme,
            apports.get(organisme.id),
            any(_est_reconstitue(dossier, action, organisme.id) for action in actions),
            tuple(a for a in actions if a.porteur == organisme.id),
            tuple((a, p.role) for a in actions for p in a.partenaires if p.organisme == organisme.id),
        )


def _est_reconstitue(dossier: Dossier, action: Action, organisme: str) -> bool:
    """Vrai quand rien ne publie ce qu'un organisme apporte au plan d'une action."""
    siennes = (r for r in action.plan.ressources if r.organisme == organisme)
    return any(dossier.est_reconstitue(r.source or action.plan.source) for r in siennes)

"""Les collectivités qui, dans une même fiche, tiennent chacune leur budget : à chacune sa part du plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from contrat.calculs.argent.flux_internes import chef_de_file, flux_du_plan, reunir_collectivites
from contrat.calculs.argent.regles_financement import (
    ControleDate,
    juger_aides_publiques,
    juger_cofinancement_europeen,
    juger_cumul_des_dotations,
    juger_fctva,
    juger_fonds_de_concours,
    juger_part_minimale,
)
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import COLLECTIVITES

Regle = Callable[[Action, Dossier], ControleDate | None]
# Celles de la part de chacun dans le financement public (B010), puis les autres.
PARTS_PUBLIQUES: tuple[Regle, ...] = (
    juger_part_minimale, juger_aides_publiques, juger_cumul_des_dotations, juger_cofinancement_europeen,
)  # fmt: skip
REGLES: tuple[Regle, ...] = (*PARTS_PUBLIQUES, juger_fonds_de_concours, juger_fctva)


class PartDuPlan(NamedTuple):
    """Ce qu'une collectivité dépense et reçoit pour l'action ; `rangs` : où ses ressources sont dans le plan entier."""

    tenant: str
    action: Action
    rangs: tuple[int, ...]


def separer(action: Action, dossier: Dossier) -> list[PartDuPlan]:
    """La part du maître d'ouvrage, puis celle de chaque autre collectivité qui a dans la fiche dépenses et ressources.

    Un organisme rattaché compte avec la collectivité dont il dépend ; ce que tient une association, une banque ou un
    budget sans ressource reste au maître d'ouvrage.
    """
    maitre = action.maitre_ouvrage or action.porteur
    depensiers = {_tenir(x.budget, maitre, dossier) for x in action.budget.depenses}
    tenants = [_tenir(r.budget, maitre, dossier) for r in action.plan.ressources]
    autres = dict.fromkeys(x for x in tenants if x != maitre and x in depensiers)
    if not autres:
        return [PartDuPlan(maitre, action, tuple(range(len(action.plan.ressources))))]
    return [_reduire(action, tenant, maitre, frozenset(autres), dossier) for tenant in (maitre, *autres)]


def juger(action: Action, dossier: Dossier, regles: Iterable[Regle] = REGLES) -> Iterator[ControleDate]:
    """Ces règles datées, dans l'ordre des contrôles, appliquées à chaque part que le plan permet de juger.

    Le jugement nomme la collectivité quand plusieurs dépensent dans la fiche ; qui n'y fait que verser à une autre ne
    conduit aucune opération.
    """
    action = reunir_collectivites(action, dossier)
    verses = [x.ligne for x in flux_du_plan(action)]
    toutes = separer(action, dossier)
    parts = [x for x in toutes if x is toutes[0] or any(y not in verses for y in x.action.budget.lignes)]
    for regle in regles:
        for part in parts:
            jugement = regle(part.action, dossier)
            if jugement is not None:
                tenant = part.tenant if len(parts) > 1 else None
                yield replace(jugement, rang=part.rangs[jugement.rang], tenant=tenant)


def _tenir(budget: str, maitre: str, dossier: Dossier) -> str:
    """La collectivité qui tient ce budget ; le maître d'ouvrage, quand c'est lui ou quand ce n'en est pas une."""
    chef = chef_de_file(budget, dossier)
    organisme = dossier.organismes.get(chef)
    if organisme is None or organisme.nature not in COLLECTIVITES:
        return maitre
    return maitre if chef == chef_de_file(maitre, dossier) else chef


def _reduire(action: Action, tenant: str, maitre: str, autres: frozenset[str], dossier: Dossier) -> PartDuPlan:
    def est_sienne(budget: str) -> bool:
        tenu = _tenir(budget, maitre, dossier)
        return (tenu if tenu in autres else maitre) == tenant

    lignes = tuple(x for x in action.budget.lignes if est_sienne(x.budget))
    siennes = [(rang, r) for rang, r in enumerate(action.plan.ressources) if est_sienne(r.budget)]
    champs = {
        "budget": action.budget.model_copy(update={"lignes": lignes}),
        "plan": action.plan.model_copy(update={"ressources": tuple(r for _, r in siennes)}),
        "maitre_ouvrage": tenant,
    }
    return PartDuPlan(tenant, action.model_copy(update=champs), tuple(rang for rang, _ in siennes))

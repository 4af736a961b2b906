"""Les versements entre deux budgets du contrat : dépense de l'un, ressource de l'autre, un seul argent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contrat.calculs.sommes import ZERO, sommer
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import NATURES_PORTEES, Ligne, Ressource

if TYPE_CHECKING:
    from contrat.calculs.argent.lignes import LigneConsolidee


@dataclass(frozen=True)
class FluxInterne:
    """Une dépense versée à un organisme dont les propres dépenses du même exercice sont dans les fiches."""

    action: str
    rang: int
    ligne: Ligne
    beneficiaire: str


def organismes_de_la_ville(dossier: Dossier) -> frozenset[str]:
    """Le porteur du contrat et les organismes qui lui sont rattachés, de proche en proche."""
    return rattaches({dossier.contrat.porteur}, dossier)


def rattaches(organismes: Iterable[str], dossier: Dossier) -> frozenset[str]:
    """Ces organismes et ceux qui leur sont rattachés, de proche en proche."""
    trouves = set(organismes)
    while nouveaux := {o.id for o in dossier.organismes.values() if o.rattache_a in trouves} - trouves:
        trouves |= nouveaux
    return frozenset(trouves)


def chef_de_file(identifiant: str, dossier: Dossier) -> str:
    """L'organisme dont celui-ci dépend, de proche en proche ; lui-même quand il ne dépend d'aucun."""
    vus: set[str] = set()
    while identifiant not in vus:
        vus.add(identifiant)
        organisme = dossier.organismes.get(identifiant)
        if organisme is None or organisme.rattache_a is None:
            break
        identifiant = organisme.rattache_a
    return identifiant


def trouver_flux(dossier: Dossier) -> list[FluxInterne]:
    """Les versements internes de toutes les fiches, dans l'ordre des fiches."""
    depenses = {tenue for action in dossier.actions.values() for tenue in _tenues(action)}
    return [flux for action in dossier.actions.values() for flux in _flux(action, depenses)]


def flux_du_plan(action: Action) -> list[FluxInterne]:
    """Les versements d'un budget de la fiche à un autre qui y dépense : son plan les compterait deux fois."""
    return list(_flux(action, set(_tenues(action))))


def compter_une_fois(action: Action, dossier: Dossier) -> Action:
    """La fiche nette : l'action sans ce que ses budgets se versent entre eux, ni ce que chacun apporte pour le verser.

    L'action est rendue telle quelle quand aucun de ses versements ne va à un organisme qui y dépense.
    """
    flux = flux_du_plan(action)
    if not flux:
        return action
    reduite = _reduire(action, flux, dossier)
    paires = zip(action.plan.ressources, reduite.plan.ressources, strict=True)
    gardees = tuple(reste for entiere, reste in paires if reste.montant or not entiere.montant)
    return reduite.model_copy(update={"plan": reduite.plan.model_copy(update={"ressources": gardees})})


def couter(nette: Action) -> Decimal | None:
    """Ce que coûte une action, en euros, d'après sa fiche nette : ses crédits prévus, à défaut votés.

    `None` sans dépense, ou quand le montant de l'une est inconnu : ce qu'on en sait n'est pas le coût.
    """
    montants = [ligne.credit for ligne in nette.budget.depenses]
    return None if None in montants else sommer(montants)


def reunir_collectivites(action: Action, dossier: Dossier) -> Action:
    """La fiche, sans ce qu'une commune et ses rattachés s'y versent ; chaque ressource y garde son rang."""
    flux = [
        x
        for x in flux_du_plan(action)
        if chef_de_file(x.ligne.budget, dossier) == chef_de_file(x.beneficiaire, dossier)
    ]
    return _reduire(action, flux, dossier) if flux else action


def _reduire(action: Action, flux: Sequence[FluxInterne], dossier: Dossier) -> Action:
    """L'action sans ces versements ; une ressource qui n'a fait que les payer vaut zéro.

    Ce qu'une commune donne à l'un de ses rattachés reste alors seul dans le plan : c'est son autofinancement.
    """
    verses, ressources = {x.rang for x in flux}, list(action.plan.ressources)
    rangs = [rang for rang, r in enumerate(ressources) if not r.est_perdue]
    for un in flux:
        attendues = [ressources[rang] for rang in rangs]
        for n, retire in prelever(attendues, un.ligne, payeurs(un.ligne.budget, dossier), un.ligne.credit or ZERO):
            reste = attendues[n].montant - retire
            ressources[rangs[n]] = attendues[n].model_copy(update={"montant": reste})
    for n, r in enumerate(ressources):
        if r.nature == "subvention_publique" and r.organisme in payeurs(r.budget, dossier):
            ressources[n] = r.model_copy(update={"nature": "autofinancement"})
    lignes = tuple(x for rang, x in enumerate(action.budget.lignes) if rang not in verses)
    budget = action.budget.model_copy(update={"lignes": lignes})
    plan = action.plan.model_copy(update={"ressources": tuple(ressources)})
    return action.model_copy(update={"budget": budget, "plan": plan})


def payeurs(budget: str, dossier: Dossier) -> frozenset[str]:
    """Qui apporte de quoi payer un versement de ce budget : sa collectivité entière, rattachés compris."""
    return rattaches({chef_de_file(budget, dossier)}, dossier)


def prelever(
    apports: Sequence[LigneConsolidee | Ressource],
    versement: LigneConsolidee | Ligne,
    siens: frozenset[str],
    reste: Decimal,
) -> list[tuple[int, Decimal]]:
    """Ce qui paie un versement : le rang de chaque apport de la même année et de la même section, et ce qu'il y met.

    L'apport encaissé par qui verse passe avant les autres ; un emprunt n'est l'apport de personne.
    """
    preleves = []
    for rang in sorted(range(len(apports)), key=lambda x: apports[x].budget != versement.budget):
        apport = apports[rang]
        meme = (apport.exercice, apport.section) == (versement.exercice, versement.section)
        retire = min(apport.montant or ZERO, reste)
        est_a_eux = apport.organisme in siens and apport.nature not in NATURES_PORTEES
        if est_a_eux and meme and retire > 0:
            preleves.append((rang, retire))
            reste -= retire
    return preleves


def _tenues(action: Action) -> Iterator[tuple[str, int]]:
    """Qui dépense pour l'action, et quelle année."""
    return ((x.budget, x.exercice) for x in action.budget.depenses if x.beneficiaire is None)


def _flux(action: Action, depenses: set[tuple[str, int]]) -> Iterator[FluxInterne]:
    for rang, ligne in enumerate(action.budget.lignes):
        beneficiaire = ligne.beneficiaire
        if ligne.sens != "depense" or beneficiaire is None or beneficiaire == ligne.budget:
            continue
        if (beneficiaire, ligne.exercice) in depenses:
            yield FluxInterne(action.id, rang, ligne, beneficiaire)

"""L'examen du plan d'une action : le plan, les règles datées qu'il rencontre, les subventions qu'il verse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.argent.contractualisation import ConventionSuivie, couvrir, suivre_conventions
from contrat.calculs.argent.conventions import Subvention, suivre_subventions
from contrat.calculs.argent.financement import Financement, dresser
from contrat.calculs.argent.flux_internes import FluxInterne, chef_de_file, compter_une_fois, flux_du_plan
from contrat.calculs.argent.regles_financement import ControleDate
from contrat.calculs.argent.tenants import juger, separer
from contrat.calculs.sommes import part, sommer_par
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier
from contrat.modele.plan import NatureRessource, Ressource


@dataclass(frozen=True)
class PartPropre:
    """Ce qu'une collectivité met de ses fonds dans le plan, en euros ; ses taux sont la part du coût, en pour cent."""

    tenant: str
    natures: Mapping[NatureRessource, Decimal]
    taux: Mapping[NatureRessource, Decimal | None]
    montant: Decimal
    taux_total: Decimal | None


@dataclass(frozen=True)
class ExamenPlan:
    """Tout ce que la page d'un plan de financement montre ; `flux` : ce que ses budgets se versent, compté une fois.

    `parts` : la part du maître d'ouvrage, puis celle de chaque autre collectivité qui tient un budget dans la fiche.
    """

    dossier: Dossier
    droit: DroitFinancier
    plan: Financement
    jugements: tuple[ControleDate, ...]
    subventions: tuple[Subvention, ...]
    parts: tuple[PartPropre, ...]
    flux: tuple[FluxInterne, ...]
    conventions: tuple[ConventionSuivie, ...]

    @property
    def apports_rattaches(self) -> Mapping[str, Decimal]:
        """Ce que des organismes donnent, en euros, à un autre de leur collectivité : l'aide ne vient pas de dehors."""
        return sommer_par(
            (r.organisme, r.montant)
            for r in self.plan.action.plan.comptees
            if not r.est_propre
            and r.organisme != r.budget
            and chef_de_file(r.organisme, self.dossier) == chef_de_file(r.budget, self.dossier)
        )

    def couvrant(self, ressource: Ressource) -> tuple[ConventionSuivie, ...]:
        """Les conventions qui couvrent cette ressource du plan."""
        return couvrir(self.plan.action, ressource, self.conventions)


class Communs(NamedTuple):
    """Ce que les plans de toutes les actions ont en commun : les subventions versées, les conventions."""

    subventions: tuple[Subvention, ...]
    conventions: tuple[ConventionSuivie, ...]


def relever_communs(dossier: Dossier) -> Communs:
    """Le relevé à faire une fois pour toutes, avant d'examiner plusieurs plans."""
    return Communs(tuple(suivre_subventions(dossier)), suivre_conventions(dossier).conventions)


def examiner_plan(action: Action, dossier: Dossier, communs: Communs | None = None) -> ExamenPlan:
    """Dresser le plan d'une action et lui appliquer les règles de son jour."""
    communs = communs or relever_communs(dossier)
    siennes = tuple(s for s in communs.subventions if any(v.action == action.id for v in s.versees))
    nette = compter_une_fois(action, dossier)
    plan = dresser(nette)
    separees = [(x.tenant, dresser(x.action)) for x in separer(nette, dossier)]
    parts = tuple(_partager(tenant, sienne, plan.cout_entier) for tenant, sienne in separees)
    flux = tuple(flux_du_plan(action))
    jugements = tuple(juger(action, dossier))
    return ExamenPlan(dossier, dossier.finances, plan, jugements, siennes, parts, flux, communs.conventions)


def _partager(tenant: str, sienne: Financement, cout: Decimal | None) -> PartPropre:
    natures = {nature: montant for nature, montant in sienne.propres.items() if montant}
    taux = {nature: part(montant, cout) for nature, montant in natures.items()}
    return PartPropre(tenant, natures, taux, sienne.part_propre, part(sienne.part_propre, cout))

"""Ce à quoi un budget se compare : les enveloppes du contrat et les totaux publiés."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from contrat.calculs.budget import VUES, Consolidation, consolider, restreindre, sommer
from contrat.calculs.ventilation import part
from contrat.modele.action import STATUTS_EXCLUS
from contrat.modele.base import SECTIONS, Section
from contrat.modele.contrat import Contrat, Enveloppe, Mesure, Publie
from contrat.modele.dossier import Dossier

_MESURES: Mapping[Mesure, Callable[[Consolidation], Decimal | None]] = {
    "budget.depenses.total": lambda c: c.total_depenses,
    "budget.depenses.fonctionnement": lambda c: c.depenses["fonctionnement"],
    "budget.depenses.investissement": lambda c: c.depenses["investissement"],
    "budget.ressources.total": lambda c: c.total_ressources,
    "budget.ressources.ville": lambda c: c.ressources_ville,
    "budget.ressources.externes": lambda c: c.ressources_externes,
}


@dataclass(frozen=True)
class Consommation:
    """Ce que les dépenses prennent d'une enveloppe ; `part` est en pour cent."""

    enveloppe: Enveloppe
    depenses: Decimal | None
    part: Decimal | None

    @property
    def depassement(self) -> Decimal:
        """Ce qui dépasse l'enveloppe, en euros ; zéro si elle n'est pas dépassée."""
        return max(Decimal(0), (self.depenses or Decimal(0)) - self.enveloppe.montant)


@dataclass(frozen=True)
class Rapprochement:
    """Un total publié et celui que donnent les fiches."""

    publie: Publie
    calcule: Decimal | None

    @property
    def est_retrouve(self) -> bool:
        """Vrai quand les fiches redonnent le total publié, au centime."""
        return self.calcule == self.publie.valeur


@dataclass(frozen=True)
class Execution:
    """Ce qu'est devenue la dépense prévue d'une section, en euros ; `section` vaut `None` pour l'ensemble."""

    section: Section | None
    prevu: Decimal | None
    engage: Decimal | None
    realise: Decimal | None

    @property
    def taux_engagement(self) -> Decimal | None:
        """La part engagée du prévu, en pour cent."""
        return part(self.engage, self.prevu)

    @property
    def taux_execution(self) -> Decimal | None:
        """La part payée du prévu, en pour cent."""
        return part(self.realise, self.prevu)


def mesurer_execution(dossier: Dossier, exercices: Iterable[int]) -> list[Execution]:
    """Comparer prévu, engagé et payé, par section puis ensemble, pour les actions qui ne sont pas abandonnées."""
    demandes = tuple(exercices)
    prevu, engage, realise = (_sans_abandonnees(dossier, consolider(dossier, demandes, vue)) for vue in VUES)
    sections = [Execution(s, prevu.depenses[s], engage.depenses[s], realise.depenses[s]) for s in SECTIONS]
    return [*sections, Execution(None, prevu.total_depenses, engage.total_depenses, realise.total_depenses)]


def depense_abandonnee(dossier: Dossier, exercices: Iterable[int]) -> Decimal:
    """Ce qui a été payé pour des actions abandonnées depuis, en euros."""
    abandonnees = _abandonnees(dossier)
    lignes = consolider(dossier, exercices, "realise").lignes_depenses
    return sommer(x for x in lignes if x.action in abandonnees) or Decimal(0)


def _abandonnees(dossier: Dossier) -> frozenset[str]:
    return frozenset(action.id for action in dossier.actions.values() if action.statut in STATUTS_EXCLUS)


def _sans_abandonnees(dossier: Dossier, consolidation: Consolidation) -> Consolidation:
    abandonnees = _abandonnees(dossier)
    return replace(consolidation, lignes=tuple(x for x in consolidation.lignes if x.action not in abandonnees))


def comparer_aux_enveloppes(contrat: Contrat, consolidation: Consolidation) -> list[Consommation]:
    """Comparer les dépenses à chaque enveloppe dont la période contient tous les exercices demandés."""
    resultat = []
    for enveloppe in contrat.enveloppes:
        if set(consolidation.exercices) <= set(enveloppe.periode.exercices):
            depenses = consolidation.depenses[enveloppe.section] if consolidation.lignes else None
            resultat.append(Consommation(enveloppe, depenses, part(depenses, enveloppe.montant)))
    return resultat


def rapprocher_des_publies(contrat: Contrat, consolidation: Consolidation) -> list[Rapprochement]:
    """Rapprocher chaque total budgétaire publié, s'il est exact et que sa période est dans celle demandée."""
    resultat = []
    for publie in contrat.publies:
        calculer = _MESURES.get(publie.mesure)
        exercices = publie.periode.exercices
        if (
            calculer
            and not publie.approche
            and publie.action is None
            and set(exercices) <= set(consolidation.exercices)
        ):
            resultat.append(Rapprochement(publie, calculer(restreindre(consolidation, exercices))))
    return resultat

"""Ce à quoi un budget se compare : les enveloppes du contrat et les totaux publiés."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.argent.budget import Consolidation, consolider, restreindre
from contrat.calculs.sommes import part
from contrat.modele.base import SECTIONS, Section
from contrat.modele.contrat import Contrat, Enveloppe, Mesure, Publie
from contrat.modele.dossier import Dossier


def depenser(*sections: Section) -> Callable[[Consolidation], Decimal | None]:
    """Le calcul de ce que coûtent ces sections, en euros ; rien quand une dépense n'a pas de montant."""
    return lambda c: c.sommer_entier(x for x in c.lignes_depenses if x.section in sections)


# Les totaux que la ville publie, et ce que les fiches en donnent.
TOTAUX: Mapping[Mesure, Callable[[Consolidation], Decimal | None]] = {
    "budget.depenses.total": depenser(*SECTIONS),
    "budget.depenses.fonctionnement": depenser("fonctionnement"),
    "budget.depenses.investissement": depenser("investissement"),
    "budget.ressources.total": lambda c: c.total_ressources,
    "budget.ressources.ville": lambda c: c.ressources_ville,
    "budget.ressources.externes": lambda c: c.ressources_externes,
}


@dataclass(frozen=True)
class Consommation:
    """Ce que les dépenses prennent d'une enveloppe ; `part` est en pour cent.

    `ailleurs` : ce que prennent, en euros, les exercices qu'elle couvre aussi et qui ne sont pas demandés.
    """

    enveloppe: Enveloppe
    depenses: Decimal | None
    part: Decimal | None
    ailleurs: Decimal | None

    @property
    def reste(self) -> Decimal | None:
        """Ce qui reste de l'enveloppe, en euros ; négatif quand elle est dépassée."""
        return None if self.depenses is None else self.enveloppe.montant - self.depenses

    @property
    def depassement(self) -> Decimal:
        """Ce qui dépasse l'enveloppe, en euros ; zéro si elle n'est pas dépassée."""
        return max(Decimal(0), (self.depenses or Decimal(0)) - self.enveloppe.montant)


@dataclass(frozen=True)
class Rapprochement:
    """Un total publié et celui que donnent les fiches ; `None` quand un montant y manque."""

    publie: Publie
    calcule: Decimal | None

    @property
    def est_retrouve(self) -> bool:
        """Vrai quand les fiches redonnent le total publié, au centime."""
        return self.calcule == self.publie.valeur


def comparer_aux_enveloppes(dossier: Dossier, consolidation: Consolidation) -> list[Consommation]:
    """Comparer les dépenses à chaque enveloppe dont la période contient tous les exercices demandés."""
    resultat = []
    for enveloppe in dossier.contrat.enveloppes:
        autres = set(enveloppe.periode.exercices) - set(consolidation.exercices)
        if set(consolidation.exercices) <= set(enveloppe.periode.exercices):
            depenses = consolidation.depenses[enveloppe.section]
            ailleurs = consolider(dossier, autres, consolidation.vue).depenses[enveloppe.section] if autres else None
            resultat.append(Consommation(enveloppe, depenses, part(depenses, enveloppe.montant), ailleurs))
    return resultat


def rapprocher_des_publies(contrat: Contrat, consolidation: Consolidation) -> list[Rapprochement]:
    """Rapprocher chaque total budgétaire publié, s'il est exact et que sa période est dans celle demandée."""
    resultat = []
    for publie in contrat.publies:
        calculer = TOTAUX.get(publie.mesure)
        exercices = publie.periode.exercices
        if (
            calculer
            and not publie.approche
            and publie.action is None
            and set(exercices) <= set(consolidation.exercices)
        ):
            resultat.append(Rapprochement(publie, calculer(restreindre(consolidation, exercices))))
    return resultat

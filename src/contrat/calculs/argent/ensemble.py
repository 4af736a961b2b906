"""Plusieurs contrats ensemble : leurs totaux, et leur somme. Un montant n'est écrit que dans un contrat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.argent.etat import EtatBudget, etablir_budget
from contrat.calculs.argent.lignes import Vue
from contrat.calculs.sommes import sommer
from contrat.modele.base import SECTIONS, Section
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class TotalContrat:
    """Ce qu'un contrat compte sur sa période ; rien quand aucun montant n'est renseigné."""

    etat: EtatBudget

    @property
    def contrat(self) -> Contrat:
        """Le contrat dont ce sont les totaux."""
        return self.etat.dossier.contrat

    @property
    def depenses(self) -> Decimal | None:
        """Toutes ses dépenses, en euros."""
        return self.etat.depenses[-1].montant

    @property
    def ressources(self) -> Decimal | None:
        """Toutes ses ressources, en euros."""
        return self.etat.ressources[-1].montant


@dataclass(frozen=True)
class EnsembleContrats:
    """Les contrats d'un dépôt, dans un même temps du budget."""

    vue: Vue
    contrats: Sequence[TotalContrat]

    @property
    def sections_melees(self) -> tuple[Section, ...]:
        """Les sections hors taxes dans un contrat, toutes taxes comprises dans un autre : rien ne s'y additionne."""
        lignes = [x for un in self.contrats for x in un.etat.consolidation.lignes]
        return tuple(s for s in SECTIONS if {"HT", "TTC"} <= {x.base for x in lignes if x.section == s})

    @property
    def depenses(self) -> Decimal | None:
        """La somme des dépenses renseignées ; rien quand leurs bases se contredisent."""
        return None if self.sections_melees else sommer([x.depenses for x in self.contrats])

    @property
    def ressources(self) -> Decimal | None:
        """La somme des ressources renseignées ; rien quand leurs bases se contredisent."""
        return None if self.sections_melees else sommer([x.ressources for x in self.contrats])


def reunir_les_budgets(dossiers: Sequence[Dossier], vue: Vue) -> EnsembleContrats:
    """Le total de chaque contrat sur sa propre période."""
    etats = [etablir_budget(x, x.contrat.periode.exercices, vue, None) for x in dossiers]
    return EnsembleContrats(vue, [TotalContrat(etat) for etat in etats])

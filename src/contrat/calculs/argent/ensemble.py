"""Plusieurs contrats ensemble : leurs totaux, et leur somme. Un montant n'est écrit que dans un contrat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.argent.budget import reperer_melees
from contrat.calculs.argent.etat import EtatBudget, etablir_budget
from contrat.calculs.argent.lignes import Vue
from contrat.calculs.sommes import sommer
from contrat.modele.base import Section
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class EnsembleContrats:
    """Le budget de chaque contrat d'un dépôt, sur sa période, dans un même temps du budget."""

    vue: Vue
    etats: Sequence[EtatBudget]

    @property
    def sections_melees(self) -> tuple[Section, ...]:
        """Les sections hors taxes dans un contrat, toutes taxes comprises dans un autre : rien ne s'y additionne."""
        return reperer_melees(x for un in self.etats for x in un.consolidation.lignes)

    @property
    def depenses(self) -> Decimal | None:
        """La somme des dépenses renseignées ; rien quand leurs bases se contredisent."""
        return None if self.sections_melees else sommer([x.depenses[-1].montant for x in self.etats])

    @property
    def ressources(self) -> Decimal | None:
        """La somme des ressources renseignées ; rien quand leurs bases se contredisent."""
        return None if self.sections_melees else sommer([x.ressources[-1].montant for x in self.etats])


def reunir_les_budgets(dossiers: Sequence[Dossier], vue: Vue) -> EnsembleContrats:
    """Le budget de chaque contrat sur sa propre période."""
    return EnsembleContrats(vue, [etablir_budget(x, x.contrat.periode.exercices, vue) for x in dossiers])

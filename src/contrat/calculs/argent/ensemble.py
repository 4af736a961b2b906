"""Plusieurs contrats ensemble : leurs totaux, et leur somme. Un montant n'est écrit que dans un contrat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.argent.etat import etablir_budget
from contrat.calculs.argent.lignes import Vue
from contrat.calculs.sommes import sommer
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class TotalContrat:
    """Ce qu'un contrat compte sur sa période ; rien quand aucun montant n'est renseigné."""

    contrat: Contrat
    depenses: Decimal | None
    ressources: Decimal | None


@dataclass(frozen=True)
class EnsembleContrats:
    """Les contrats d'un dépôt, dans un même temps du budget."""

    vue: Vue
    contrats: Sequence[TotalContrat]

    @property
    def depenses(self) -> Decimal | None:
        """La somme des dépenses renseignées."""
        return sommer([x.depenses for x in self.contrats])

    @property
    def ressources(self) -> Decimal | None:
        """La somme des ressources renseignées."""
        return sommer([x.ressources for x in self.contrats])


def reunir_les_budgets(dossiers: Sequence[Dossier], vue: Vue) -> EnsembleContrats:
    """Le total de chaque contrat sur sa propre période."""
    totaux = []
    for dossier in dossiers:
        etat = etablir_budget(dossier, dossier.contrat, dossier.contrat.periode.exercices, vue, None)
        totaux.append(TotalContrat(dossier.contrat, etat.depenses[-1].montant, etat.ressources[-1].montant))
    return EnsembleContrats(vue, totaux)

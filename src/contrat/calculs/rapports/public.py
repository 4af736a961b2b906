"""Ce qu'une commune publie de son contrat : aucun ménage n'y est lu."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from contrat.calculs.actions.fiche import FicheSituee, ListeActions, examiner_action, lister_actions
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation, evaluer_contrat
from contrat.calculs.actions.selection import Filtre, tous_les_financeurs
from contrat.calculs.argent.etat import EtatBudget
from contrat.calculs.argent.examen import Communs, relever_communs
from contrat.calculs.argent.ventilation import Dimension
from contrat.calculs.connu import Connu
from contrat.calculs.presentation.presentation import ContratPresente, presenter_contrat
from contrat.calculs.rapports.bilan import BilanContrat, dresser_bilan_du_contrat
from contrat.calculs.rapports.deliberation import ProjetDeliberation, preparer_deliberation
from contrat.calculs.rapports.financeur import RapportFinanceur
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class ContratPublic:
    """Un contrat à un jour, et chaque page qu'on en publie, calculée quand on la demande.

    `connu` : ce qui a été écarté pour revenir à un jour passé ; rien, quand il ne l'est pas.
    """

    dossier: Dossier
    jour: date
    connu: Connu | None = None

    @property
    def contrat(self) -> Contrat:
        """Le contrat publié."""
        return self.dossier.contrat

    @cached_property
    def presente(self) -> ContratPresente:
        """Le contrat raconté, et son budget entier."""
        return presenter_contrat(self.dossier, self.jour)

    @cached_property
    def liste(self) -> ListeActions:
        """Toutes les actions."""
        return lister_actions(self.dossier, Filtre(), self.jour)

    @cached_property
    def evaluation(self) -> RapportEvaluation:
        """L'évaluation de toute la période."""
        return evaluer_contrat(self.dossier, self.contrat.periode)

    def ventiler(self, par: Dimension) -> EtatBudget:
        """Le budget entier, à montrer selon une dimension."""
        return replace(self.presente.budget, par=par)

    def examiner(self, identifiant: str) -> FicheSituee:
        """La fiche d'une action."""
        return examiner_action(self.dossier, self.dossier.actions[identifiant], self.jour)

    @cached_property
    def bilan(self) -> BilanContrat:
        """Le bilan, d'après ce qui était connu ce jour-là."""
        return dresser_bilan_du_contrat(self.dossier, self.jour)

    def planifier(self, identifiant: str) -> ProjetDeliberation:
        """Le plan de financement d'une action, tel qu'une assemblée le lit."""
        return preparer_deliberation(self.dossier.actions[identifiant], self.dossier, self._communs)

    @cached_property
    def _communs(self) -> Communs:
        return relever_communs(self.dossier)

    def financeurs(self) -> list[RapportFinanceur]:
        """Ceux qui paient une action, par nom."""
        return [RapportFinanceur(self.dossier, organisme) for organisme in tous_les_financeurs(self.dossier)]

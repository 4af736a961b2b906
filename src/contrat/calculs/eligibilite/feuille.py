"""La feuille remise au ménage : ce qu'elle retient du dossier, et jusqu'à quand son estimation tient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.modele.cadre import Permanence
from contrat.modele.fondement import est_en_vigueur


@dataclass(frozen=True)
class FeuilleMenage:
    """Le dossier d'un ménage, et ce que la commune dit de sa permanence."""

    dossier: DossierMenage
    permanence: Permanence

    @property
    def esperees(self) -> list[ResultatAide]:
        """Les aides que le ménage peut espérer, celles dont le montant est connu d'abord."""
        ouvertes = [r for r in self.dossier.utiles if r.verdict.est_ouvert]
        return sorted(ouvertes, key=lambda r: r.montant is None and r.montant_possible is None)

    @property
    def refusees(self) -> list[ResultatAide]:
        """Les aides aux travaux du ménage qu'il ne peut pas avoir aujourd'hui."""
        return [r for r in self.dossier.utiles if not r.verdict.est_ouvert]

    @property
    def valable_jusqu_au(self) -> date:
        """Le dernier jour où l'estimation tient : la fin des plafonds, d'une aide espérée, ou de l'année."""
        jour = self.dossier.jugement.demande.jour
        tables = [t.au for t in self.dossier.bareme.tables if est_en_vigueur(t, jour)]
        fins = [*tables, *(r.version.au for r in self.esperees)]
        return min((fin for fin in fins if fin is not None), default=date(jour.year, 12, 31))

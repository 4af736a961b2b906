"""La feuille remise au ménage : ce qu'elle retient du dossier, et jusqu'à quand son estimation tient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.calculs.suivi.delais import chercher_limite
from contrat.modele.cadre import Permanence
from contrat.modele.evenement import EtapeMenage, Evenement
from contrat.modele.fondement import est_en_vigueur
from contrat.modele.non_jugee import AideNonJugee
from contrat.modele.parcours import AVANT_DEPOT, decouper_demandes

# Tant que le dossier en est là, rien n'est accordé ; un refus ou un abandon y ramène.
AVANT_ACCORD: frozenset[EtapeMenage] = AVANT_DEPOT | {
    "dossier_depose", "en_instruction", "rejete", "retire", "classe_sans_suite", "abandon",
}  # fmt: skip
# Ce qui prouve qu'une aide a été accordée.
_ACCORDS: frozenset[EtapeMenage] = frozenset({"accorde", "acompte", "solde_demande", "solde_paye", "clos"})
_FINIES: frozenset[EtapeMenage] = frozenset({"solde_paye", "clos"})
_BAILLEURS = frozenset({"proprietaire_bailleur", "bailleur_personne_morale"})


@dataclass(frozen=True)
class FeuilleMenage:
    """Le dossier d'un ménage, et ce que la commune dit de sa permanence."""

    dossier: DossierMenage
    permanence: Permanence

    @property
    def _demande(self) -> tuple[Evenement, ...]:
        """Les étapes de la dernière demande : ce qu'une autre, finie, a obtenu n'est pas à elle."""
        return decouper_demandes(self.dossier.menage.etapes)[-1]

    @property
    def est_accordee(self) -> bool:
        """Vrai une fois une aide accordée : l'accord écrit compte, et non plus l'estimation."""
        franchies = {evenement.etape for evenement in self._demande}
        return self.dossier.suite.etape not in AVANT_ACCORD and bool(franchies & _ACCORDS)

    @property
    def est_sans_accord(self) -> bool:
        """Vrai quand les travaux sont commencés ou finis, et que rien ne dit un accord."""
        return not self.est_accordee and self.dossier.suite.etape not in AVANT_ACCORD

    @property
    def est_fini(self) -> bool:
        """Vrai quand le solde est payé, ou le dossier clos."""
        return self.dossier.suite.etape in _FINIES

    @property
    def est_bailleur(self) -> bool:
        """Vrai quand la feuille va à qui loue le logement, et non à qui l'habite."""
        return self.dossier.jugement.demande.statut_occupation in _BAILLEURS

    @property
    def montant_accorde(self) -> Decimal | None:
        """Ce que les accords écrits donnent, en euros, quand le dossier le dit."""
        montants = [n.montant for e in self._demande if e.etape == "accorde" for n in e.montants]
        return sum(montants, Decimal(0)) if montants else None

    @property
    def echeances(self) -> list[tuple[date, EtapeMenage]]:
        """Les délais qui courent, hors celui de l'étape suivante : leur dernier jour, et l'étape qu'ils attendent."""
        etapes, suivante = self.dossier.menage.etapes, self.dossier.suite.limite
        delais = [(chercher_limite(regle, etapes), regle.attendue) for regle in self.dossier.bareme.regles.delais]
        return sorted((jour, attendue) for jour, attendue in delais if jour is not None and jour != suivante)

    @cached_property
    def esperees(self) -> list[tuple[ResultatAide, bool]]:
        """Les aides que le ménage peut espérer, celles dont le montant est connu d'abord.

        Vrai pour celle qui ne s'ajoute pas à la précédente : elle la suit, et se demande à sa place.
        """
        ouvertes = [r for r in self.dossier.utiles if r.verdict.est_ouvert]
        ouvertes.sort(key=lambda r: r.montant_possible is None)
        rangees: list[tuple[ResultatAide, bool]] = []
        while ouvertes:
            premiere = ouvertes.pop(0)
            autres = [r for r in ouvertes if _s_excluent(premiere, r)]
            ouvertes = [r for r in ouvertes if r not in autres]
            rangees += [(premiere, False), *((autre, True) for autre in autres)]
        return rangees

    @property
    def principales(self) -> list[ResultatAide]:
        """Les aides espérées, sans celles qui en remplacent une autre."""
        return [r for r, remplace in self.esperees if not remplace]

    @property
    def refusees(self) -> list[ResultatAide]:
        """Les aides aux travaux du ménage qu'il ne peut pas avoir aujourd'hui."""
        return [r for r in self.dossier.utiles if r.verdict in (Verdict.NON_ELIGIBLE, Verdict.HORS_CHAMP)]

    @property
    def non_jugees(self) -> list[ResultatAide]:
        """Les aides aux travaux dont l'outil ne sait rien dire pour ce ménage : ce n'est pas un refus."""
        return [r for r in self.dossier.utiles if r.verdict is Verdict.NON_JUGE]

    @property
    def autres(self) -> list[AideNonJugee]:
        """Les aides que l'outil ne juge pas, sans celles qu'une aide espérée comprend déjà."""
        esperees = {r.aide.id for r, _ in self.esperees}
        return [aide for aide in self.dossier.ailleurs.aides if not esperees & set(aide.comprise_dans)]

    @property
    def valable_jusqu_au(self) -> date:
        """Le dernier jour où l'estimation tient : la fin des plafonds, d'une aide espérée, ou de l'année."""
        jour = self.dossier.jugement.demande.jour
        tables = [t.au for t in self.dossier.bareme.tables if est_en_vigueur(t, jour)]
        fins = [*tables, *(r.version.au for r, _ in self.esperees)]
        return min((fin for fin in fins if fin is not None), default=date(jour.year, 12, 31))


def _s_excluent(une: ResultatAide, autre: ResultatAide) -> bool:
    return autre.aide.id in une.aide.incompatibles or une.aide.id in autre.aide.incompatibles

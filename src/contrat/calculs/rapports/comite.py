"""Le rapport au comité de pilotage : tout ce qu'il montre, à la fin d'une période."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from contrat.calculs.actions.avancement import (
    Avancement,
    EntonnoirActions,
    bilans,
    compter_niveaux,
    fins_depassees,
    jalons_a_confirmer,
    mesurer_avancement,
    mesurer_entonnoirs,
    valeur_au,
)
from contrat.calculs.actions.retard import etapes_au, fin_attendue
from contrat.calculs.argent.attentes import DemandeSansReponse, demandes_sans_reponse
from contrat.calculs.argent.budget import Consolidation, consolider, ordonner_actions
from contrat.calculs.argent.contractualisation import lister_a_signer
from contrat.calculs.argent.delais import AideEnPeril, aides_en_peril
from contrat.calculs.argent.etat import EtatBudget, etablir_budget
from contrat.calculs.argent.financement import PosteAnnuel, dresser
from contrat.calculs.moments import dernier_jour, est_passe, premier_jour
from contrat.calculs.sommes import part, quotient
from contrat.modele.action import STATUTS_EXCLUS, Action, Statut, Vigilance
from contrat.modele.cadre import Convention
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, NIVEAUX, Appreciation, Niveau, NomCritere
from contrat.modele.organisme import Source
from contrat.modele.plan import Valorisation
from contrat.modele.suivi import Indicateur, Jalon, Valeur


class ActionSuivie(NamedTuple):
    """Une action et son statut à la fin de la période ; `fin` est celle qu'on en attend alors."""

    action: Action
    statut: Statut | None
    fin: str | None


class IndicateurSuivi(NamedTuple):
    """Un indicateur et sa dernière valeur à la fin de la période ; sans action, il est du contrat entier."""

    action: Action | None
    indicateur: Indicateur
    valeur: Valeur


class Manquants(NamedTuple):
    """Combien de montants manquent sur combien de lignes de dépense."""

    manquants: int
    lignes: int


class BilanCritere(NamedTuple):
    """Ce qui a été constaté d'un critère sur une action."""

    nom: NomCritere
    action: Action
    bilan: Appreciation


@dataclass(frozen=True)
class RapportComite:
    """Le budget de la période et l'état des actions à sa fin."""

    etat: EtatBudget
    jour: date | None = None

    @property
    def horizon(self) -> date:
        """Le dernier jour dont le rapport parle : la fin de la période, ou le jour où il est écrit s'il est avant."""
        fin = date(self.fin, 12, 31)
        return fin if self.jour is None else min(self.jour, fin)

    @property
    def est_en_cours(self) -> bool:
        """Vrai quand la période n'est pas finie le jour où le rapport est écrit."""
        return self.horizon < date(self.fin, 12, 31)

    @property
    def sans_reponse(self) -> list[DemandeSansReponse]:
        """Les demandes d'aide sans réponse au-delà du délai, les rejets implicites d'abord."""
        trouvees = demandes_sans_reponse(self.dossier, self.jour) if self.jour else ()
        return sorted(trouvees, key=lambda attente: not attente.est_rejetee)

    @property
    def en_peril(self) -> list[AideEnPeril]:
        """Les subventions accordées dont un délai est passé, au jour du rapport."""
        return list(aides_en_peril(self.dossier, self.jour)) if self.jour else []

    @property
    def desequilibres(self) -> list[tuple[Action, PosteAnnuel]]:
        """Les exercices et les sections dont le plan ne ferme pas, action par action."""
        exercices = self.etat.consolidation.exercices
        return [
            (action, poste)
            for action in self._retenues
            for poste in dresser(action).postes
            if poste.ecart and poste.exercice in exercices
        ]

    @property
    def dossier(self) -> Dossier:
        """Les fiches du contrat."""
        return self.etat.dossier

    @property
    def fin(self) -> int:
        """Le dernier exercice de la période."""
        return self.etat.periode.fin

    @cached_property
    def actions(self) -> list[ActionSuivie]:
        """Toutes les actions, dans l'ordre du contrat."""
        return [self._suivre(action) for action in ordonner_actions(self.dossier)]

    def _suivre(self, action: Action) -> ActionSuivie:
        etapes = etapes_au(action, self.horizon)
        return ActionSuivie(action, etapes[-1].statut if etapes else None, fin_attendue(action, etapes))

    @property
    def avancement(self) -> list[Avancement]:
        """Combien d'actions par axe et par statut ; le dernier élément est le contrat entier."""
        return mesurer_avancement(self.dossier, self.fin, self.horizon)

    @cached_property
    def entonnoirs(self) -> list[EntonnoirActions]:
        """Les actions qui suivent des logements, du repérage aux travaux."""
        return mesurer_entonnoirs(self.dossier, self.fin, self.jour)

    @property
    def fins_depassees(self) -> list[ActionSuivie]:
        """Les actions dont la fin attendue est passée et qui ne sont pas finies."""
        suivies = [self._suivre(action) for action in fins_depassees(self.dossier, self.fin)]
        return [x for x in suivies if x.fin is not None and self._est_passe(x.fin)]

    @property
    def jalons_a_confirmer(self) -> list[tuple[Action, Jalon]]:
        """Les jalons prévus dont rien ne dit qu'ils ont eu lieu."""
        tous = jalons_a_confirmer(self.dossier, self.fin)
        return [(action, jalon) for action, jalon in tous if jalon.prevu is not None and self._est_passe(jalon.prevu)]

    def _est_passe(self, moment: str) -> bool:
        """Vrai quand une date est sûrement derrière : la période est finie, ou le jour du rapport est après."""
        return not self.est_en_cours or dernier_jour(moment) < self.horizon

    @property
    def a_signer(self) -> list[Convention]:
        """Les conventions du contrat et des fiches dont rien ne dit la signature."""
        return lister_a_signer((self.dossier.contrat, *self._retenues))

    @property
    def transferts_a_dater(self) -> list[Action]:
        """Les actions dont un repreneur est annoncé, et que rien ne transfère."""
        return [x.action for x in self.actions if x.action.liens.repreneur and x.statut != "transferee"]

    @property
    def evaluation_est_due(self) -> bool:
        """Vrai quand l'évaluation globale était prévue et que rien ne la conclut."""
        prevue = self.dossier.contrat.evaluation
        quand = prevue.prevue if prevue and prevue.conclusions is None else None
        return quand is not None and dernier_jour(quand) <= self.horizon

    @property
    def vigilances(self) -> list[tuple[Action, Vigilance]]:
        """Les points de vigilance des fiches, du plus ancien au plus récent."""
        points = [
            (action, point)
            for action in ordonner_actions(self.dossier)
            for point in action.vigilance
            if premier_jour(point.date) <= self.horizon
        ]
        return sorted(points, key=lambda x: (x[1].date, x[0].titre_court))

    @cached_property
    def indicateurs(self) -> list[IndicateurSuivi]:
        """Les indicateurs qui ont une valeur et que l'entonnoir ne dit pas déjà en entier."""
        dits = {(e.action.id, etape.indicateur.id) for e in self.entonnoirs for etape in e.etapes}
        du_contrat = [
            IndicateurSuivi(None, indicateur, valeur)
            for indicateur in self.dossier.contrat.indicateurs
            if (valeur := valeur_au(indicateur, self.fin, self.jour)) is not None
        ]
        return du_contrat + [
            IndicateurSuivi(action, indicateur, valeur)
            for action in ordonner_actions(self.dossier)
            for indicateur in action.indicateurs
            if (valeur := valeur_au(indicateur, self.fin, self.jour)) is not None
            and ((action.id, indicateur.id) not in dits or indicateur.base or indicateur.cible)
        ]

    @property
    def indicateurs_sans_valeur(self) -> int:
        """Combien d'indicateurs n'ont pas de valeur à la fin de la période."""
        tous = [i for action in self.dossier.actions.values() for i in action.indicateurs]
        tous += self.dossier.contrat.indicateurs
        return sum(valeur_au(i, self.fin, self.jour) is None for i in tous)

    @cached_property
    def _retenues(self) -> list[Action]:
        return [x.action for x in self.actions if x.statut not in STATUTS_EXCLUS]

    @cached_property
    def criteres(self) -> dict[NomCritere, Mapping[Niveau, int]]:
        """Combien d'actions visent chaque niveau de chaque critère de développement durable."""
        return {nom: compter_niveaux(self._retenues, nom) for nom in CRITERES}

    @property
    def niveaux(self) -> list[Niveau]:
        """Les niveaux qu'au moins une action vise."""
        return [niveau for niveau in NIVEAUX if any(compte[niveau] for compte in self.criteres.values())]

    @property
    def niveaux_vises(self) -> list[Appreciation]:
        """Tous les niveaux que le tableau des critères compte."""
        return [action.criteres_dd.lire(nom).prevu for nom in CRITERES for action in self._retenues]

    @property
    def niveaux_reconstitues(self) -> int:
        """Combien de ces niveaux sont une reconstitution."""
        return sum(self.dossier.est_reconstitue(niveau.source) for niveau in self.niveaux_vises)

    @property
    def bilans(self) -> list[BilanCritere]:
        """Ce qui a été constaté, critère par critère."""
        return [BilanCritere(nom, *x) for nom in CRITERES for x in bilans(self._retenues, nom)]

    def part_des_depenses(self, groupe: Consolidation) -> Decimal | None:
        """La part d'un groupe dans toutes les dépenses, en pour cent."""
        return part(groupe.total_depenses, self.etat.consolidation.total_depenses)

    @property
    def levier(self) -> Decimal | None:
        """Combien d'euros des autres financeurs pour un euro de la ville."""
        return quotient(self.etat.consolidation.ressources_externes, self.etat.consolidation.ressources_ville)

    @property
    def a_execution(self) -> bool:
        """Vrai quand de l'engagé ou du payé est renseigné."""
        renseignes = (m.engage is not None or m.realise is not None for m in self.etat.executions["section"])
        return bool(self.etat.consolidation.lignes) and any(renseignes)

    @property
    def engage_manquant(self) -> Manquants:
        """Les dépenses dont l'engagé manque."""
        return _compter(consolider(self.dossier, self.etat.consolidation.exercices, "engage"))

    @property
    def paye_manquant(self) -> Manquants:
        """Les dépenses dont le payé manque."""
        return _compter(consolider(self.dossier, self.etat.consolidation.exercices, "realise"))

    @property
    def contributions(self) -> list[tuple[Action, Valorisation]]:
        """Les contributions en nature, que les totaux ne comptent pas."""
        actions = ordonner_actions(self.dossier)
        return [(a, x) for a in actions for x in a.plan.valorisations if x.sens == "contribution"]

    @property
    def dernier_statut(self) -> str | None:
        """La date du dernier statut connu à la fin de la période."""
        dates = [e.date for a in self.dossier.actions.values() for e in a.historique if est_passe(e.date, self.fin)]
        return max(dates, default=None)

    @property
    def sources(self) -> list[Source]:
        """Les sources de ce que le rapport montre."""
        cites = {self.dossier.contrat.source} | {x.source for x in self.etat.consolidation.lignes}
        cites |= {e.source for e in self.dossier.contrat.enveloppes}
        for action in self.dossier.actions.values():
            valeurs = (valeur_au(indicateur, self.fin, self.jour) for indicateur in action.indicateurs)
            constats = (action.criteres_dd.lire(nom).bilan for nom in CRITERES)
            cites |= {x.source for x in (*valeurs, *constats) if x is not None}
        return [source for source in self.dossier.sources.values() if source.id in cites]


def preparer_comite(dossier: Dossier, periode: Periode, jour: date | None = None) -> RapportComite:
    """Réunir ce que le rapport montre, écrit ce jour-là ; sans lui, à la fin de la période.

    Lève `ErreurContrat` quand des montants HT et TTC seraient additionnés.
    """
    return RapportComite(etablir_budget(dossier, periode.exercices), jour)


def _compter(consolidation: Consolidation) -> Manquants:
    lignes = consolidation.lignes_depenses
    return Manquants(sum(x.montant is None for x in lignes), len(lignes))

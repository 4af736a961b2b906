"""Ce que devient le budget prévu : dépenses votées, engagées, payées, ressources acquises et encaissées."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from contrat.calculs.argent.budget import VUES, Consolidation, Sens, Vue, consolider
from contrat.calculs.argent.ventilation import Dimension, repartir
from contrat.calculs.sommes import part, sommer, sommer_connus
from contrat.modele.action import STATUTS_EXCLUS
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class Execution:
    """Les dépenses d'un groupe à chaque étape, ou les ressources d'un financeur (prévues, acquises, encaissées).

    Montants en euros ; `cle` vaut `None` pour l'ensemble.

    `est_votee` dit que chaque dépense comptée a son montant voté : les taux s'y rapportent alors, sinon au prévu.
    """

    cle: str | None
    prevu: Decimal | None
    vote: Decimal | None
    engage: Decimal | None
    realise: Decimal | None
    est_votee: bool

    @property
    def base(self) -> Decimal | None:
        """Le montant auquel les taux se rapportent."""
        return self.vote if self.est_votee else self.prevu

    @property
    def taux_engagement(self) -> Decimal | None:
        """La part engagée, en pour cent."""
        return part(self.engage, self.base)

    @property
    def taux_execution(self) -> Decimal | None:
        """La part payée, en pour cent."""
        return part(self.realise, self.base)

    @property
    def taux_paiement(self) -> Decimal | None:
        """La part payée de ce qui est engagé, ou encaissée de ce qui est acquis, en pour cent."""
        return part(self.realise, self.engage)


def mesurer_execution(dossier: Dossier, exercices: Iterable[int], par: Dimension = "section") -> list[Execution]:
    """Comparer prévu, voté, engagé et payé, par groupe puis ensemble, pour les actions qui ne sont pas abandonnées."""
    demandes = tuple(exercices)
    vues = {vue: _sans_abandonnees(dossier, consolider(dossier, demandes, vue)) for vue in VUES}
    groupes = {vue: {g.cle: g.consolidation for g in repartir(dossier, c, par)} for vue, c in vues.items()}
    cles = list(dict.fromkeys(cle for vue in VUES for cle in groupes[vue]))
    vide = {vue: replace(c, lignes=()) for vue, c in vues.items()}
    sens: Sens = "ressource" if par == "financeur" else "depense"
    mesures = [_mesurer(cle, {vue: groupes[vue].get(cle, vide[vue]) for vue in VUES}, sens) for cle in cles]
    return [*mesures, _mesurer(None, vues, sens)]


def _mesurer(cle: str | None, vues: dict[Vue, Consolidation], sens: Sens) -> Execution:
    lignes = {vue: [x for x in c.lignes if x.sens == sens] for vue, c in vues.items()}
    # Un groupe sans aucune ligne n'a rien à dire ; zéro serait un montant.
    sommes = {vue: sommer(x.montant for x in siennes) for vue, siennes in lignes.items()}
    est_votee = sens == "depense" and bool(lignes["vote"]) and all(x.montant is not None for x in lignes["vote"])
    vote = sommes["vote"] if sens == "depense" else None
    return Execution(cle, sommes["prevu"], vote, sommes["engage"], sommes["realise"], est_votee)


def depense_abandonnee(dossier: Dossier, exercices: Iterable[int]) -> Decimal:
    """Ce qui a été payé pour des actions abandonnées depuis, en euros."""
    abandonnees = _abandonnees(dossier)
    lignes = consolider(dossier, exercices, "realise").lignes_depenses
    return sommer_connus(x.montant for x in lignes if x.action in abandonnees)


def _abandonnees(dossier: Dossier) -> frozenset[str]:
    return frozenset(action.id for action in dossier.actions.values() if action.statut in STATUTS_EXCLUS)


def _sans_abandonnees(dossier: Dossier, consolidation: Consolidation) -> Consolidation:
    abandonnees = _abandonnees(dossier)
    return replace(consolidation, lignes=tuple(x for x in consolidation.lignes if x.action not in abandonnees))

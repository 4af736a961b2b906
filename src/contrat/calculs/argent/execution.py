"""Ce que devient le budget prévu : dépenses votées, engagées, payées, ressources acquises et encaissées."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from contrat.calculs.argent.budget import Consolidation, consolider
from contrat.calculs.argent.lignes import VUES, Sens, Vue
from contrat.calculs.argent.ventilation import Dimension, repartir
from contrat.calculs.sommes import part, sommer, sommer_connus
from contrat.modele.action import STATUTS_EXCLUS
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_ACQUIS


@dataclass(frozen=True)
class Execution:
    """Les dépenses d'un groupe à chaque étape, ou les ressources d'un financeur (prévues, acquises, encaissées).

    Montants en euros, taux en pour cent ; `cle` vaut `None` pour l'ensemble. Un taux se prend sur les seules lignes
    dont les deux montants sont connus : une dépense dont le paiement n'est pas renseigné n'est pas une dépense impayée.
    """

    cle: str | None
    prevu: Decimal | None
    vote: Decimal | None
    engage: Decimal | None
    realise: Decimal | None
    taux_engagement: Decimal | None
    taux_execution: Decimal | None
    taux_paiement: Decimal | None


def mesurer_execution(dossier: Dossier, exercices: Iterable[int], par: Dimension = "section") -> list[Execution]:
    """Comparer prévu, voté, engagé et payé, par groupe puis ensemble, pour les actions qui ne sont pas abandonnées."""
    demandes = tuple(exercices)
    vues = {vue: _sans_abandonnees(dossier, consolider(dossier, demandes, vue)) for vue in VUES}
    groupes = {
        vue: {(g.cle, g.est_ville): g.consolidation for g in repartir(dossier, c, par)} for vue, c in vues.items()
    }
    cles = list(dict.fromkeys(cle for vue in VUES for cle in groupes[vue]))
    vide = {vue: replace(c, lignes=()) for vue, c in vues.items()}
    sens: Sens = "ressource" if par == "financeur" else "depense"
    mesures = [_mesurer(cle[0], {vue: groupes[vue].get(cle, vide[vue]) for vue in VUES}, sens) for cle in cles]
    return [*mesures, _mesurer(None, vues, sens)]


def _mesurer(cle: str | None, vues: dict[Vue, Consolidation], sens: Sens) -> Execution:
    lignes = {vue: [x for x in c.lignes if x.sens == sens] for vue, c in vues.items()}
    # Un groupe sans aucune ligne n'a rien à dire ; zéro serait un montant.
    sommes = {vue: sommer(x.montant for x in siennes) for vue, siennes in lignes.items()}
    prevu, engage, realise = sommes["prevu"], sommes["engage"], sommes["realise"]
    if sens == "ressource":
        inconnue = any(x.montant is None and x.etat in ETATS_ACQUIS for x in lignes["realise"])
        encaissement = None if inconnue else part(realise, engage)
        return Execution(cle, prevu, None, engage, realise, part(engage, prevu), part(realise, prevu), encaissement)
    depenses = lignes["prevu"]
    taux = (
        _rapporter((x.engage, x.ouvert) for x in depenses),
        _rapporter((x.realise, x.ouvert) for x in depenses),
        _rapporter((x.realise, x.engage) for x in depenses),
    )
    return Execution(cle, prevu, sommes["vote"], engage, realise, *taux)


def _rapporter(montants: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """La part des uns dans les autres, en pour cent, sur les seules lignes où les deux sont connus."""
    connus = [(a, b) for a, b in montants if a is not None and b is not None]
    return part(sommer(a for a, _ in connus), sommer(b for _, b in connus))


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

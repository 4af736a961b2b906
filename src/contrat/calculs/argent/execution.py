"""Ce que devient le budget prévu : dépenses votées, engagées, payées, ressources acquises et encaissées."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.argent.budget import Consolidation, consolider, sorties
from contrat.calculs.argent.lignes import VUES, LigneConsolidee, Sens, Vue
from contrat.calculs.argent.ventilation import Dimension, repartir
from contrat.calculs.sommes import ZERO, part, sommer, sommer_connus
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_ACQUIS


@dataclass(frozen=True)
class Execution:
    """Les dépenses d'un groupe à chaque étape, ou les ressources d'un financeur (prévues, acquises, encaissées).

    Montants en euros, taux en pour cent ; `cle` vaut `None` pour l'ensemble. Un taux se prend sur les seules lignes
    dont les deux montants sont connus : une dépense dont le paiement n'est pas renseigné n'est pas une dépense impayée.
    `reporte` : les crédits reportés d'un exercice qui n'est pas demandé ; ils sont dans les taux, et dans aucune somme.
    """

    cle: str | None
    prevu: Decimal | None
    vote: Decimal | None
    engage: Decimal | None
    realise: Decimal | None
    taux_engagement: Decimal | None
    taux_execution: Decimal | None
    taux_paiement: Decimal | None
    reporte: Decimal | None = None


class VuesDuBudget(NamedTuple):
    """Les mêmes exercices dans chaque vue, sans ce qui est abandonné ou transféré, et les crédits reportés."""

    vues: Mapping[Vue, Consolidation]
    reports: Consolidation


def consolider_les_vues(dossier: Dossier, exercices: Iterable[int]) -> VuesDuBudget:
    """Ce qui se range ensuite, d'une façon ou de plusieurs."""
    demandes = tuple(exercices)
    vues = {vue: _sans_sorties(dossier, consolider(dossier, demandes, vue)) for vue in VUES}
    return VuesDuBudget(vues, _reporter(dossier, demandes, vues["prevu"]))


def ranger_execution(dossier: Dossier, consolidees: VuesDuBudget, par: Dimension) -> list[Execution]:
    """Comparer prévu, voté, engagé et payé, par groupe puis ensemble, pour ce qui n'est ni abandonné, ni transféré.

    Un crédit de l'exercice d'avant, reporté, est ouvert et engagé dans celui-ci : ce qui en est payé s'y rapporte.
    """
    vues, reports = consolidees
    groupes = {nom: _grouper(dossier, c, par) for nom, c in (*vues.items(), ("reports", reports))}
    cles = list(dict.fromkeys(cle for siennes in groupes.values() for cle in siennes))
    vide = replace(reports, lignes=())
    sens: Sens = "ressource" if par == "financeur" else "depense"
    mesures = [
        _mesurer(cle[0], {v: groupes[v].get(cle, vide) for v in VUES}, groupes["reports"].get(cle, vide), sens)
        for cle in cles
    ]
    return [*mesures, _mesurer(None, vues, reports, sens)]


def _grouper(dossier: Dossier, c: Consolidation, par: Dimension) -> dict[tuple[str, bool], Consolidation]:
    return {(g.cle, g.est_ville): g.consolidation for g in repartir(dossier, c, par)}


def _reporter(dossier: Dossier, exercices: tuple[int, ...], c: Consolidation) -> Consolidation:
    """Les crédits reportés dans ces exercices depuis un exercice qui n'en est pas."""
    avant = [e - 1 for e in exercices if e - 1 not in exercices]
    lignes = [
        replace(x, exercice=x.exercice + 1, montant=x.report, ouvert=x.report, engage=x.report)
        for x in _sans_sorties(dossier, consolider(dossier, avant, "vote")).lignes_depenses
        if x.report is not None
    ]
    return replace(c, lignes=tuple(lignes))


def _mesurer(cle: str | None, vues: Mapping[Vue, Consolidation], reports: Consolidation, sens: Sens) -> Execution:
    lignes = {vue: [x for x in c.lignes if x.sens == sens] for vue, c in vues.items()}
    # Un groupe sans aucune ligne n'a rien à dire ; zéro serait un montant.
    sommes = {vue: sommer(x.montant for x in siennes) for vue, siennes in lignes.items()}
    prevu, engage, realise = sommes["prevu"], sommes["engage"], sommes["realise"]
    if sens == "ressource":
        inconnue = any(x.montant is None and x.etat in ETATS_ACQUIS for x in lignes["realise"])
        encaissement = None if inconnue else part(realise, engage)
        return Execution(cle, prevu, None, engage, realise, part(engage, prevu), part(realise, prevu), encaissement)
    exercices = frozenset(vues["prevu"].exercices)
    depenses = [(x, payer_dans(x, exercices)) for x in (*lignes["prevu"], *reports.lignes)]
    taux = (
        _rapporter((x.engage, x.ouvert) for x, _ in depenses),
        _rapporter((paye, x.ouvert) for x, paye in depenses),
        _rapporter((paye, x.engage) for x, paye in depenses),
    )
    reporte = sommer(x.report for x in reports.lignes)
    return Execution(cle, prevu, sommes["vote"], engage, realise, *taux, reporte)


def payer_dans(ligne: LigneConsolidee, exercices: Container[int]) -> Decimal | None:
    """Ce qui a été payé d'une dépense dans ces exercices, en euros ; `None` quand la fiche ne dit aucun paiement."""
    return sommer(x if e in exercices else ZERO for e, x in ligne.payes)


def payer_ailleurs(dossier: Dossier, exercices: Iterable[int]) -> Decimal:
    """Ce qui a été payé dans d'autres exercices, des dépenses de ceux-ci, en euros."""
    demandes = tuple(exercices)
    lignes = _sans_sorties(dossier, consolider(dossier, demandes, "prevu")).lignes_depenses
    return sommer_connus(montant for x in lignes for e, montant in x.payes if e not in demandes)


def _rapporter(montants: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """La part des uns dans les autres, en pour cent, sur les seules lignes où les deux sont connus."""
    connus = [(a, b) for a, b in montants if a is not None and b is not None]
    return part(sommer(a for a, _ in connus), sommer(b for _, b in connus))


def depense_sortie(dossier: Dossier, exercices: Iterable[int]) -> Decimal:
    """Ce qui a été payé pour des actions abandonnées ou transférées depuis, en euros."""
    c = consolider(dossier, exercices, "realise")
    restent = set(map(id, _sans_sorties(dossier, c).lignes))
    return sommer_connus(x.montant for x in c.lignes_depenses if id(x) not in restent)


def _sans_sorties(dossier: Dossier, consolidation: Consolidation) -> Consolidation:
    """Sans les actions abandonnées, ni les dépenses d'une action transférée inscrites aux exercices d'après."""
    jours = sorties(dossier)

    def reste(ligne: LigneConsolidee) -> bool:
        return ligne.action not in jours or jours[ligne.action] > date(ligne.inscrite, 1, 1)

    return replace(consolidation, lignes=tuple(filter(reste, consolidation.lignes)))

"""Les subventions accordées dont un délai est passé : rien n'est commencé, ou rien n'est achevé."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from contrat.calculs.argent.attentes import est_vise
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.moments import ajouter_mois
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import RegleFinanciere
from contrat.modele.plan import Ligne, Ressource

# Rien n'est engagé ; le jour de la décision est passé ; le délai que le texte donne aux travaux l'est.
Peril = Literal["commencement", "achevement", "travaux"]


@dataclass(frozen=True)
class AideEnPeril:
    """Une aide accordée, pas encore soldée, et la fin d'un délai ; `regle` : le texte qui la vise, s'il y en a un."""

    action: Action
    ressource: Ressource
    genre: Peril
    depart: date
    limite: date
    regle: RegleFinanciere | None


def menacer(ressource: Ressource, action: Action, dossier: Dossier, jour: date) -> Iterator[AideEnPeril]:
    """Les délais passés d'une subvention d'investissement accordée, dont tout n'est pas versé."""
    return (x for x in lister_delais(ressource, action, dossier) if jour > x.limite)


def lister_delais(ressource: Ressource, action: Action, dossier: Dossier) -> Iterator[AideEnPeril]:
    """Les délais, passés ou à venir, d'une subvention d'investissement accordée, dont tout n'est pas versé."""
    accord = ressource.notification
    est_de_l_investissement = (ressource.nature, ressource.section) == ("subvention_publique", "investissement")
    if accord is None or not est_de_l_investissement or ressource.etat not in ("accorde", "conventionne", "acompte"):
        return
    depenses = [x for x in action.budget.lignes if (x.sens, x.section) == ("depense", "investissement")]
    regle = _viser("caducite", ressource, accord.date, dossier)
    if regle is not None and regle.mois is not None and ressource.etat != "acompte" and _rien_n_est_engage(depenses):
        limite = ajouter_mois(accord.date, regle.mois)
        yield AideEnPeril(action, ressource, "commencement", accord.date, limite, regle)
    regle = _viser("achevement", ressource, accord.date, dossier)
    if ressource.achevement is not None:
        if action.statut != "realisee":
            yield AideEnPeril(action, ressource, "achevement", accord.date, ressource.achevement, regle)
        return
    debut = _premier_paiement(depenses)
    if regle is not None and regle.mois is not None and debut is not None:
        yield AideEnPeril(action, ressource, "travaux", debut, ajouter_mois(debut, regle.mois), regle)


def aides_en_peril(dossier: Dossier, jour: date) -> Iterator[AideEnPeril]:
    """Toutes celles du contrat, dans son ordre, hors des actions abandonnées."""
    for action in ordonner_actions(dossier):
        if action.statut not in STATUTS_EXCLUS:
            for ressource in action.plan.ressources:
                yield from menacer(ressource, action, dossier, jour)


def _viser(
    nom: Literal["caducite", "achevement"], ressource: Ressource, jour: date, dossier: Dossier
) -> RegleFinanciere | None:
    """La règle du jour de l'accord, si elle parle de ce financeur et de ce dispositif."""
    regle = dossier.finances.au(nom, jour, ressource.programme)
    return regle if regle is not None and est_vise(ressource, regle, dossier) else None


def _rien_n_est_engage(depenses: list[Ligne]) -> bool:
    """Vrai quand la fiche le dit : l'inconnu n'est pas zéro, chaque dépense doit dire ce qui en est engagé, ou payé."""
    engages = [x.realise if x.engage is None else x.engage for x in depenses]
    return bool(engages) and None not in engages and not any(engages)


def _premier_paiement(depenses: list[Ligne]) -> date | None:
    """Le jour où les travaux sont sûrement commencés : celui d'un paiement, ou la fin de son année."""
    jours = [x.date or date(x.exercice, 12, 31) for ligne in depenses for x in ligne.paiements]
    jours += [date(x.exercice, 12, 31) for x in depenses if x.realise and not x.paiements]
    return min(jours, default=None)

"""Les demandes d'aide restées sans réponse au-delà du délai."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.moments import ajouter_mois
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import RegleFinanciere
from contrat.modele.plan import Ressource


@dataclass(frozen=True)
class DemandeSansReponse:
    """Une demande sans réponse, et la fin du délai ; `est_rejetee` : le texte en fait alors un rejet implicite."""

    action: Action
    ressource: Ressource
    depart: date
    limite: date
    regle: RegleFinanciere
    est_rejetee: bool


def attendre(ressource: Ressource, action: Action, dossier: Dossier, jour: date) -> DemandeSansReponse | None:
    """Une demande datée, encore sans réponse ce jour-là, passé le délai ; rien sinon."""
    attente = dater_la_reponse(ressource, action, dossier)
    return attente if attente is not None and jour > attente.limite else None


def dater_la_reponse(ressource: Ressource, action: Action, dossier: Dossier) -> DemandeSansReponse | None:
    """Une demande datée, encore sans réponse, et jusqu'à quand elle peut venir ; rien sans demande ni délai."""
    depart = ressource.demande or ressource.reception
    if depart is None or ressource.certitude != "sollicite":
        return None
    # Depuis le décret de 2018, le délai court de la réception, qui précède le dossier complet.
    if ressource.reception is not None and vaut_reception(ressource.reception, dossier):
        depart = ressource.reception
    regle = dossier.finances.au("reponse", depart, ressource.programme)
    if regle is None or regle.mois is None:
        return None
    limite = ajouter_mois(depart, regle.mois)
    est_rejetee = est_vise(ressource, regle, dossier) and ressource.section == "investissement"
    return DemandeSansReponse(action, ressource, depart, limite, regle, est_rejetee)


def demandes_sans_reponse(dossier: Dossier, jour: date) -> Iterator[DemandeSansReponse]:
    """Toutes celles du contrat, dans son ordre, hors des actions abandonnées."""
    for action in ordonner_actions(dossier):
        for ressource in action.plan.ressources:
            attente = attendre(ressource, action, dossier, jour)
            if attente is not None and action.statut not in STATUTS_EXCLUS:
                yield attente


def vaut_reception(jour: date, dossier: Dossier) -> bool:
    """Vrai quand la règle de ce jour compte le commencement depuis la réception de la demande : la plus récente."""
    versions = list(dossier.finances.versions("commencement"))
    return bool(versions) and jour >= versions[-1].du


def est_vise(ressource: Ressource, regle: RegleFinanciere, dossier: Dossier) -> bool:
    """Vrai quand le financeur est de ceux dont la règle parle."""
    organisme = dossier.organismes.get(ressource.organisme)
    return organisme is not None and regle.vise(organisme.nature, ressource.programme)

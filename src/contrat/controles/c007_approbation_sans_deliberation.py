"""C007 : une action est approuvée, ou déjà lancée, sans délibération."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.moments import coincide
from contrat.dates import dire_moment
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Etape
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Deliberation
from contrat.modele.transitions import APRES_APPROBATION

GRAVITE = Gravite.ERREUR
TITRE = "une approbation sans délibération"
LIT = frozenset({"contrat", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes « approuvee » sans délibération à leur date, et les étapes suivantes sans approbation.

    Un tableur repris ne dit ni l'une ni l'autre : ce n'est alors qu'une information.
    """
    communes = dossier.contrat.deliberations
    for identifiant, action in dossier.actions.items():
        est_approuvee = False
        for rang, etape in enumerate(action.historique):
            ou = Adresse("actions", identifiant, ("historique", rang, "statut"))
            if etape.statut == "approuvee":
                est_approuvee = True
                if not _a_ete_deliberee(etape, action.deliberations, communes):
                    message = f"approuvée ({dire_moment(etape.date)}) sans délibération à cette date"
                    aide = "ajouter à deliberations sa date, son instance, son objet et sa source, ou corriger la date"
                    yield Constat(ou, message, aide, informe=action.origine is not None)
            elif etape.statut in APRES_APPROBATION and not est_approuvee:
                est_approuvee = True
                aide = "ajouter avant elle l'étape approuvee, avec l'instance, et sa délibération"
                message = f"« {etape.statut} » sans avoir été approuvée"
                yield Constat(ou, message, aide, informe=action.origine is not None)


def _a_ete_deliberee(etape: Etape, propres: Iterable[Deliberation], communes: Iterable[Deliberation]) -> bool:
    """Dire si la fiche a sa délibération, ou si une délibération du contrat par la même instance l'emporte."""
    partagees = [d for d in communes if d.instance == etape.instance]
    return any(coincide(d.date, etape.date) for d in (*propres, *partagees))

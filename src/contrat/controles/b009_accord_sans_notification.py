"""B009 : une ressource est dite accordée sans l'acte qui l'accorde."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_ACQUIS

GRAVITE = Gravite.ERREUR
TITRE = "une ressource accordée sans notification"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les ressources à l'état accordé, conventionné, acompte ou soldé, sans date ni référence."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            if ressource.etat in ETATS_ACQUIS and ressource.notification is None:
                adresse = Adresse("actions", identifiant, ("plan", "ressources", rang, "etat"))
                message = f"ressource à l'état « {ressource.etat} » sans notification"
                yield Constat(adresse, message, "ajouter notification: {date: …, reference: …}, ou revenir à sollicite")

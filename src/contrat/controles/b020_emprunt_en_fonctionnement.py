"""B020 : un emprunt finance du fonctionnement."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import COLLECTIVITES

GRAVITE = Gravite.ERREUR
TITRE = "un emprunt en fonctionnement"
LIT = frozenset({"organismes", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les emprunts encaissés par une collectivité hors de la section d'investissement."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            tenu = dossier.organismes.get(ressource.budget)
            if tenu is None or tenu.nature not in COLLECTIVITES or ressource.est_perdue:
                continue
            if (ressource.nature, ressource.section) == ("emprunt", "fonctionnement"):
                adresse = Adresse("actions", identifiant, ("plan", "ressources", rang, "section"))
                message = "un emprunt en fonctionnement : il ne peut financer que l'investissement"
                aide = "financer cette dépense autrement, ou l'inscrire en investissement si elle en est"
                yield Constat(adresse, message, aide)

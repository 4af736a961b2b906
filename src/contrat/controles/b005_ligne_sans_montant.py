"""B005 : une ligne n'a aucun montant, ou une ressource vaut zéro sans avoir été refusée."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_PERDUS

GRAVITE = Gravite.ERREUR
TITRE = "une ligne de budget sans montant"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les lignes vides : un montant absent n'est pas zéro, un zéro doit se comprendre."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            if all(x is None for x in (ligne.prevu, ligne.vote, ligne.engage, ligne.realise)):
                adresse = Adresse("actions", identifiant, ("budget", "lignes", rang))
                aide = "donner prevu, vote, engage ou realise, ou retirer la ligne"
                yield Constat(adresse, f"la ligne « {ligne.libelle} » n'a aucun montant", aide)
        for rang, ressource in enumerate(action.plan.ressources):
            if not ressource.montant and ressource.etat not in ETATS_PERDUS:
                adresse = Adresse("actions", identifiant, ("plan", "ressources", rang, "montant"))
                message = f"ressource de 0 € à l'état « {ressource.etat} »"
                yield Constat(adresse, message, "donner le montant, ou retirer la ressource")

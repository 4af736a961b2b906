"""C009 : une action est transférée, on ne sait à qui."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un transfert sans repreneur"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes « transferee » d'une fiche qui ne nomme pas de repreneur, ou dont le repreneur est le porteur."""
    for identifiant, action in dossier.actions.items():
        for rang, etape in enumerate(action.historique):
            if etape.statut != "transferee" or action.liens.repreneur not in (None, action.porteur):
                continue
            # D'un contrat à l'autre, le même organisme peut garder l'action.
            if action.liens.suivant is not None:
                continue
            repris = (
                "sans repreneur" if action.liens.repreneur is None else f"à son propre porteur « {action.porteur} »"
            )
            adresse = Adresse("actions", identifiant, ("historique", rang, "statut"))
            yield Constat(
                adresse, f"action transférée {repris}", "nommer dans liens.repreneur l'organisme qui la reprend"
            )

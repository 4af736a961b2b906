"""C028 : une fiche dit un autre rang que la séance qui l'a décidé."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un rang que la séance contredit"
LIT = frozenset({"actions", "seances"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont le rang n'est pas celui que la séance de même instance et de même date a décidé."""
    for identifiant, action in dossier.actions.items():
        fiche = action.hierarchisation
        for seance in dossier.seances.values():
            if fiche is None or fiche.rang is None or (seance.instance, seance.date) != (fiche.instance, fiche.date):
                continue
            for decision in seance.decisions:
                if decision.action == identifiant and decision.rang not in (None, fiche.rang):
                    adresse = Adresse("actions", identifiant, ("hierarchisation", "rang"))
                    message = f"rang {fiche.rang}, mais la séance « {seance.id} » a décidé {decision.rang}"
                    yield Constat(adresse, message, "reprendre le rang décidé, ou corriger la séance")

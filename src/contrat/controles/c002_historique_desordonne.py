"""C002 : l'historique d'une fiche n'est pas dans l'ordre des dates."""

from __future__ import annotations

from itertools import pairwise

from contrat.calculs.moments import precede
from contrat.dates import dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un historique en désordre"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes d'une fiche datées d'avant l'étape qui les précède."""
    for identifiant, action in dossier.actions.items():
        for rang, (avant, apres) in enumerate(pairwise(action.historique), 1):
            if precede(apres.date, avant.date):
                adresse = Adresse("actions", identifiant, ("historique", rang, "date"))
                message = (
                    f"« {apres.statut} » {dire_quand(apres.date)}, avant « {avant.statut} » {dire_quand(avant.date)}"
                )
                yield Constat(adresse, message, "remettre les étapes dans l'ordre, ou corriger la date")

"""M005 : un ménage porte deux fois le même avis d'imposition."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un avis d'imposition écrit deux fois"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les avis de même année et de même revenu, sauf nul : le revenu du ménage serait compté deux fois."""
    for identifiant, menage in dossier.menages.items():
        vus = set()
        for rang, avis in enumerate(menage.revenus):
            if avis in vus and avis.rfr:
                adresse = Adresse("menages", identifiant, ("revenus", rang, "rfr"))
                message = f"deux avis de {avis.annee} au même revenu, {euros(avis.rfr)}"
                yield Constat(
                    adresse, message, "retirer l'avis répété ; deux foyers fiscaux peuvent aussi se ressembler"
                )
            vus.add(avis)

"""R010 : un constat du diagnostic cite un indicateur qui n'existe pas."""

from __future__ import annotations

from contrat.calculs.presentation.indicateurs import indicateurs_connus
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

GRAVITE = Gravite.ERREUR
TITRE = "un indicateur inconnu"
LIT = frozenset({"contrat", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les indicateurs que cite un constat, et que ni le diagnostic ni une fiche ne définit."""
    connus = indicateurs_connus(dossier)
    for rang, constat in enumerate(dossier.contrat.diagnostic.constats):
        for place, nom in enumerate(constat.indicateurs):
            if nom not in connus:
                adresse = Adresse(*CONTRAT, ("diagnostic", "constats", rang, "indicateurs", place))
                yield Constat(adresse, f"l'indicateur « {nom} » n'existe pas", proposer(nom, sorted(connus)))

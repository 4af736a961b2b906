"""M010 : une donnée de ménage que l'on croirait mal tapée."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.vraisemblance import relever_invraisemblances

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une donnée de ménage invraisemblable"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les montants, le nombre d'occupants, la surface, le gain, l'achèvement où un chiffre manque ou est de trop."""
    for identifiant, menage in dossier.menages.items():
        for chemin, message in relever_invraisemblances(menage, dossier.jour):
            yield Constat(Adresse("menages", identifiant, chemin), message, "le relire sur la pièce du ménage")

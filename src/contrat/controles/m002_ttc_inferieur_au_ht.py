"""M002 : le montant TTC des travaux est inférieur au montant HT."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.ERREUR
TITRE = "des travaux TTC inférieurs au HT"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les ménages dont les deux montants de travaux sont sans doute intervertis."""
    for identifiant, menage in dossier.menages.items():
        ht, ttc = menage.projet.travaux_ht, menage.projet.travaux_ttc
        if ht is not None and ttc is not None and ttc < ht:
            adresse = Adresse("menages", identifiant, ("projet", "travaux_ttc"))
            yield Constat(adresse, f"{euros(ttc)} TTC pour {euros(ht)} HT", "vérifier sur le devis quel montant est HT")

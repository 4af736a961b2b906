"""P001 : une aide locale exige une condition partagée qui n'existe pas."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

GRAVITE = Gravite.ERREUR
TITRE = "une condition partagée inconnue"
LIT = frozenset({"aides", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les codes de `exige` absents des conditions partagées du droit livré."""
    codes = {condition.code for condition in dossier.droit.communes}
    for identifiant, aide in dossier.aides.items():
        for rang, code in enumerate(aide.exige):
            if code not in codes:
                adresse = Adresse("aides", identifiant, ("exige", rang))
                yield Constat(adresse, f"la condition partagée « {code} » n'existe pas", proposer(code, codes))

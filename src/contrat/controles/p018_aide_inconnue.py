"""P018 : une aide locale dépend d'une aide qui n'existe pas."""

from __future__ import annotations

from contrat.calculs.eligibilite.aides_locales import lister_renvois
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

GRAVITE = Gravite.ERREUR
TITRE = "une aide inconnue"
LIT = frozenset({"aides", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les renvois d'une aide locale vers un code d'aide qui n'est ni national, ni local."""
    codes = dossier.droit.nationales | dossier.presents.get("aides", frozenset())
    for identifiant, aide in dossier.aides.items():
        for chemin, code in lister_renvois(aide):
            if code not in codes:
                adresse = Adresse("aides", identifiant, chemin)
                yield Constat(adresse, f"l'aide « {code} » n'existe pas", proposer(code, codes - {identifiant}))

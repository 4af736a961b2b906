"""P019 : une aide de la commune se donne pour une aide nationale."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une aide locale qui se dit nationale"
LIT = frozenset({"aides", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les aides de `data/aides/` au niveau ou à l'identifiant des aides livrées."""
    for identifiant, aide in dossier.aides.items():
        if aide.id in dossier.droit.nationales:
            message = f"« {aide.id} » est déjà le nom d'une aide nationale"
            yield Constat(Adresse("aides", identifiant, ("id",)), message, "donner un autre nom au fichier et à l'aide")
        if aide.niveau != "locale":
            adresse = Adresse("aides", identifiant, ("niveau",))
            yield Constat(adresse, "une aide de data/aides/ est locale", "écrire niveau: locale")

"""C005 : les événements d'un ménage ne sont pas dans l'ordre des dates."""

from __future__ import annotations

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import RENDEZ_VOUS, Evenement

GRAVITE = Gravite.ERREUR
TITRE = "des événements de ménage en désordre"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les événements datés d'avant celui qui les précède ; un rendez-vous, qui se prend d'avance, n'est pas comparé."""
    for identifiant, menage in dossier.menages.items():
        # Un à un : une étape illisible plus loin n'empêche pas de voir le désordre de celles d'avant.
        avant: Evenement | None = None
        for rang, apres in enumerate(menage.evenements):
            if apres.etape in RENDEZ_VOUS:
                continue
            if avant is not None and apres.date < avant.date:
                adresse = Adresse("menages", identifiant, ("evenements", rang, "date"))
                message = (
                    f"« {apres.etape} » le {dire_jour(apres.date)}, avant « {avant.etape} » le {dire_jour(avant.date)}"
                )
                yield Constat(adresse, message, "remettre les événements dans l'ordre, ou corriger la date")
            avant = apres

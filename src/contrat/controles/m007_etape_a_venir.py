"""M007 : une étape datée d'un jour qui n'est pas encore venu."""

from __future__ import annotations

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.menage import ANNEES_D_AVANCE, RENDEZ_VOUS

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une étape à venir"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes datées après le jour du contrôle, sauf un rendez-vous proche : une étape se note une fois franchie."""
    if dossier.jour is None:
        return
    for identifiant, menage in dossier.menages.items():
        for rang, evenement in enumerate(menage.evenements):
            est_pris = evenement.etape in RENDEZ_VOUS and evenement.date.year <= dossier.jour.year + ANNEES_D_AVANCE
            if evenement.date > dossier.jour and not est_pris:
                adresse = Adresse("menages", identifiant, ("evenements", rang, "date"))
                message = f"l'étape du {dire_jour(evenement.date)} n'est pas encore venue"
                yield Constat(adresse, message, "corriger la date : une étape se note quand elle est franchie")

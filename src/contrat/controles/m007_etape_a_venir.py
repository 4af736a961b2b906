"""M007 : une étape datée d'un jour qui n'est pas encore venu, ou d'un autre siècle."""

from __future__ import annotations

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import ANNEES_D_AVANCE, RENDEZ_VOUS
from contrat.modele.vraisemblance import PREMIERE_ANNEE_DE_SUIVI

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une étape à venir, ou d'avant l'an 2000"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes d'avant l'an 2000, et celles d'après le jour du contrôle, sauf un rendez-vous proche."""
    if dossier.jour is None:
        return
    for identifiant, menage in dossier.menages.items():
        for rang, evenement in enumerate(menage.evenements):
            adresse, dit = Adresse("menages", identifiant, ("evenements", rang, "date")), dire_jour(evenement.date)
            if evenement.date.year < PREMIERE_ANNEE_DE_SUIVI:
                aide = f"vérifier l'année : aucun suivi n'est d'avant {PREMIERE_ANNEE_DE_SUIVI}"
                yield Constat(adresse, f"l'étape du {dit} est trop ancienne", aide)
            est_pris = evenement.etape in RENDEZ_VOUS and evenement.date.year <= dossier.jour.year + ANNEES_D_AVANCE
            if evenement.date > dossier.jour and not est_pris:
                aide = "corriger la date : une étape se note quand elle est franchie"
                yield Constat(adresse, f"l'étape du {dit} n'est pas encore venue", aide)

"""M003 : un avis d'imposition porte sur des revenus postérieurs à la demande."""

from __future__ import annotations

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "des revenus postérieurs à la demande"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les avis dont l'année de revenus n'est pas terminée au jour de la demande."""
    for identifiant, menage in dossier.menages.items():
        jour = menage.projet.demande
        for rang, avis in enumerate(menage.revenus):
            if jour is not None and avis.annee >= jour.year:
                adresse = Adresse("menages", identifiant, ("revenus", rang, "annee"))
                message = f"revenus de {avis.annee} pour une demande du {dire_jour(jour)}"
                yield Constat(adresse, message, "écrire l'année des revenus, pas celle de l'avis")

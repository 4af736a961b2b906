"""M003 : un avis d'imposition porte sur des revenus postérieurs à la demande."""

from __future__ import annotations

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "des revenus postérieurs à la demande"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les avis dont l'année de revenus n'est pas terminée au jour de la demande ; sans demande, au jour du contrôle."""
    for identifiant, menage in dossier.menages.items():
        jour = menage.projet.demande or dossier.jour
        for rang, avis in enumerate(menage.revenus):
            if jour is not None and avis.annee >= jour.year:
                adresse = Adresse("menages", identifiant, ("revenus", rang, "annee"))
                dit = (
                    f" pour une demande du {dire_jour(jour)}"
                    if menage.projet.demande
                    else ", année qui n'est pas finie"
                )
                message = f"revenus de {avis.annee}{dit}"
                yield Constat(adresse, message, "écrire l'année des revenus, pas celle de l'avis")

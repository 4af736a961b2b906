"""M012 : les revenus que le conseiller retient sont d'une année dont aucun avis n'est écrit."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un choix de revenus sans son avis"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les choix qui ne retiennent rien : le revenu serait inconnu, ou celui d'une autre année."""
    for identifiant, menage in dossier.menages.items():
        choix = menage.choix_revenus
        if choix is not None and choix.annee not in {avis.annee for avis in menage.revenus}:
            message = f"aucun avis de {choix.annee} : ce choix ne retient aucun revenu"
            adresse = Adresse("menages", identifiant, ("choix_revenus", "annee"))
            yield Constat(adresse, message, "écrire cet avis (revenus), ou retirer le choix")

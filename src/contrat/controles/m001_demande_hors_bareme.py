"""M001 : aucun barème ne couvre le jour d'une demande."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une demande hors de tout barème"
LIT = frozenset({"menages", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les ménages dont la demande est datée d'un jour que le droit livré ne connaît pas."""
    for identifiant, menage in dossier.menages.items():
        jour = menage.projet.demande
        if jour is not None and not dossier.droit.couvre(jour):
            adresse = Adresse("menages", identifiant, ("projet", "demande"))
            yield Constat(adresse, *dossier.droit.expliquer_l_absence(jour))

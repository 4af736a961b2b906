"""C020 : les poids d'une grille ne font pas 100 %."""

from __future__ import annotations

from contrat.calculs.sommes import CENT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "des poids qui ne font pas 100 %"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les grilles dont la somme des poids n'est pas exactement 100 %."""
    for identifiant, _, grille in dossier.grilles:
        if grille.total != CENT:
            adresse = Adresse("seances", identifiant, ("grille", "criteres"), sur_cle=True)
            message = f"les poids font {nombre(grille.total)} %, il en faut 100 %"
            yield Constat(adresse, message, "corriger les poids, que l'instance a approuvés ensemble")

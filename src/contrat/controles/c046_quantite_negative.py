"""C046 : ce qu'une action produit ou emploie est compté au-dessous de zéro."""

from __future__ import annotations

from contrat.controles.indicateurs import placer
from contrat.diagnostics import Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Valeur
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "une quantité négative"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les valeurs négatives d'un indicateur de réalisation ou de moyen ; un résultat, lui, peut baisser."""
    for place in placer(dossier):
        indicateur = place.indicateur
        if indicateur.niveau not in ("realisation", "moyen"):
            continue
        valeurs: list[tuple[Chemin, Valeur | None]] = [(("base",), indicateur.base), (("cible",), indicateur.cible)]
        valeurs += [(("valeurs", rang), valeur) for rang, valeur in enumerate(indicateur.valeurs)]
        for chemin, valeur in valeurs:
            if valeur is not None and valeur.valeur < 0:
                message = f"{nombre(valeur.valeur)} « {indicateur.libelle} » : ce qui se compte n'est pas négatif"
                aide = "corriger la valeur ; une baisse est un indicateur de resultat"
                yield Constat(place.situer(*chemin, "valeur"), message, aide)

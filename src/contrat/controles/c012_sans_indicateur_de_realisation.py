"""C012 : une fiche n'a aucun indicateur de réalisation."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "aucun indicateur de réalisation"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont aucun indicateur ne compte ce que l'action produit."""
    for identifiant, action in dossier.actions.items():
        niveaux = list(dict.fromkeys(indicateur.niveau for indicateur in action.indicateurs))
        if action.indicateurs and "realisation" not in niveaux:
            adresse = Adresse("actions", identifiant, ("indicateurs",), sur_cle=True)
            message = f"aucun indicateur de réalisation ; niveaux trouvés : {', '.join(niveaux)}"
            yield Constat(adresse, message, "ajouter un indicateur de niveau realisation : ce que l'action produit")

"""P020 : le montant d'une aide locale oublie une catégorie de ressources qui y a droit."""

from __future__ import annotations

from contrat.calculs.eligibilite.aides_locales import lister_oublis
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.erreurs import ErreurContrat
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une catégorie oubliée"
LIT = frozenset({"aides", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les catégories en vigueur que les conditions admettent et dont un barème du montant ne dit rien."""
    for identifiant, aide in dossier.aides.items():
        try:
            oublis = list(lister_oublis(aide, dossier.droit))
        except ErreurContrat as boucle:
            yield Constat(Adresse("aides", identifiant, ("conditions",)), boucle.message, boucle.aide)
            continue
        for oubli in oublis:
            message = f"rien pour la catégorie « {oubli.categorie} », qui a droit à l'aide le {dire_jour(oubli.jour)}"
            aide_a_faire = "ajouter cette catégorie, l'exclure par une condition, ou fermer la version par au"
            yield Constat(Adresse("aides", identifiant, oubli.chemin), message, aide_a_faire)

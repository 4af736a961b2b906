"""C008 : une action est réalisée sans valeur d'indicateur de réalisation."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une réalisation sans rien de mesuré"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches réalisées dont aucun indicateur de réalisation n'a de valeur."""
    for identifiant, action in dossier.actions.items():
        rangs = [rang for rang, etape in enumerate(action.historique) if etape.statut == "realisee"]
        mesures = [i for i in action.indicateurs if i.niveau == "realisation" and i.valeurs]
        if rangs and not mesures:
            adresse = Adresse("actions", identifiant, ("historique", rangs[0], "statut"))
            message = "« realisee », mais aucun indicateur de réalisation n'a de valeur"
            aide = "ajouter une valeur datée et sourcée, même 0, ou revenir à lancee"
            # Un tableur repris ne donne pas de valeurs.
            yield Constat(adresse, message, aide, informe=action.origine is not None)

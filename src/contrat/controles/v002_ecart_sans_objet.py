"""V002 : un écart est déclaré alors que les fiches retrouvent le chiffre publié."""

from __future__ import annotations

from contrat.calculs.concordance.concordance import confronter
from contrat.calculs.concordance.noms import nommer_chiffre
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un écart déclaré sans objet"
LIT = frozenset({"contrat"})


def constater(dossier: Dossier) -> Constats:
    """Les motifs d'écart à retirer : le recalcul donne maintenant le chiffre publié."""
    for concordance in confronter(dossier):
        publie = concordance.publie
        if publie.ecart is not None and concordance.est_retrouve:
            adresse = Adresse(*CONTRAT, ("publies", concordance.rang, "ecart"))
            yield Constat(
                adresse,
                f"{nommer_chiffre(concordance)} : les fiches donnent bien {nombre(publie.valeur)}",
                "retirer « ecart »",
            )

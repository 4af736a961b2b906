"""B017 : les fiches s'écartent d'un total de budget publié, et l'écart est déclaré."""

from __future__ import annotations

from contrat.calculs.concordance.concordance import confronter
from contrat.calculs.concordance.noms import nommer_chiffre
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.INFORMATION
TITRE = "un écart déclaré avec un total publié"
LIT = frozenset({"contrat"})


def constater(dossier: Dossier) -> Constats:
    """Les totaux de budget publiés que les fiches ne donnent pas, et dont l'écart est déclaré."""
    for concordance in confronter(dossier):
        publie, calcule = concordance.publie, concordance.recalcule
        if calcule is None or concordance.verdict != "ecart_declare" or not publie.mesure.startswith("budget."):
            continue
        message = (
            f"{nommer_chiffre(concordance)} : {euros(publie.valeur)} publiés, "
            f"{euros(calcule)} dans les fiches ; écart déclaré : {publie.ecart}"
        )
        adresse = Adresse(*CONTRAT, ("publies", concordance.rang, "valeur"))
        yield Constat(adresse, message, "rien à corriger si l'explication vaut encore")

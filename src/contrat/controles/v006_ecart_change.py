"""V006 : un écart déclaré ne dit pas ce que les fiches donnent."""

from __future__ import annotations

from contrat.calculs.concordance.concordance import confronter
from contrat.calculs.concordance.noms import nommer_chiffre
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "un écart déclaré pour d'autres chiffres"
LIT = frozenset({"contrat"})


def constater(dossier: Dossier) -> Constats:
    """Les écarts déclarés sans le chiffre des fiches, ou pour un autre que celui d'aujourd'hui."""
    for concordance in confronter(dossier):
        publie, trouve = concordance.publie, concordance.recalcule
        if publie.ecart is None or trouve is None or concordance.est_retrouve or publie.recalcule == trouve:
            continue
        dit = "ne dit pas ce que les fiches donnent"
        if publie.recalcule is not None:
            dit = f"a été déclaré pour {nombre(publie.recalcule)} dans les fiches"
        chiffres = f"publié {nombre(publie.valeur)}, recalculé {nombre(trouve)}"
        message = f"{nommer_chiffre(concordance)} : l'écart {dit} ; {chiffres}"
        place = ("publies", concordance.rang, "ecart" if publie.recalcule is None else "recalcule")
        aide = f"revoir le motif, puis écrire recalcule: {trouve:f}"
        yield Constat(Adresse(*CONTRAT, place), message, aide, informe=publie.recalcule is None)

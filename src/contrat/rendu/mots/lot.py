"""Les mots d'un lot."""

from __future__ import annotations

from contrat.modele.lot import EcritureFrancaise

# Ce qui a été lu comme l'écrit un tableur français.
ECRITURES: dict[EcritureFrancaise, str] = {
    "separateur": "cases séparées par des points-virgules ou des tabulations",
    "montants": "montants comme 12 840,50",
    "dates": "dates comme 20/09/2011, le jour d'abord",
}

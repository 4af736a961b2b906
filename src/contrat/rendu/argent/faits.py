"""Ce qu'une commande dit du fait qu'elle vient d'écrire."""

from __future__ import annotations

from contrat.calculs.argent.fait import FaitBudgetaire, FaitRessource, GesteDepense
from contrat.modele.plan import Ligne
from contrat.nombres import euros
from contrat.rendu.mots.argent import FAITS, GESTES
from contrat.rendu.mots.dates import dire_jour


def dire_fait(organisme: str, quoi: FaitRessource, fait: FaitBudgetaire) -> str:
    """Ce qui est arrivé à une aide, son montant s'il est dit, son jour, et l'achèvement que l'acte fixe."""
    fin = "" if fait.achevement is None else f", achèvement au {dire_jour(fait.achevement)}"
    return f"{organisme}, {FAITS[quoi]}{_dire_montant(fait)}, {dire_jour(fait.jour)}{fin}"


def dire_geste(ligne: Ligne, geste: GesteDepense, fait: FaitBudgetaire) -> str:
    """Ce qu'une dépense est devenue."""
    return f"{ligne.libelle} ({ligne.exercice}), {GESTES[geste]}{_dire_montant(fait)}"


def _dire_montant(fait: FaitBudgetaire) -> str:
    return "" if fait.montant is None else f", {euros(fait.montant)}"

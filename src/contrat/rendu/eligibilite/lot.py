"""Les réponses d'un lot en cases de CSV."""

from __future__ import annotations

from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.rendu.ecrivains.fichier_csv import desarmer

EN_TETE = ReponseLot._fields


def en_cases(reponse: ReponseLot) -> tuple[str, ...]:
    """Les cases d'une réponse : vides quand elle n'a rien à dire, les colonnes manquantes séparées par une espace."""
    montant = "" if reponse.montant is None else f"{reponse.montant:f}"
    manquants = " ".join(reponse.manquants)
    return desarmer(reponse.id), reponse.aide, reponse.categorie, reponse.verdict or "", montant, manquants

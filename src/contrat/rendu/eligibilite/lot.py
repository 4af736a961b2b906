"""Les réponses d'un lot en cases de CSV."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.calculs.eligibilite.reserves import Reserves
from contrat.modele.lot import EcritureFrancaise
from contrat.rendu.ecrivains.fichier_csv import desarmer
from contrat.rendu.mots.droit import SUPPOSEES
from contrat.rendu.mots.lot import ECRITURES
from contrat.rendu.mots.menages import dire_confusion

EN_TETE = ReponseLot._fields


def en_cases(reponse: ReponseLot) -> tuple[str, ...]:
    """Les cases d'une réponse : vides quand elle n'a rien à dire, les colonnes manquantes séparées par une espace.

    Les réserves le sont par une barre.
    """
    montant = "" if reponse.montant is None else f"{reponse.montant:f}"
    manquants = " ".join(reponse.manquants)
    reserves = " | ".join(_dire_reserves(reponse.reserves)) if reponse.reserves else ""
    return desarmer(reponse.id), reponse.aide, reponse.categorie, reponse.verdict or "", montant, manquants, reserves


def dire_ecritures(lues: Collection[EcritureFrancaise]) -> str:
    """Ce qui a été lu comme l'écrit un tableur français."""
    return f"Lu comme un tableau français : {', '.join(mot for cle, mot in ECRITURES.items() if cle in lues)}."


def _dire_reserves(reserves: Reserves) -> Iterator[str]:
    yield from (condition.libelle for condition in reserves.conditions)
    yield from (f"{SUPPOSEES[champ]}, comptées pour 0 €" for champ in reserves.supposees)
    if reserves.confusion is not None:
        yield dire_confusion(reserves.confusion)
    yield from (texte for texte in (reserves.ressources.reserve, reserves.ressources.provisoire) if texte)

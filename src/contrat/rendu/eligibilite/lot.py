"""Les réponses d'un lot en cases de CSV."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.calculs.eligibilite.reserves import Reserves
from contrat.modele.lot import EcritureFrancaise
from contrat.rendu.ecrivains.fichier_csv import desarmer
from contrat.rendu.mots.droit import SUPPOSEES
from contrat.rendu.mots.lot import ECRITURES
from contrat.rendu.mots.menages import dire_confusion

EN_TETE = ReponseLot._fields
_MONTANT = EN_TETE.index("montant")
_COMPOSEES = 1 << 16


def en_cases(reponse: ReponseLot) -> tuple[str, ...]:
    """Les cases d'une réponse : vides quand elle n'a rien à dire, les colonnes manquantes séparées par une espace.

    Les réserves le sont par une barre.
    """
    montant = dire_montant(reponse.montant)
    manquants = " ".join(reponse.manquants)
    reserves = " | ".join(_dire_reserves(reponse.reserves)) if reponse.reserves else ""
    return desarmer(reponse.id), reponse.aide, reponse.categorie, reponse.verdict or "", montant, manquants, reserves


class Redacteur:
    """Écrit des réponses en cases ; de deux réponses qui ne diffèrent que par le ménage, une seule est composée."""

    def __init__(self) -> None:
        self._composees: dict[int, tuple[ReponseLot, tuple[str, ...], tuple[str, ...]]] = {}

    def rediger(self, identifiant: str, commune: ReponseLot, montant: Decimal | None) -> tuple[str, ...]:
        """Les cases d'une réponse, d'après ce qu'elle a de commun avec d'autres et ce qui est à elle."""
        composee = self._composees.get(id(commune))
        if composee is None:
            if len(self._composees) >= _COMPOSEES:
                self._composees.clear()
            cases = en_cases(commune)
            # La réponse gardée avec ses cases ne cède son adresse à aucune autre.
            composee = self._composees[id(commune)] = commune, cases[1:_MONTANT], cases[_MONTANT + 1 :]
        _, avant, apres = composee
        return desarmer(identifiant), *avant, dire_montant(montant), *apres


def dire_montant(montant: Decimal | None) -> str:
    """Un montant au centime, ou rien."""
    return "" if montant is None else f"{montant:f}"


def dire_ecritures(lues: Collection[EcritureFrancaise]) -> str:
    """Ce qui a été lu comme l'écrit un tableur français."""
    return f"Lu comme un tableau français : {', '.join(mot for cle, mot in ECRITURES.items() if cle in lues)}."


def _dire_reserves(reserves: Reserves) -> Iterator[str]:
    yield from (condition.libelle for condition in reserves.conditions)
    yield from (f"{SUPPOSEES[champ]}, comptées pour 0 €" for champ in reserves.supposees)
    if reserves.confusion is not None:
        yield dire_confusion(reserves.confusion)
    yield from (texte for texte in (reserves.ressources.reserve, reserves.ressources.provisoire) if texte)

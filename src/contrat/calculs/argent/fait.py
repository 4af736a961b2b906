"""Un fait daté que l'usager veut noter : ce qu'il en dit, et le refus quand la fiche le contredit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from contrat.dates import dire_jour

FaitRessource = Literal[
    "sollicite", "dossier_complet", "accorde", "conventionne", "avenant", "refuse", "retire", "caduc", "encaisse",
    "reverse",
]  # fmt: skip
GesteDepense = Literal["voter", "modifier", "engager", "payer", "reporter"]


class FaitImpossible(ValueError):
    """Un fait que la fiche contredit, ou auquel il manque quelque chose ; `aide` dit le geste."""

    def __init__(self, message: str, aide: str) -> None:
        super().__init__(message)
        self.aide = aide


@dataclass(frozen=True)
class FaitBudgetaire:
    """Ce que l'usager dit d'un fait : son jour, son montant en euros, la référence de l'acte, l'exercice où il compte.

    `est_le_solde` : plus rien n'est attendu après cet encaissement. `achevement` : le jour que l'accord fixe.
    """

    jour: date
    montant: Decimal | None = None
    reference: str | None = None
    exercice: int | None = None
    est_le_solde: bool = False
    achevement: date | None = None

    @property
    def versement(self) -> dict[str, str]:
        """Une somme payée, reçue ou rendue, telle qu'elle s'écrit."""
        ecrit = {"exercice": str(self._compter()), "montant": str(exiger_une_somme(self))}
        reference = {} if self.reference is None else {"reference": self.reference}
        return ecrit | {"date": self.jour.isoformat()} | reference

    def _compter(self) -> int:
        """L'exercice où la somme compte : l'année de son jour, ou celle d'avant, que l'on finit de clore."""
        exercice = self.exercice or self.jour.year
        if exercice not in (self.jour.year, self.jour.year - 1):
            dit = f"--compte-en {exercice} : une somme du {dire_jour(self.jour)} n'y compte pas"
            raise FaitImpossible(dit, f"écrire {self.jour.year}, ou {self.jour.year - 1} ; sinon, vérifier --date")
        return exercice


def exiger_montant(fait: FaitBudgetaire) -> Decimal:
    """Le montant du fait ; lève `FaitImpossible` quand il manque."""
    if fait.montant is None:
        raise FaitImpossible("il manque --montant", "écrire --montant suivi d'un nombre comme 12840 ou 12840.50")
    return fait.montant


def exiger_une_somme(fait: FaitBudgetaire) -> Decimal:
    """Le montant de ce qui passe de main en main ; lève `FaitImpossible` quand il est nul : rien ne s'est passé."""
    montant = exiger_montant(fait)
    if not montant:
        raise FaitImpossible("--montant : 0 € ne se verse ni ne s'engage", "écrire la somme, ou ne rien noter")
    return montant

"""Confronter chaque chiffre publié à ce que les données redonnent : l'écart, et ce qu'il faut en penser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from contrat.calculs.mesures import METHODES, Methode, est_mesurable
from contrat.calculs.mesures_fiches import trouver_indicateur
from contrat.modele.contrat import Publie
from contrat.modele.dossier import Dossier

Accord = Literal["concorde", "concorde_approche", "ecart_declare", "ecart", "non_recalcule"]
ACCORDS: tuple[Accord, ...] = ("concorde", "concorde_approche", "ecart_declare", "non_recalcule", "ecart")
Empechement = Literal["fichiers", "periode"]

# « Près de », « une douzaine » : la source arrondit. Le recalcul est tenu à cinq pour cent près, et une unité
# d'écart est toujours admise : cinq pour cent d'une douzaine ne laisseraient passer que douze.
TOLERANCE_APPROCHE = Decimal("0.05")
UNE_UNITE = Decimal(1)


@dataclass(frozen=True)
class Concordance:
    """Un chiffre publié et son recalcul.

    `rang` est sa place dans le contrat. `empechement` dit pourquoi rien n'a pu être recalculé : des fichiers mal
    formés, ou une période qui finit avant de commencer, que d'autres règles signalent.
    """

    rang: int
    publie: Publie
    methode: Methode
    unite: str
    recalcule: Decimal | None
    empechement: Empechement | None = None

    @property
    def ecart(self) -> Decimal | None:
        """Le recalcul moins le chiffre publié."""
        return None if self.recalcule is None else self.recalcule - self.publie.valeur

    @property
    def tolerance(self) -> Decimal:
        """L'écart admis : aucun, sauf quand la source arrondit."""
        return max(abs(self.publie.valeur) * TOLERANCE_APPROCHE, UNE_UNITE) if self.publie.approche else Decimal(0)

    @property
    def est_retrouve(self) -> bool:
        """Vrai quand les données redonnent le chiffre publié, à la tolérance près."""
        return self.ecart is not None and abs(self.ecart) <= self.tolerance

    @property
    def accord(self) -> Accord:
        """Ce qu'il faut penser du chiffre."""
        if self.recalcule is None:
            return "non_recalcule"
        if self.est_retrouve:
            return "concorde_approche" if self.publie.approche else "concorde"
        return "ecart" if self.publie.ecart is None else "ecart_declare"

    @property
    def est_inexplique(self) -> bool:
        """Vrai quand les données ne redonnent pas le chiffre et que rien ne dit pourquoi."""
        return not self.est_retrouve and self.publie.ecart is None


@lru_cache(maxsize=1)
def confronter(dossier: Dossier) -> tuple[Concordance, ...]:
    """Confronter chaque chiffre publié, dans l'ordre du contrat ; le résultat est gardé, deux règles le demandent."""
    publies = dossier.contrat.publies if dossier.contrat else ()
    return tuple(_confronter(dossier, rang, publie) for rang, publie in enumerate(publies))


def compter_accords(concordances: Iterable[Concordance]) -> Mapping[Accord, int]:
    """Combien de chiffres pour chaque accord, zéro compris."""
    comptes = Counter(c.accord for c in concordances)
    return {accord: comptes[accord] for accord in ACCORDS}


def _confronter(dossier: Dossier, rang: int, publie: Publie) -> Concordance:
    methode = METHODES[publie.mesure]
    empechement = _empechement(dossier, publie)
    recalcule = methode.calculer(dossier, publie) if empechement is None else None
    indicateur = trouver_indicateur(dossier, publie)
    return Concordance(rang, publie, methode, indicateur.unite if indicateur else methode.unite, recalcule, empechement)


def _empechement(dossier: Dossier, publie: Publie) -> Empechement | None:
    if not publie.periode.exercices:
        return "periode"
    return None if est_mesurable(dossier, publie.mesure) else "fichiers"

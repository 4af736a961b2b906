"""Confronter chaque chiffre publié à ce que les données redonnent : l'écart, et ce qu'il faut en penser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from contrat.calculs.concordance.arrondis import tolerer
from contrat.calculs.concordance.mesures import METHODES, Methode, est_mesurable
from contrat.calculs.concordance.mesures_fiches import consolider_periode, trouver_indicateur
from contrat.modele.contrat import Publie
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureSource
from contrat.modele.suivi import Indicateur

Issue = Literal["concorde", "concorde_approche", "ecart_declare", "ecart", "non_recalcule"]
VERDICTS: tuple[Issue, ...] = ("concorde", "concorde_approche", "ecart_declare", "non_recalcule", "ecart")
Empechement = Literal["fichiers", "periode", "montants", "lignes"]


@dataclass(frozen=True)
class Concordance:
    """Un chiffre publié et son recalcul.

    `rang` est sa place dans le contrat. `natures` : celles des sources des données comptées ; une reconstitution qui
    retombe sur le chiffre prouve que les fiches se tiennent, pas qu'elles disent vrai. `empechement` dit pourquoi rien
    n'a pu être recalculé : des fichiers mal formés, ou une période qui finit avant de commencer, que d'autres règles
    signalent ; le montant de travaux d'un ménage, ou celui d'une ligne, inconnu ou d'une autre base. `aide` : le
    libellé de celle dont il s'agit.
    """

    rang: int
    publie: Publie
    methode: Methode
    unite: str
    recalcule: Decimal | None
    natures: frozenset[NatureSource]
    empechement: Empechement | None = None
    indicateur: Indicateur | None = None
    aide: str | None = None

    @property
    def ecart(self) -> Decimal | None:
        """Le recalcul moins le chiffre publié."""
        return None if self.recalcule is None else self.recalcule - self.publie.valeur

    @property
    def tolerance(self) -> Decimal:
        """L'écart admis : aucun, sauf quand la source arrondit."""
        return tolerer(self.publie.valeur) if self.publie.approche else Decimal(0)

    @property
    def est_retrouve(self) -> bool:
        """Vrai quand les données redonnent le chiffre publié, à la tolérance près."""
        return self.ecart is not None and abs(self.ecart) <= self.tolerance

    @property
    def verdict(self) -> Issue:
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


@dataclass(frozen=True)
class RapportConcordance:
    """Tous les chiffres publiés d'un contrat, confrontés à ses données."""

    dossier: Dossier
    concordances: tuple[Concordance, ...]

    @property
    def comptes(self) -> Mapping[Issue, int]:
        """Combien de chiffres pour chaque verdict, zéro compris."""
        comptes = Counter(c.verdict for c in self.concordances)
        return {verdict: comptes[verdict] for verdict in VERDICTS}

    @property
    def inexpliques(self) -> int:
        """Combien de chiffres que les données ne redonnent pas, sans que rien dise pourquoi."""
        return sum(c.est_inexplique for c in self.concordances)


@lru_cache(maxsize=1)
def confronter(dossier: Dossier) -> tuple[Concordance, ...]:
    """Confronter chaque chiffre publié, dans l'ordre du contrat ; le résultat est gardé, deux règles le demandent."""
    return tuple(_confronter(dossier, rang, publie) for rang, publie in enumerate(dossier.contrat.publies))


def confronter_contrat(dossier: Dossier) -> RapportConcordance:
    """Confronter tous les chiffres publiés du contrat."""
    return RapportConcordance(dossier, confronter(dossier))


def _confronter(dossier: Dossier, rang: int, publie: Publie) -> Concordance:
    methode = METHODES[publie.mesure]
    empechement = _empechement(dossier, publie)
    recalcule = None if empechement else methode.calculer(dossier, publie)
    if empechement is None and recalcule is None and methode.origine == "menages":
        empechement = "montants"
    if empechement is None and recalcule is None and methode.origine == "somme" and _a_des_lignes(dossier, publie):
        empechement = "lignes"
    indicateur = trouver_indicateur(dossier, publie)
    return Concordance(
        rang=rang,
        publie=publie,
        methode=methode,
        unite=indicateur.unite if indicateur else methode.unite,
        recalcule=recalcule,
        natures=frozenset() if empechement else _natures(dossier, publie, methode),
        empechement=empechement,
        indicateur=indicateur,
        aide=_nommer_aide(dossier, publie),
    )


def _a_des_lignes(dossier: Dossier, publie: Publie) -> bool:
    """Vrai quand les fiches ont des lignes de la période : si rien ne s'en somme, c'est qu'un montant manque."""
    return any(publie.action in (None, x.action) for x in consolider_periode(dossier, publie.periode.exercices).lignes)


def _nommer_aide(dossier: Dossier, publie: Publie) -> str | None:
    aides = dossier.droit_lu.aides if publie.aide is not None and dossier.droit_lu else ()
    return next((aide.libelle for aide in aides if aide.id == publie.aide), None)


def _natures(dossier: Dossier, publie: Publie, methode: Methode) -> frozenset[NatureSource]:
    """D'où viennent les données comptées : les lignes d'une somme, sinon les fiches ou les ménages."""
    if methode.origine == "somme":
        return consolider_periode(dossier, publie.periode.exercices).natures
    if methode.origine not in ("comptage", "menages", "jugement") or not methode.genres:
        return frozenset()
    return dossier.lister_natures({objet.source for objet in getattr(dossier, methode.genres[0]).values()})


def _empechement(dossier: Dossier, publie: Publie) -> Empechement | None:
    if not publie.periode.exercices:
        return "periode"
    return None if est_mesurable(dossier, publie.mesure) else "fichiers"

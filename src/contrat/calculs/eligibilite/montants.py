"""Le montant d'une aide et sa dérivation : chaque terme du calcul, pour qu'il puisse être relu."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.aide import Forfait, MontantAide, Parite, Somme, Taux

CENTIME, EURO = Decimal("0.01"), Decimal(1)
CENT = Decimal(100)


class Derivation(NamedTuple):
    """Un terme du calcul ; `resultat` est `None` quand une donnée manque."""

    genre: Literal["forfait", "taux", "parite", "somme"]
    libelle: str
    resultat: Decimal | None
    source: str = ""
    taux: Decimal | None = None
    depense: Decimal | None = None
    plafond: Decimal | None = None
    assiette: str = ""
    termes: tuple[Derivation, ...] = ()


class Assiette(NamedTuple):
    """Ce qu'un montant peut lire : la demande, ses ressources, le total des aides locales."""

    demande: Demande
    ressources: Ressources
    aides_locales: Decimal | None


def chiffrer(montant: MontantAide, assiette: Assiette) -> Derivation:
    """Calculer un montant en gardant ses termes."""
    match montant:
        case Forfait():
            return Derivation("forfait", montant.libelle, montant.montant, montant.source)
        case Taux():
            return _appliquer_taux(montant, assiette)
        case Parite():
            locales = assiette.aides_locales
            resultat = None if locales is None else min(locales, montant.plafond)
            return Derivation("parite", montant.libelle, resultat, montant.source, None, locales, montant.plafond)
        case Somme():
            termes = tuple(chiffrer(terme, assiette) for terme in montant.termes)
            connus = [t.resultat for t in termes if t.resultat is not None]
            total = sum(connus, Decimal(0)) if len(connus) == len(termes) else None
            return Derivation("somme", "", total, termes=termes)


def _appliquer_taux(montant: Taux, assiette: Assiette) -> Derivation:
    depense: Decimal | None = getattr(assiette.demande, montant.assiette)
    possibles = {montant.taux[c] for c in assiette.ressources.possibles if c in montant.taux}
    taux = possibles.pop() if len(possibles) == 1 else None
    resultat = None
    if taux is not None and depense is not None:
        resultat = min(depense, montant.plafond) * taux / CENT
    return Derivation(
        "taux", montant.libelle, resultat, montant.source, taux, depense, montant.plafond, montant.assiette
    )


def arrondir(montant: Decimal, precision: Literal["centime", "euro"]) -> Decimal:
    """Arrondir au plus proche, la moitié vers le haut."""
    pas = EURO if precision == "euro" else CENTIME
    return montant.quantize(pas, ROUND_HALF_UP).quantize(CENTIME)

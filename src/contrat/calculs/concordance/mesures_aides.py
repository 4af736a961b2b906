"""Les montants publiés d'une aide, relus dans le barème : le droit livré ou les aides locales."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.concordance.mesures_fiches import Calcul
from contrat.modele.aide import VersionAide
from contrat.modele.contrat import Publie
from contrat.modele.dossier import Dossier
from contrat.modele.montant import Forfait, MontantAide, Parite, Somme


def lire_terme(genre: type[Forfait | Parite]) -> Calcul:
    """Le calcul du forfait, ou de la limite de parité, d'une aide ; `None` si la période en connaît plusieurs."""

    def calculer(dossier: Dossier, publie: Publie) -> Decimal | None:
        termes = [t for montant in _montants(dossier, publie) for t in _termes(montant) if isinstance(t, genre)]
        valeurs = {t.montant if isinstance(t, Forfait) else t.plafond for t in termes}
        return valeurs.pop() if len(valeurs) == 1 else None

    return calculer


def _montants(dossier: Dossier, publie: Publie) -> Iterator[MontantAide]:
    """Le montant de chaque version de l'aide en vigueur un jour au moins de la période."""
    for aide in dossier.droit.aides:
        if aide.id == publie.aide:
            yield from (v.montant for v in aide.versions if _touche(v, publie.periode.exercices))


def _touche(version: VersionAide, exercices: range) -> bool:
    return version.du.year <= exercices[-1] and (version.au is None or version.au.year >= exercices[0])


def _termes(montant: MontantAide) -> Iterator[MontantAide]:
    if isinstance(montant, Somme):
        for terme in montant.termes:
            yield from _termes(terme)
    else:
        yield montant

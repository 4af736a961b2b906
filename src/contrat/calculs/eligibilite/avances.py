"""La part des aides accordées qui peut être versée avant les travaux."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.sommes import prendre
from contrat.modele.aide import Avance
from contrat.nombres import tronquer


class AvancePossible(NamedTuple):
    """L'avance d'une aide, au plus ; sans `regle` quand aucune n'a été retrouvée pour ce jour."""

    resultat: ResultatAide
    regle: Avance | None
    montant: Decimal | None


def lister_avances(jugement: Jugement) -> Iterator[AvancePossible]:
    """L'avance de chaque aide nationale aux travaux accordée, quand la catégorie du ménage y donne droit."""
    for resultat in jugement.aides:
        aide = resultat.aide
        if resultat.verdict is not Verdict.ELIGIBLE or resultat.montant is None:
            continue
        if aide.niveau != "nationale" or aide.depense != "travaux":
            continue
        regle = aide.avance_au(jugement.demande.jour)
        if regle is None:
            yield AvancePossible(resultat, None, None)
        elif not regle.categories or jugement.ressources.categorie in regle.categories:
            # Au plus cette part : un centime de trop la dépasserait.
            montant = tronquer(prendre(regle.taux, resultat.montant))
            yield AvancePossible(resultat, regle, montant)

"""Ce qu'une réponse laisse à confirmer : des conditions, des aides supposées nulles, le revenu retenu."""

from __future__ import annotations

from typing import NamedTuple

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.montants import AideDeclaree
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.calculs.eligibilite.verdicts import sous_reserve
from contrat.modele.communes import Confusion


class Reserves(NamedTuple):
    """Les conditions à confirmer, les aides supposées nulles, le code de commune douteux ; le revenu a les siennes.

    `ttc_sous_ht` : un des deux montants de travaux est faux.
    """

    conditions: tuple[ResultatCondition, ...]
    supposees: tuple[AideDeclaree, ...]
    ressources: Ressources
    confusion: Confusion | None
    ttc_sous_ht: bool


def relever_reserves(
    resultat: ResultatAide, ressources: Ressources, confusion: Confusion | None, *, ttc_sous_ht: bool
) -> Reserves | None:
    """Les réserves d'une aide accordée ou à vérifier ; rien pour une aide fermée au ménage."""
    if not resultat.verdict.est_ouvert:
        return None
    supposees = resultat.derivation.supposees if resultat.montant_possible is not None else ()
    return Reserves(tuple(sous_reserve(resultat.conditions)), supposees, ressources, confusion, ttc_sous_ht)

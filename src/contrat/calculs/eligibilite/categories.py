"""Ce que vaudrait une aide accordée dans une catégorie plus modeste : pour qui peut attendre son prochain avis."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.moteur import Jugement, juger
from contrat.modele.bareme import Bareme


class PlusModeste(NamedTuple):
    """Un revenu d'une catégorie plus modeste, au plus, et le montant, plus fort, que l'aide aurait alors."""

    rfr: Decimal
    montant: Decimal


def chercher_plus_modestes(jugement: Jugement, bareme: Bareme) -> Mapping[str, tuple[PlusModeste, ...]]:
    """Par aide accordée, les catégories plus modestes que celle du ménage où elle vaudrait plus, en jugeant de nouveau.

    Rien quand la catégorie n'est pas sûre ; les plafonds, en euros, sont ceux du jour de la demande.
    """
    ressources = jugement.ressources
    revenu = ressources.rfr
    if not ressources.est_sure or revenu is None:
        return {}
    trouvees: dict[str, list[PlusModeste]] = {}
    for plafond in ressources.plafonds.values():
        if plafond.bas is None or plafond.bas >= revenu:
            continue
        autre = jugement.demande.model_copy(update={"revenus": {ressources.annee: plafond.bas}})
        for avant, apres in zip(jugement.aides, juger(autre, bareme).aides, strict=True):
            # Seule une aide accordée a un montant.
            if avant.montant is not None and apres.montant is not None and avant.montant < apres.montant:
                trouvees.setdefault(avant.aide.id, []).append(PlusModeste(plafond.bas, apres.montant))
    return {code: tuple(modestes) for code, modestes in trouvees.items()}

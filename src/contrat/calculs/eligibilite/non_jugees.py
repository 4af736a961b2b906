"""Les aides que l'outil nomme sans les juger : celles qui peuvent concerner un ménage le jour de sa demande."""

from __future__ import annotations

from typing import NamedTuple

from contrat.calculs.eligibilite.moteur import Jugement
from contrat.modele.bareme import Bareme
from contrat.modele.fondement import s_applique
from contrat.modele.non_jugee import AideNonJugee, Concernes, Conseil


class Ailleurs(NamedTuple):
    """Ce qui existe à côté des aides jugées : d'autres aides, et qui renseigne sur toutes."""

    aides: tuple[AideNonJugee, ...]
    conseils: tuple[Conseil, ...]


def chercher_ailleurs(jugement: Jugement, bareme: Bareme) -> Ailleurs:
    """Les aides ouvertes ce jour-là que rien de ce qu'on sait du ménage n'écarte."""
    jour = jugement.demande.jour
    aides = (a for a in bareme.non_jugees.aides if s_applique(a, jour) and _concerne(a.concerne, jugement))
    return Ailleurs(tuple(aides), tuple(c for c in bareme.non_jugees.conseils if s_applique(c, jour)))


def _concerne(concernes: Concernes, jugement: Jugement) -> bool:
    """Dire si rien n'écarte le ménage : une donnée inconnue n'écarte pas."""
    for champ, admises in concernes:
        if champ == "categorie":
            connues: set[str] = set(jugement.ressources.possibles)
        elif champ == "nature" and jugement.demande.nature is not None:
            connues = {jugement.demande.nature, *(travaux.nature for travaux in jugement.demande.autres_travaux)}
        else:
            connues = {getattr(jugement.demande, champ)} - {None}
        if admises and connues and not connues & set(admises):
            return False
    return True

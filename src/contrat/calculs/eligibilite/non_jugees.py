"""Les aides que l'outil nomme sans les juger : celles qui peuvent concerner un ménage le jour de sa demande."""

from __future__ import annotations

from contrat.calculs.eligibilite.moteur import Jugement
from contrat.modele.bareme import Bareme
from contrat.modele.fondement import s_applique
from contrat.modele.non_jugee import Concernes, NonJugees


def chercher_ailleurs(jugement: Jugement, bareme: Bareme) -> NonJugees:
    """Les aides ouvertes ce jour-là que rien de ce qu'on sait du ménage n'écarte, et qui renseigne sur toutes."""
    jour, toutes = jugement.demande.jour, bareme.non_jugees
    aides = tuple(a for a in toutes.aides if s_applique(a, jour) and _concerne(a.concerne, jugement))
    conseils = tuple(c for c in toutes.conseils if s_applique(c, jour))
    return toutes.model_copy(update={"aides": aides, "conseils": conseils})


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

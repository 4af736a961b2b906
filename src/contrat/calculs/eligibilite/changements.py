"""Ce qui changerait un verdict : le plus petit changement d'une donnée, ou de deux, prouvé en jugeant de nouveau."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide, ouvrir
from contrat.calculs.eligibilite.propositions import Proposition, manquantes, proposer
from contrat.modele.bareme import Bareme

# Au-delà de trois conditions qui manquent, deux changements n'y suffiraient pas : inutile de les essayer tous.
_MANQUES = 3


# Les données dont le changement rend l'aide accordée : une seule, ou deux qui n'y suffisent qu'ensemble.
Changement = tuple[Proposition, ...]


def chercher(jugement: Jugement, resultat: ResultatAide, bareme: Bareme) -> tuple[Changement, ...]:
    """Les changements qui rendraient cette aide accordée : d'une seule donnée, sinon de deux ensemble.

    Vide quand l'aide est acquise, ou quand ni un ni deux changements n'y suffisent.
    """
    if resultat.verdict is Verdict.ELIGIBLE:
        return ()
    if resultat.travaux is not None:
        jugement = jugement._replace(demande=jugement.demande.model_copy(update=dict(resultat.travaux)))
    propositions = proposer(jugement, resultat, bareme)
    seuls: dict[str, Changement] = {}
    for proposition in propositions:
        if proposition.champ not in seuls and _retourne(jugement, resultat, bareme, (proposition,)):
            seuls[proposition.champ] = (proposition,)
    if seuls or len(list(manquantes(jugement, resultat))) > _MANQUES:
        return tuple(seuls.values())
    for deux in combinations(propositions, 2):
        if deux[0].champ != deux[1].champ and _retourne(jugement, resultat, bareme, deux):
            return (deux,)
    return ()


def _retourne(jugement: Jugement, resultat: ResultatAide, bareme: Bareme, changement: Changement) -> bool:
    modifie: dict[str, Any] = {}
    for proposition in changement:
        modifie |= proposition.modifie
    demande = jugement.demande.model_copy(update=modifie)
    if not bareme.couvre(demande.jour):
        return False
    return ouvrir(demande, bareme).juger(resultat.aide.id) is Verdict.ELIGIBLE

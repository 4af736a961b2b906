"""Ce que le moteur a déjà répondu : pour chaque condition, ce que donnent les traits qu'elle lit.

Une réponse est un nombre dont chaque bit dit une chose : « ou » de deux réponses, celle des deux conditions ensemble.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from contrat.calculs.eligibilite.conditions import ResultatCondition, evaluer
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.manquants import champs_a_confirmer, champs_bloquants
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.rapide.menages import retenir
from contrat.calculs.eligibilite.rapide.traits import Ligne, Trait
from contrat.calculs.eligibilite.verdicts import Juge, conclure, porte_sur_autre_chose, sous_reserve
from contrat.modele.condition import Condition
from contrat.modele.lot import COLONNES
from contrat.modele.montant import MontantAide

_ETATS = (Etat.HORS_CHAMP, Etat.NON_JUGE, Etat.NON_REMPLIE, Etat.A_VERIFIER)
_ETAT = {etat: 1 << rang for rang, etat in enumerate(_ETATS)} | {Etat.REMPLIE: 0}
_AUTRE_CHOSE = 1 << len(_ETATS)
# Les bits qui décident du verdict ; au-dessus, la réserve, puis ce qui manque au verdict, puis ce qui la lèverait.
DECIDE = 2 * _AUTRE_CHOSE - 1
RESERVE = DECIDE + 1
# Ce qui se lit de chaque aide avant d'en lire le détail : ce qui décide, la réserve, et si elle sert ce ménage.
BREF = DECIDE | RESERVE
ABSENTE = RESERVE << 1
LARGEUR = ABSENTE.bit_length()
_MANQUANTS = RESERVE.bit_length()
_CHAMPS = (*COLONNES, "gestes")
_BITS = {champ: 1 << rang for rang, champ in enumerate(_CHAMPS)}
TOUS = (1 << len(_CHAMPS)) - 1
VERDICTS = tuple(
    conclure((e for e in _ETATS if _ETAT[e] & bits), paie_autre_chose=bool(bits & _AUTRE_CHOSE))
    for bits in range(DECIDE + 1)
)
OUVERTES = tuple(verdict.est_ouvert for verdict in VERDICTS)
REFUSEE = _ETAT[Etat.NON_REMPLIE]


def en_bits(champs: Iterable[str]) -> int:
    """Des champs à remplir, un bit pour chacun ; ce que le lot ne peut pas fournir n'en a pas."""
    bits = 0
    for champ in champs:
        bits |= _BITS.get(champ, 0)
    return bits


def en_champs(bits: int) -> list[str]:
    """Les champs que disent ces bits."""
    return [champ for champ in _CHAMPS if bits & _BITS[champ]]


def manquants(reponse: int) -> int:
    """Les bits de ce qui manque pour rendre un verdict certain."""
    return reponse >> _MANQUANTS & TOUS if VERDICTS[reponse & DECIDE] is Verdict.INDETERMINE else 0


class TableTenue:
    """Les réponses d'une condition, par les traits qu'elle lit ; `renvois` : les autres aides qu'elle lit."""

    def __init__(
        self, condition: Condition, montant: MontantAide, traits: tuple[Trait, ...], places: tuple[int, ...]
    ) -> None:
        self.condition = condition
        self.montant = montant
        self.traits = traits
        self.places = places
        self.renvois = [trait.champ for trait in traits if trait.genre == "aide"]
        self.lire: Callable[[Ligne], Any] = itemgetter(*places) if places else lambda _: None
        self.reponses: dict[Any, int] = {}
        self.reserves: dict[Any, tuple[ResultatCondition, ...]] = {}

    def apprendre(self, cle: Any, juge: Juge, jugement: Jugement) -> int:
        """Demander au moteur, et retenir ce qu'il répond."""
        resultat = evaluer(self.condition, juge.contexte._replace(montant=self.montant))
        resultats = () if resultat.est_sans_objet else (resultat,)
        reserves = tuple(sous_reserve(resultats))
        reponse = RESERVE if reserves else 0
        for r in resultats:
            reponse |= _ETAT[r.compte] | (_AUTRE_CHOSE if porte_sur_autre_chose((r,)) else 0)
        reponse |= en_bits(champs_bloquants(resultats, jugement)) << _MANQUANTS
        reponse |= en_bits(champs_a_confirmer(resultats, jugement)) << _MANQUANTS + len(_CHAMPS)
        retenir(self.reponses, cle, reponse)
        retenir(self.reserves, cle, reserves)
        return reponse

"""La logique des réponses : un « non » certain l'emporte sur un inconnu, un inconnu sur un « oui ».

Avant elle, la portée : une aide qui n'existe pas là n'a pas d'autre réponse, et de qui l'outil ne juge pas, il ne dit
ni oui ni non.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Etat(StrEnum):
    """L'état d'une condition."""

    REMPLIE = "remplie"
    NON_REMPLIE = "non_remplie"
    A_VERIFIER = "a_verifier"
    HORS_CHAMP = "hors_champ"
    NON_JUGE = "non_juge"


class Verdict(StrEnum):
    """La réponse pour une aide."""

    ELIGIBLE = "eligible"
    NON_ELIGIBLE = "non_eligible"
    INDETERMINE = "indetermine"
    HORS_CHAMP = "hors_champ"
    NON_JUGE = "non_juge"

    @property
    def est_ouvert(self) -> bool:
        """Vrai quand l'aide peut encore être obtenue : accordée ou à vérifier."""
        return self in (Verdict.ELIGIBLE, Verdict.INDETERMINE)


VERDICTS = {
    Etat.REMPLIE: Verdict.ELIGIBLE,
    Etat.NON_REMPLIE: Verdict.NON_ELIGIBLE,
    Etat.A_VERIFIER: Verdict.INDETERMINE,
    Etat.HORS_CHAMP: Verdict.HORS_CHAMP,
    Etat.NON_JUGE: Verdict.NON_JUGE,
}
ETATS = {verdict: etat for etat, verdict in VERDICTS.items()}


_DE_TOUTES = (Etat.HORS_CHAMP, Etat.NON_JUGE, Etat.NON_REMPLIE, Etat.A_VERIFIER, Etat.REMPLIE)
_D_UNE = (Etat.REMPLIE, Etat.A_VERIFIER, Etat.NON_JUGE, Etat.NON_REMPLIE, Etat.HORS_CHAMP)


def toutes(etats: Iterable[Etat]) -> Etat:
    """L'état de conditions toutes exigées ; sans condition, elles sont remplies."""
    vus = tuple(etats)
    return next((etat for etat in _DE_TOUTES if etat in vus), Etat.REMPLIE)


def une_parmi(etats: Iterable[Etat]) -> Etat:
    """L'état de conditions dont une suffit ; sans condition, aucune n'est remplie."""
    vus = tuple(etats)
    return next((etat for etat in _D_UNE if etat in vus), Etat.NON_REMPLIE)


def trancher(oui: bool, non: bool) -> Etat:
    """L'état quand on sait que c'est oui, que c'est non, ou ni l'un ni l'autre."""
    if oui:
        return Etat.REMPLIE
    return Etat.NON_REMPLIE if non else Etat.A_VERIFIER

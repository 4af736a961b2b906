"""La logique à trois valeurs : un « non » certain l'emporte sur un inconnu, un inconnu sur un « oui »."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Etat(StrEnum):
    """L'état d'une condition."""

    REMPLIE = "remplie"
    NON_REMPLIE = "non_remplie"
    A_VERIFIER = "a_verifier"


class Verdict(StrEnum):
    """La réponse pour une aide."""

    ELIGIBLE = "eligible"
    NON_ELIGIBLE = "non_eligible"
    INDETERMINE = "indetermine"


VERDICTS = {
    Etat.REMPLIE: Verdict.ELIGIBLE,
    Etat.NON_REMPLIE: Verdict.NON_ELIGIBLE,
    Etat.A_VERIFIER: Verdict.INDETERMINE,
}
ETATS = {verdict: etat for etat, verdict in VERDICTS.items()}


def toutes(etats: Iterable[Etat]) -> Etat:
    """L'état de conditions toutes exigées."""
    vus = set(etats)
    if Etat.NON_REMPLIE in vus:
        return Etat.NON_REMPLIE
    return Etat.A_VERIFIER if Etat.A_VERIFIER in vus else Etat.REMPLIE


def une_parmi(etats: Iterable[Etat]) -> Etat:
    """L'état de conditions dont une suffit."""
    vus = set(etats)
    if Etat.REMPLIE in vus:
        return Etat.REMPLIE
    return Etat.A_VERIFIER if Etat.A_VERIFIER in vus else Etat.NON_REMPLIE


def trancher(oui: bool, non: bool) -> Etat:
    """L'état quand on sait que c'est oui, que c'est non, ou ni l'un ni l'autre."""
    if oui:
        return Etat.REMPLIE
    return Etat.NON_REMPLIE if non else Etat.A_VERIFIER

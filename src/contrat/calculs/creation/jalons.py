"""Où se range un jalon dans l'histoire du contrat ou d'une action, du plus ancien au plus récent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contrat.calculs.argent.fait import FaitImpossible
from contrat.calculs.moments import precede
from contrat.dates import dire_moment
from contrat.modele.saisie import Saisie
from contrat.modele.suivi import Jalon


@dataclass(frozen=True)
class JalonNote:
    """Ce qu'il faut écrire pour noter un jalon ; `deplace` : le rang qu'il quitte, et celui qu'il prend d'abord."""

    saisies: tuple[Saisie, ...]
    deplace: tuple[int, int] | None = None


def noter_jalon(liste: tuple[str, ...], jalons: Sequence[Jalon], entree: Mapping[str, Any]) -> JalonNote:
    """Un jalon de plus, à sa date ; celui de même libellé qui n'était que prévu est fait, à la date où il l'est.

    Lève `FaitImpossible` quand le jalon est déjà là.
    """
    dates = [jalon.fait or jalon.prevu for jalon in jalons]
    deja = next((rang for rang, jalon in enumerate(jalons) if jalon.libelle == entree["libelle"]), None)
    if deja is None:
        rang = _ranger(entree.get("fait") or entree["prevu"], dates)
        return JalonNote((Saisie((*liste, rang), dict(entree)) if jalons else Saisie(liste, [dict(entree)]),))
    _refuser(jalons[deja], entree)
    rang, autres = deja, [*dates[:deja], *dates[deja + 1 :]]
    if not _est_a_sa_place(entree["fait"], autres, deja):
        rang = _ranger(entree["fait"], autres)
    champs = {cle: valeur for cle, valeur in entree.items() if getattr(jalons[deja], cle) != valeur}
    saisies = tuple(Saisie((*liste, rang, cle), valeur) for cle, valeur in champs.items())
    return JalonNote(saisies, (deja, rang) if rang != deja else None)


def _refuser(jalon: Jalon, entree: Mapping[str, Any]) -> None:
    """Un jalon fait, ou encore à faire, ne change pas de date ici."""
    if jalon.fait is not None or "fait" not in entree:
        raise FaitImpossible(f"le jalon « {jalon.libelle} » est déjà noté", "le corriger dans son fichier")
    if jalon.prevu is not None and entree.get("prevu", jalon.prevu) != jalon.prevu:
        dit = f"le jalon « {jalon.libelle} » est déjà prévu : {dire_moment(jalon.prevu)}"
        raise FaitImpossible(dit, "retirer --prevu, ou le corriger dans son fichier")


def _ranger(date: str, dates: Sequence[str | None]) -> int:
    """Le rang du premier jalon d'après."""
    return next((rang for rang, autre in enumerate(dates) if autre and precede(date, autre)), len(dates))


def _est_a_sa_place(date: str, autres: Sequence[str | None], rang: int) -> bool:
    """Dire si une date suit toutes celles d'avant ce rang et précède les autres."""
    avant, apres = (filter(None, cote) for cote in (autres[:rang], autres[rang:]))
    return not any(precede(date, autre) for autre in avant) and not any(precede(autre, date) for autre in apres)

"""Où se range un jalon dans l'histoire du contrat ou d'une action, du plus ancien au plus récent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contrat.calculs.argent.faits import FaitImpossible
from contrat.calculs.moments import precede
from contrat.modele.saisie import Saisie
from contrat.modele.suivi import Jalon


def noter_jalon(liste: tuple[str, ...], jalons: Sequence[Jalon], entree: Mapping[str, Any]) -> list[Saisie]:
    """Un jalon de plus, à sa date ; celui de même libellé qui n'était que prévu est fait.

    Lève `FaitImpossible` quand le jalon est déjà là.
    """
    deja = next((rang for rang, jalon in enumerate(jalons) if jalon.libelle == entree["libelle"]), None)
    if deja is not None:
        if jalons[deja].fait is not None or "fait" not in entree:
            raise FaitImpossible(f"le jalon « {entree['libelle']} » est déjà noté", "le corriger dans son fichier")
        autres = {cle: valeur for cle, valeur in entree.items() if cle not in ("libelle", "prevu", "source")}
        return [Saisie((*liste, deja, cle), valeur) for cle, valeur in autres.items()]
    date = entree.get("fait") or entree["prevu"]
    dates = [jalon.fait or jalon.prevu for jalon in jalons]
    rang = next((rang for rang, autre in enumerate(dates) if autre and precede(date, autre)), len(jalons))
    return [Saisie((*liste, rang), dict(entree)) if jalons else Saisie(liste, [dict(entree)])]

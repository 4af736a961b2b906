"""C029 : une cible ne se juge pas, ou le sens de l'indicateur la contredit."""

from __future__ import annotations

from contrat.calculs.actions.mesure import A_JUGER, sens_de
from contrat.controles.indicateurs import placer
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une cible dont le sens manque ou se contredit"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les cibles qui vont contre le sens dit, et celles dont rien ne dit si plus ou moins vaut mieux."""
    for place in placer(dossier):
        indicateur = place.indicateur
        base, cible = indicateur.base, indicateur.cible
        if cible is None or indicateur.niveau not in A_JUGER:
            continue
        if sens_de(indicateur) is None:
            message = (
                f"rien ne dit si plus ou moins de « {indicateur.libelle} » vaut mieux : la cible ne sera pas jugée"
            )
            yield Constat(place.situer("cible"), message, "écrire `sens: hausse` ou `sens: baisse`")
        elif base is not None and indicateur.sens is not None:
            vers = "hausse" if cible.valeur > base.valeur else "baisse"
            if base.valeur != cible.valeur and vers != indicateur.sens:
                message = f"du départ {base.valeur} à la cible {cible.valeur}, c'est une {vers}"
                yield Constat(place.situer("sens"), message, "corriger le sens, le départ ou la cible")

"""P022 : la somme des nombres d'une aide livrée n'est pas son total de contrôle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from contrat.controles.droit.situer import GENRE, lire_champs
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.aide import Aide
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "une somme de montants qui n'est pas son total de contrôle"
LIT = frozenset({"droit_livre"})
# L'ordre d'affichage n'est pas du droit.
_SANS_DROIT = frozenset({"rang"})


def constater(dossier: Dossier) -> Constats:
    """De chaque fichier d'aide, les taux, forfaits, plafonds et seuils font ensemble le total écrit à la relecture."""
    aides = {fichier.removeprefix("aides/"): (fichier, aide) for fichier, aide in dossier.droit_livre.aides.items()}
    ecrits = {total.fichier: total.somme for total in dossier.droit_livre.regles.totaux}
    for nom, (fichier, aide) in aides.items():
        trouve = additionner(aide)
        if nom not in ecrits:
            message = f"aucun total de contrôle : la somme de ses nombres est {nombre(trouve)}"
            aide_ = f"les relire sur les textes, puis écrire dans regles.yaml : {{fichier: {nom}, somme: {trouve}}}"
            yield Constat(Adresse(GENRE, fichier, ("id",)), message, aide_)
        elif ecrits[nom] != trouve:
            ecart = trouve - ecrits[nom]
            message = f"la somme de ses nombres est {nombre(trouve)}, le total de contrôle {nombre(ecrits[nom])}"
            geste = f"chercher ce qui a changé de {nombre(abs(ecart))}, le relire sur le texte, puis écrire {trouve}"
            yield Constat(Adresse(GENRE, fichier, ("id",)), message, geste)
    for rang, total in enumerate(dossier.droit_livre.regles.totaux):
        if total.fichier not in aides:
            adresse = Adresse(GENRE, "regles", ("totaux", rang, "fichier"))
            yield Constat(
                adresse, f"aucun fichier d'aide ne s'appelle {total.fichier}", "corriger le nom, ou le retirer"
            )


def additionner(aide: Aide) -> Decimal:
    """La somme de tous les nombres d'une aide : taux, forfaits, plafonds, quantités, seuils."""
    return sum((n for _, nom, valeur in lire_champs(aide) if nom not in _SANS_DROIT for n in _lire(valeur)), Decimal(0))


def _lire(valeur: Any) -> Iterator[Decimal]:
    for element in valeur.values() if isinstance(valeur, Mapping) else (valeur,):
        if isinstance(element, int | Decimal) and not isinstance(element, bool):
            yield Decimal(element)

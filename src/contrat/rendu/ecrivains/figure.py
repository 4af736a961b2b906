"""Les barres d'une figure : des longueurs en parts de la plus grande, que le gabarit n'a plus qu'à écrire."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contrat.nombres import DIXIEME, arrondir
from contrat.rendu.ecrivains.valeurs import ecrire, lire
from contrat.rendu.page import Figure

LONGUEUR = Decimal(100)


@dataclass(frozen=True)
class Barre:
    """Une barre : son nom, sa valeur écrite, sa longueur en centièmes de la plus longue, sa place de haut en bas."""

    libelle: str
    valeur: str
    longueur: Decimal
    place: int


def tracer(figure: Figure) -> list[Barre]:
    """Une barre par rangée chiffrée ; les totaux, qui écraseraient les autres, n'en ont pas."""
    nom, mesure = figure.tableau.colonnes[0], figure.tableau.colonnes[figure.mesure]
    rangees = [r for r in figure.tableau.rangees if not r.est_intertitre and not r.est_total]
    cases = [(ecrire(nom, r.cellules[0]), r.cellules[figure.mesure]) for r in rangees]
    chiffrees = [(libelle, case, _chiffre(lire(mesure, case)[0])) for libelle, case in cases]
    connues = [(libelle, case, valeur) for libelle, case, valeur in chiffrees if valeur is not None and valeur > 0]
    plus_longue = max((valeur for _, _, valeur in connues), default=LONGUEUR)
    return [
        Barre(libelle, ecrire(mesure, case), arrondir(valeur * LONGUEUR / plus_longue, DIXIEME), i)
        for i, (libelle, case, valeur) in enumerate(connues)
    ]


def _chiffre(valeur: object) -> Decimal | None:
    return Decimal(valeur) if isinstance(valeur, int | Decimal) else None

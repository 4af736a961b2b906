"""Faire une figure d'un tableau : son texte dit d'abord ce que l'image montre."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.rendu.ecrivains.valeurs import ecrire, lire
from contrat.rendu.page import Bloc, Figure, Rangee, Tableau

# Le début du nom d'une marche qui en détaille une autre.
DETAIL = "dont "


def montrer(quoi: str, tableau: Tableau, mesures: tuple[int, ...] = (1,)) -> Figure:
    """La figure ; son texte finit par la rangée la plus longue de la première mesure, et par sa valeur."""
    places = list(_chiffrees(tableau, mesures[0]))
    if not places:
        return Figure(quoi, tableau, mesures)
    rangee = max(places, key=lambda place: place[0])[1]
    de_quoi = f", {tableau.colonnes[mesures[0]].entete.lower()}" if len(mesures) > 1 else ""
    return Figure(f"{quoi} ; en tête{de_quoi} : {_dire(tableau, rangee, mesures[0])}", tableau, mesures)


def montrer_au_besoin(quoi: str, tableau: Tableau, mesures: tuple[int, ...] = (1,)) -> Bloc:
    """La figure ; le seul tableau, quand rien n'y est chiffré : une image vide ne montrerait rien."""
    return montrer(quoi, tableau, mesures) if any(_chiffrees(tableau, mesures[0])) else tableau


def montrer_une_suite(quoi: str, tableau: Tableau) -> Figure:
    """La figure d'un entonnoir ; son texte dit d'où il part et où il arrive, sans ce qui détaille une marche."""
    places = [r for _, r in _chiffrees(tableau, 1) if not ecrire(tableau.colonnes[0], r.cellules[0]).startswith(DETAIL)]
    if len(places) < len(("début", "fin")):
        return Figure(quoi, tableau)
    debut, fin = (_dire(tableau, rangee, 1) for rangee in (places[0], places[-1]))
    return Figure(f"{quoi} : de « {debut} » à « {fin} »", tableau)


def _chiffrees(tableau: Tableau, mesure: int) -> Iterator[tuple[Decimal, Rangee]]:
    """Les rangées que l'image montre."""
    for rangee in tableau.rangees:
        if not (rangee.est_intertitre or rangee.est_total):
            valeur = lire(tableau.colonnes[mesure], rangee.cellules[mesure])[0]
            if isinstance(valeur, int | Decimal) and valeur > 0:
                yield Decimal(valeur), rangee


def _dire(tableau: Tableau, rangee: Rangee, mesure: int) -> str:
    nom, valeur = (ecrire(tableau.colonnes[rang], rangee.cellules[rang]) for rang in (0, mesure))
    return f"{nom}, {valeur}"

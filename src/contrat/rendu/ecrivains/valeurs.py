"""Écrire une valeur d'un tableau selon le genre de sa colonne, pour un lecteur ou pour un autre programme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contrat.nombres import INSECABLE, decimal_nu, euros, nombre, pourcent, taux
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.page import Cellule, Colonne, Genre, Intervalle, Rangee, Tableau, Valeur
from contrat.rendu.typographie import aplanir

ABSENT = "—"


def lire(colonne: Colonne, case: Valeur | Cellule) -> tuple[Valeur, Genre]:
    """La valeur d'une case et son genre : celui de la case, sinon celui de la colonne."""
    if isinstance(case, Cellule):
        return case.valeur, case.genre or colonne.genre
    return case, colonne.genre


def ecrire(colonne: Colonne, case: Valeur | Cellule) -> str:
    """Une case telle qu'on la lit, ses nombres tenus par des espaces insécables ; un tiret quand rien n'est connu."""
    valeur, genre = lire(colonne, case)
    texte = _ecrire(valeur, genre)
    if colonne.a_signe and isinstance(valeur, int | Decimal) and valeur > 0:
        texte = f"+{texte}"
    if isinstance(case, Cellule):
        texte = f"{case.avant}{texte}{INSECABLE if case.apres else ''}{case.apres}"
    return texte


def _ecrire(valeur: Valeur, genre: Genre) -> str:
    if valeur is None:
        return ABSENT
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, str):
        return aplanir(valeur)
    if isinstance(valeur, date):
        return dire_jour(valeur)
    if isinstance(valeur, Intervalle):
        return _borner(valeur, genre)
    return str(valeur) if genre == "rang" else _chiffrer(Decimal(valeur), genre)


def _borner(intervalle: Intervalle, genre: Genre) -> str:
    bas, haut = intervalle.bas, intervalle.haut
    if bas is None:
        return ABSENT if haut is None else f"au plus {_chiffrer(haut, genre)}"
    if haut is None:
        return f"au moins {_chiffrer(bas, genre)}"
    return f"{_chiffrer(bas, genre)} à {_chiffrer(haut, genre)}"


def _chiffrer(valeur: Decimal, genre: Genre) -> str:
    if genre == "euros":
        return euros(valeur, insecable=True)
    if genre == "moyenne":
        return decimal_nu(valeur).replace(".", ",")
    if genre == "part":
        return pourcent(valeur, insecable=True)
    return taux(valeur, insecable=True) if genre == "taux" else nombre(valeur, insecable=True)


def ecrire_nue(colonne: Colonne, case: Valeur | Cellule) -> str:
    """Une case pour un autre programme : montants à deux décimales, jours ISO ; vide quand rien n'est connu."""
    valeur, _ = lire(colonne, case)
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        return decimal_nu(valeur)
    if isinstance(valeur, Intervalle):
        return "..".join("" if borne is None else decimal_nu(borne) for borne in (valeur.bas, valeur.haut))
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)


def ecrire_rangee(tableau: Tableau, rangee: Rangee) -> list[str]:
    """Les cases d'une rangée telles qu'on les lit ; un intertitre n'a que la première."""
    colonnes = tableau.colonnes[: len(rangee.cellules)]
    return [ecrire(colonne, case) for colonne, case in zip(colonnes, rangee.cellules, strict=True)]

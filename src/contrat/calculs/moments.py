"""Comparer des dates connues à l'année, au mois ou au jour, sans leur prêter une précision qu'elles n'ont pas."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def precede(avant: str, apres: str) -> bool:
    """Vrai quand une date est sûrement avant l'autre : `2010-02` précède `2010-03`, pas `2010`."""
    return avant[: len(apres)] < apres[: len(avant)]


def est_passe(moment: str, exercice: int) -> bool:
    """Vrai quand une date tombe au plus tard à la fin de l'exercice."""
    return int(moment[:4]) <= exercice


def coincide(une: str, autre: str) -> bool:
    """Vrai quand deux dates peuvent être la même : `2010-02` et `2010-02-15`."""
    return une[: len(autre)] == autre[: len(une)]


def premier_jour(moment: str) -> date:
    """Le premier jour que couvre une date : le 1er janvier pour `2010`."""
    return date.fromisoformat(moment + "-01-01"[len(moment) - len("AAAA") :])


def dernier_jour(moment: str) -> date:
    """Le dernier jour que couvre une date : le 28 février 2010 pour `2010-02`."""
    debut = premier_jour(moment)
    if len(moment) == len("AAAA"):
        return date(debut.year, 12, 31)
    if len(moment) == len("AAAA-MM"):
        return debut.replace(day=monthrange(debut.year, debut.month)[1])
    return debut


def jours_couverts(moment: str) -> tuple[date, date]:
    """Le premier et le dernier jour que couvre une date."""
    return premier_jour(moment), dernier_jour(moment)


def ajouter_mois(jour: date, mois: int) -> date:
    """Le même quantième, des mois plus tard ; le dernier jour du mois quand ce quantième n'y existe pas."""
    annee, rang = divmod(jour.month - 1 + mois, 12)
    annee, rang = jour.year + annee, rang + 1
    return date(annee, rang, min(jour.day, monthrange(annee, rang)[1]))

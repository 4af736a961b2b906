"""Les jours où le droit change : entre deux d'entre eux, toutes les demandes se jugent de même."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from contrat.modele.bareme import Bareme
from contrat.modele.base import ANNEES

_LENDEMAIN = timedelta(1)


def lister_ruptures(*objets: Any) -> list[date]:
    """Le premier jour et le lendemain du dernier jour de tout ce qui est daté dans ces objets."""
    return sorted({jour for objet in objets for jour in _ruptures(objet)})


def _ruptures(objet: Any) -> Iterator[date]:
    if isinstance(objet, tuple | list):
        parties: Any = objet
    elif isinstance(objet, Mapping):
        parties = objet.values()
    elif isinstance(objet, BaseModel):
        parties = vars(objet).values()
    elif is_dataclass(objet):
        parties = [getattr(objet, champ.name) for champ in fields(objet)]
    else:
        return
    du, au = getattr(objet, "du", None), getattr(objet, "au", None)
    if isinstance(du, date):
        yield du
    if isinstance(au, date):
        yield au + _LENDEMAIN
    for partie in parties:
        yield from _ruptures(partie)


def ruptures_du_droit(bareme: Bareme) -> list[date]:
    """Tous les jours où une demande identique peut recevoir une autre réponse que la veille.

    L'année civile en est un, parce que le droit compte les années de revenus depuis elle ; le jour où l'avis
    d'imposition est réputé paru, et la fin de l'encadrement provisoire des plafonds, aussi.
    """
    annees = range(min(table.du for table in bareme.tables).year, int(ANNEES[1]) + 1)
    jours = {date(annee, 1, 1) for annee in annees}
    for parution in {regle.parution for regle in bareme.regles.revenus} - {None}:
        jours |= {_lendemain(annee, str(parution)) for annee in annees}
    if bareme.regles.provisoire is not None:
        limite = timedelta(bareme.regles.provisoire.jours)
        jours |= {table.au + limite + _LENDEMAIN for table in bareme.tables if table.au}
    dates = lister_ruptures(bareme.tables, bareme.aides, bareme.regles, bareme.communes, bareme.protocoles)
    return sorted(jours | set(dates))


def _lendemain(annee: int, jour_de_l_annee: str) -> date:
    """Le premier jour de l'année qui suit celui-ci, écrit MM-JJ ; le 29 février n'existe pas toujours."""
    jour = date(annee, int(jour_de_l_annee[:2]), 1)
    while jour.strftime("%m-%d") <= jour_de_l_annee:
        jour += _LENDEMAIN
    return jour

"""Ce que les indices et les plafonds publiés démontrent des tables de fourchettes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from contrat.calculs.bareme.encadrement import Preuve, encadrer
from contrat.calculs.bareme.indexation import Cases, Epreuve, deplier, suivre
from contrat.modele.bareme import TablePlafonds
from contrat.modele.droit_livre import DroitLivre
from contrat.modele.encadrement import Encadrement
from contrat.modele.indexation import CASES


class Demonstration(NamedTuple):
    """Ce qu'une date de tables contient : des fourchettes, des plafonds exacts, les suites qui les démontrent."""

    du: date
    fourchettes: int
    exacts: int
    modeles: int


class Verification(NamedTuple):
    """Ce que les tables prouvent d'elles-mêmes, à un jour."""

    jour: date
    epreuves: list[Epreuve]
    encadrees: list[Demonstration]


def verifier(droit: DroitLivre, jour: date) -> Verification:
    """Éprouver chaque passage d'une table à la suivante, et ce que l'encadrement refait."""
    epreuves = suivre(droit.tables, droit.indexation)
    return Verification(jour, epreuves, demontrer(droit.tables, droit.encadrement))


def demontrer(tables: list[TablePlafonds], encadrement: Encadrement) -> list[Demonstration]:
    """Les tables que l'encadrement refait, par date, toutes zones ensemble."""
    modeles = refaire(tables, encadrement).modeles
    demontrees = []
    for jour in sorted({table.du for table in tables if est_encadree(table, encadrement)}):
        exacts = len(deplier_au(tables, jour))
        cases = sum(len(table.lignes) for table in tables if table.du == jour) * len(CASES)
        demontrees.append(Demonstration(jour, cases - exacts, exacts, modeles))
    return demontrees


def refaire(tables: Iterable[TablePlafonds], encadrement: Encadrement) -> Preuve:
    """Toutes les suites d'indices et d'arrondis qui mènent aux plafonds exacts de l'arrivée."""
    return encadrer(encadrement, tuple(sorted(deplier_au(tables, encadrement.arrivee).items())))


def deplier_au(tables: Iterable[TablePlafonds], jour: date) -> Cases:
    """Les cases exactes des tables qui commencent ce jour-là."""
    return deplier(table for table in tables if table.du == jour)


def est_encadree(table: TablePlafonds, encadrement: Encadrement) -> bool:
    """Vrai pour une table que l'encadrement refait."""
    return date(encadrement.depart, 12, 31) < table.du <= encadrement.arrivee

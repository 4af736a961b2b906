"""Prouver une table de plafonds par la précédente : un seul coefficient doit expliquer toutes les cases.

Arrêté du 24 mai 2013, article 5 : au 1er janvier, chaque plafond est multiplié par un indice, puis arrondi à l'euro
supérieur. Une case `n`, tirée de `a`, borne donc le coefficient : `(n - 1) / a < c <= n / a`. Si ces intervalles ont
une partie commune, les deux tables se prouvent l'une l'autre ; une faute de frappe la vide presque toujours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from contrat.modele.bareme import TablePlafonds
from contrat.modele.fondement import Categorie, Zone
from contrat.modele.indexation import CASES, Arrondi, Indexation, NomCase, Passage

DEMI = Fraction(1, 2)


class Case(NamedTuple):
    """L'adresse d'un plafond dans les tables d'une période."""

    zone: Zone
    categorie: Categorie
    nom: NomCase


Cases = Mapping[Case, Decimal]


class Intervalle(NamedTuple):
    """Des coefficients possibles ; l'arrondi supérieur comprend la borne haute, l'arrondi au plus proche la basse."""

    bas: Fraction
    haut: Fraction

    @property
    def est_vide(self) -> bool:
        """Vrai quand aucun coefficient ne convient : une borne sur deux est toujours exclue."""
        return self.bas >= self.haut


class Ecart(NamedTuple):
    """Une case que le passage n'explique pas, et la valeur qu'il lui donnerait."""

    case: Case
    valeur: Decimal
    attendue: Decimal
    motif: str


class Epreuve(NamedTuple):
    """Ce que l'on sait du passage d'une période à la suivante.

    `seuls` est faux quand plusieurs coefficients expliquent autant de cases : la faute est dans l'un des écarts.
    """

    du: date
    coefficient: Intervalle | None
    conformes: int
    comptees: int
    reconduites: int
    exceptions: int
    ecarts: tuple[Ecart, ...]
    exceptions_inutiles: tuple[Case, ...]
    seuls: bool = True


def deplier(tables: Iterable[TablePlafonds]) -> dict[Case, Decimal]:
    """Les plafonds exacts de ces tables, case par case ; un plafond seulement encadré ne prouve rien."""
    return {
        Case(table.zone, ligne.categorie, nom): seuil.bas
        for table in tables
        for ligne in table.lignes
        for nom, seuil in zip(CASES, (*ligne.plafonds, ligne.supplement), strict=True)
        if seuil.bas is not None and seuil.est_exact
    }


def borner(avant: Decimal, apres: Decimal, arrondi: Arrondi) -> Intervalle:
    """Les coefficients qui mènent d'une valeur à l'autre, exactement."""
    bas, haut = (apres - 1, apres) if arrondi == "superieur" else (apres - Decimal("0.5"), apres + Decimal("0.5"))
    return Intervalle(Fraction(bas) / Fraction(avant), Fraction(haut) / Fraction(avant))


def indexer(avant: Decimal, coefficient: Intervalle, arrondi: Arrondi) -> Decimal:
    """La valeur que donnent ces coefficients."""
    if arrondi == "superieur":
        return Decimal(ceil(coefficient.haut * Fraction(avant)))
    return Decimal(floor(coefficient.bas * Fraction(avant) + DEMI))


def _communs(bornes: Mapping[Case, Intervalle]) -> list[tuple[Intervalle, frozenset[Case]]]:
    """Les coefficients qui expliquent le plus de cases, chacun avec ces cases ; un seul quand tout concorde."""
    tout = Intervalle(max(b.bas for b in bornes.values()), min(b.haut for b in bornes.values()))
    if not tout.est_vide:
        return [(tout, frozenset(bornes))]
    # Le plus grand nombre d'intervalles se recouvrent juste au-dessus de la borne basse de l'un d'eux.
    groupes = {frozenset(c for c, b in bornes.items() if b.bas <= x.bas < b.haut) for x in bornes.values()}
    taille = max(map(len, groupes))
    trouves = []
    for groupe in sorted((g for g in groupes if len(g) == taille), key=sorted):
        choix = [bornes[case] for case in groupe]
        trouves.append((Intervalle(max(b.bas for b in choix), min(b.haut for b in choix)), groupe))
    return trouves


def eprouver(avant: Cases, apres: Cases, du: date, passage: Passage | None) -> Epreuve:
    """Chercher le coefficient d'un passage et les cases qui y dérogent, exceptions déclarées mises à part."""
    arrondi: Arrondi = passage.arrondi if passage else "superieur"
    declarees = {Case(e.zone, e.categorie, e.case): e.valeur for e in passage.exceptions} if passage else {}
    reconduites = passage.reconduites if passage else ()
    communes = [case for case in apres if case in avant]
    figees = [case for case in communes if case.categorie in reconduites and case not in declarees]
    indexees = [case for case in communes if case.categorie not in reconduites and case not in declarees]
    ecarts = [Ecart(c, apres[c], avant[c], "reconduite") for c in figees if apres[c] != avant[c]]
    ecarts += [Ecart(c, apres[c], v, "exception") for c, v in declarees.items() if c in apres and apres[c] != v]
    solutions = _communs({c: borner(avant[c], apres[c], arrondi) for c in indexees}) if indexees else []
    suspects = {}
    for coefficient, groupe in solutions:
        for case in indexees:
            if case not in groupe and case not in suspects:
                attendue = indexer(avant[case], coefficient, arrondi)
                suspects[case] = Ecart(case, apres[case], attendue, "coefficient")
    coefficient = solutions[0][0] if solutions else None
    return Epreuve(
        du=du,
        coefficient=coefficient,
        conformes=len(solutions[0][1]) if solutions else 0,
        comptees=len(indexees),
        reconduites=len(figees),
        exceptions=len(declarees),
        ecarts=(*ecarts, *suspects.values()),
        exceptions_inutiles=tuple(_inutiles(avant, apres, coefficient, arrondi, declarees)),
        seuls=len(solutions) <= 1,
    )


def _inutiles(
    avant: Cases, apres: Cases, coefficient: Intervalle | None, arrondi: Arrondi, declarees: Iterable[Case]
) -> Iterator[Case]:
    """Les exceptions dont la case n'existe pas, ou que le coefficient explique comme les autres."""
    for case in declarees:
        if case not in avant or case not in apres:
            yield case
        elif coefficient is not None:
            seul = borner(avant[case], apres[case], arrondi)
            commun = Intervalle(max(seul.bas, coefficient.bas), min(seul.haut, coefficient.haut))
            if not commun.est_vide:
                yield case


def suivre(tables: Sequence[TablePlafonds], indexation: Indexation) -> list[Epreuve]:
    """Éprouver tous les passages, d'une période à la suivante, depuis que la règle existe."""
    jours = sorted({table.du for table in tables if table.du >= indexation.depuis})
    passages = {passage.du: passage for passage in indexation.passages}
    cases = {jour: deplier(t for t in tables if t.du == jour) for jour in jours}
    return [eprouver(cases[avant], cases[apres], apres, passages.get(apres)) for avant, apres in pairwise(jours)]

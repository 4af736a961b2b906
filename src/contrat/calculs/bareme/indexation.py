"""Prouver une table de plafonds par la précédente : un seul coefficient doit expliquer toutes les cases.

Arrêté du 24 mai 2013, article 5 : au 1er janvier, chaque plafond est multiplié par un indice, puis arrondi à l'euro
supérieur. Une case `n`, tirée de `a`, borne donc le coefficient : `(n - 1) / a < c <= n / a`. Si ces intervalles ont
une partie commune, les deux tables se prouvent l'une l'autre ; une faute de frappe la vide presque toujours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from contrat.modele.bareme import TablePlafonds
from contrat.modele.fondement import Categorie, Zone, est_en_vigueur
from contrat.modele.indexation import CASES, Arrondi, Indexation, NomCase, Passage

DEMI = Fraction(1, 2)
VEILLE = timedelta(days=1)


class Case(NamedTuple):
    """L'adresse d'un plafond dans les tables d'une période."""

    zone: Zone
    categorie: Categorie
    nom: NomCase


Cases = Mapping[Case, int]


class IntervalleCoefficient(NamedTuple):
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
    valeur: int
    attendue: int
    motif: str


class Epreuve(NamedTuple):
    """Ce que l'on sait du passage d'une période à la suivante.

    `seuls` est faux quand plusieurs coefficients expliquent autant de cases : la faute est dans l'un des écarts.
    """

    du: date
    coefficient: IntervalleCoefficient | None
    conformes: int
    comptees: int
    reconduites: int
    exceptions: int
    ecarts: tuple[Ecart, ...]
    exceptions_inutiles: tuple[Case, ...]
    seuls: bool


def deplier(tables: Iterable[TablePlafonds]) -> dict[Case, int]:
    """Les plafonds exacts de ces tables, case par case ; un plafond seulement encadré ne prouve rien."""
    return {
        Case(table.zone, ligne.categorie, nom): int(seuil.bas)
        for table in tables
        for ligne in table.lignes
        for nom, seuil in zip(CASES, (*ligne.plafonds, ligne.supplement), strict=True)
        if seuil.bas and seuil.est_exact
    }


def borner(avant: int, apres: int, arrondi: Arrondi) -> IntervalleCoefficient:
    """Les coefficients qui mènent d'une valeur à l'autre, exactement."""
    if arrondi == "superieur":
        return IntervalleCoefficient(Fraction(apres - 1, avant), Fraction(apres, avant))
    return IntervalleCoefficient(Fraction(2 * apres - 1, 2 * avant), Fraction(2 * apres + 1, 2 * avant))


def indexer(avant: int, coefficient: IntervalleCoefficient, arrondi: Arrondi) -> int:
    """La valeur que donnent ces coefficients."""
    if arrondi == "superieur":
        return ceil(coefficient.haut * avant)
    return floor(coefficient.bas * avant + DEMI)


def _communs(bornes: Mapping[Case, IntervalleCoefficient]) -> list[tuple[IntervalleCoefficient, frozenset[Case]]]:
    """Les coefficients qui expliquent le plus de cases, chacun avec ces cases ; un seul quand tout concorde."""
    tout = IntervalleCoefficient(max(b.bas for b in bornes.values()), min(b.haut for b in bornes.values()))
    if not tout.est_vide:
        return [(tout, frozenset(bornes))]
    trouves = []
    for debut in _les_plus_couverts(bornes.values()):
        groupe = frozenset(case for case, b in bornes.items() if b.bas <= debut < b.haut)
        choix = [bornes[case] for case in groupe]
        trouves.append((IntervalleCoefficient(debut, min(b.haut for b in choix)), groupe))
    return trouves


def _les_plus_couverts(bornes: Iterable[IntervalleCoefficient]) -> list[Fraction]:
    """Les débuts d'intervalle à partir desquels le plus d'intervalles se recouvrent."""
    # À égalité, une fin passe avant un début : les intervalles qui se touchent n'ont rien en commun.
    bords = sorted(bord for b in bornes for bord in ((b.bas, 1), (b.haut, -1)))
    profondeur, plus_grande, debuts = 0, 0, list[Fraction]()
    for place, pas in bords:
        profondeur += pas
        if profondeur > plus_grande:
            plus_grande, debuts = profondeur, []
        if pas > 0 and profondeur == plus_grande:
            debuts.append(place)
    return debuts


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
    suspects: dict[Case, Ecart] = {}
    for essai, groupe in solutions:
        for case in indexees:
            if case not in groupe:
                attendue = indexer(avant[case], essai, arrondi)
                suspects.setdefault(case, Ecart(case, apres[case], attendue, "coefficient"))
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
    avant: Cases, apres: Cases, coefficient: IntervalleCoefficient | None, arrondi: Arrondi, declarees: Iterable[Case]
) -> Iterator[Case]:
    """Les exceptions dont la case n'existe pas, ou que le coefficient explique comme les autres."""
    for case in declarees:
        if case not in avant or case not in apres:
            yield case
        elif coefficient is not None:
            seul = borner(avant[case], apres[case], arrondi)
            commun = IntervalleCoefficient(max(seul.bas, coefficient.bas), min(seul.haut, coefficient.haut))
            if not commun.est_vide:
                yield case


def suivre(tables: Sequence[TablePlafonds], indexation: Indexation) -> list[Epreuve]:
    """Éprouver tous les passages, d'une période à la suivante, depuis que la règle existe."""
    passages = {passage.du: passage for passage in indexation.passages}
    epreuves = []
    for jour in sorted({table.du for table in tables if table.du > indexation.depuis}):
        avant = deplier(t for t in tables if est_en_vigueur(t, jour - VEILLE))
        apres = deplier(t for t in tables if t.du == jour)
        epreuves.append(eprouver(avant, apres, jour, passages.get(jour)))
    return epreuves

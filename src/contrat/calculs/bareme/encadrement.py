"""Encadrer des plafonds perdus : tout ce que les indices et les arrondis possibles donnent entre deux points publiés.

Une révision multiplie un plafond par le rapport de deux indices, puis l'arrondit. Un modèle est un choix d'indices et
d'arrondis ; il est gardé s'il mène tous les points publiés aux points publiés. La fourchette d'un plafond réunit ce que
donnent tous les modèles gardés.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise, product
from math import ceil, floor
from typing import NamedTuple

from contrat.calculs.bareme.indexation import Case
from contrat.modele.encadrement import Encadrement

CENT = 100
DEMI_CENTIEME = Fraction(1, 200)


class Bande(NamedTuple):
    """Le plus petit et le plus grand plafond possibles, en euros."""

    bas: int
    haut: int


class Revision(NamedTuple):
    """Une révision annuelle : d'un plafond `a`, elle fait la partie entière de `(a × fois + plus) / par`."""

    fois: int
    par: int
    plus: int

    def appliquer(self, plafond: int) -> int:
        """Le plafond de l'année suivante."""
        return (plafond * self.fois + self.plus) // self.par

    def remonter(self, bande: Bande) -> Bande:
        """Les plafonds de l'année d'avant qui mènent dans cette bande ; `bas` dépasse `haut` quand il n'y en a pas."""
        return Bande(self._premier(bande.bas), self._premier(bande.haut + 1) - 1)

    def _premier(self, plafond: int) -> int:
        """Le plus petit plafond que la révision mène à celui-ci ou au-delà."""
        return -((self.plus - plafond * self.par) // self.fois)


Modele = tuple[Revision, ...]


class Preuve(NamedTuple):
    """Les fourchettes démontrées, par année et par case, et le nombre de modèles qui les donnent."""

    modeles: int
    bandes: Mapping[tuple[int, Case], Bande]


@cache
def encadrer(encadrement: Encadrement, connus: tuple[tuple[Case, int], ...]) -> Preuve:
    """Les fourchettes de chaque année, d'après les plafonds connus de la table d'arrivée."""
    arrivee = dict(connus)
    anciens = {Case(a.zone, a.categorie, a.case): a.valeur for a in encadrement.anciens}
    deduites = {Case(r.zone, r.de, case) for r in encadrement.rapports for case in r.deduites}
    temoins = sorted({valeur for case, valeur in arrivee.items() if case not in deduites})
    trajets = [(anciens[case], arrivee[case]) for case in anciens if case in arrivee]
    modeles = [
        modele
        for modele in _proposer(encadrement)
        if all(_descendre(avant, modele)[-1] == apres for avant, apres in trajets)
        and all(_est_possible(temoin, modele) for temoin in temoins)
    ]
    trouvees: dict[tuple[int, Case], Bande] = {}
    for modele in modeles:
        for case, valeur in arrivee.items():
            for recul, bande in enumerate(_remonter(valeur, modele)):
                _reunir(trouvees, (encadrement.arrivee.year - recul, case), bande)
        for case in anciens.keys() - arrivee.keys():
            for rang, valeur in enumerate(_descendre(anciens[case], modele)):
                _reunir(trouvees, (encadrement.depart + rang, case), Bande(valeur, valeur))
    return Preuve(len(modeles), trouvees | _diviser(encadrement, trouvees))


def _proposer(encadrement: Encadrement) -> Iterator[Modele]:
    """Tous les choix d'indices, de précision du coefficient et d'arrondis, avant de les éprouver."""
    pas = 10**encadrement.decimales
    for indices in _choisir_indices(encadrement):
        exacts = list(pairwise(indices))
        arrondis = [((apres * pas * 2 + avant) // (avant * 2), pas) for avant, apres in exacts]
        for rapports in ([(apres, avant) for avant, apres in exacts], arrondis):
            yield from product(*([_superieur(n, d), _proche(n, d), _inferieur(n, d)] for n, d in rapports))


def _superieur(fois: int, par: int) -> Revision:
    return Revision(fois, par, par - 1)


def _proche(fois: int, par: int) -> Revision:
    return Revision(2 * fois, 2 * par, par)


def _inferieur(fois: int, par: int) -> Revision:
    return Revision(fois, par, 0)


def _choisir_indices(encadrement: Encadrement) -> Iterator[tuple[int, ...]]:
    """Les suites d'indices d'octobre, en centièmes, qu'une même clé de passage relie dans les deux bases."""
    cle = _communs(_borner_cle(lu.base_1998, lu.base_2015) for lu in encadrement.lus)
    possibles = []
    for octobre in encadrement.octobres:
        centiemes = Fraction(octobre.base_2015) * CENT
        # Les deux indices sont arrondis au centième : les voisins comptent, et la clé écarte les autres.
        voisins = range(floor(centiemes * cle[0]) - 1, ceil(centiemes * cle[1]) + 2)
        essais = [(k, _borner_cle(Decimal(k) / CENT, octobre.base_2015)) for k in voisins]
        possibles.append([(k, bornes) for k, bornes in essais if _concordent([cle, bornes])])
    for choix in product(*possibles):
        if _concordent([cle, *(bornes for _, bornes in choix)]):
            yield (*(k for k, _ in choix), int(encadrement.dernier * CENT))


def _borner_cle(base_1998: Decimal, base_2015: Decimal) -> tuple[Fraction, Fraction]:
    """Les clés de passage possibles, chacun des deux indices étant arrondi au centième."""
    ancien, nouveau = Fraction(base_1998), Fraction(base_2015)
    return (ancien - DEMI_CENTIEME) / (nouveau + DEMI_CENTIEME), (ancien + DEMI_CENTIEME) / (nouveau - DEMI_CENTIEME)


def _communs(bornes: Iterable[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    bas, haut = zip(*bornes, strict=True)
    return max(bas), min(haut)


def _concordent(bornes: list[tuple[Fraction, Fraction]]) -> bool:
    bas, haut = _communs(bornes)
    return bas <= haut


def _descendre(plafond: int, modele: Modele) -> list[int]:
    """Un plafond ancien, porté d'année en année."""
    return list(accumulate(modele, lambda valeur, revision: revision.appliquer(valeur), initial=plafond))


def _remonter(plafond: int, modele: Modele) -> Iterator[Bande]:
    """Un plafond d'arrivée, remonté d'année en année tant qu'un plafond y mène."""
    bande = Bande(plafond, plafond)
    for revision in reversed(modele):
        yield bande
        bande = revision.remonter(bande)
        if bande.bas > bande.haut:
            return
    yield bande


def _est_possible(plafond: int, modele: Modele) -> bool:
    return len(list(_remonter(plafond, modele))) > len(modele)


def _reunir(trouvees: dict[tuple[int, Case], Bande], cle: tuple[int, Case], bande: Bande) -> None:
    deja = trouvees.get(cle, bande)
    trouvees[cle] = Bande(min(deja.bas, bande.bas), max(deja.haut, bande.haut))


def _diviser(encadrement: Encadrement, trouvees: Mapping[tuple[int, Case], Bande]) -> dict[tuple[int, Case], Bande]:
    """Les cases qu'aucun point ne donne, et qui sont la moitié d'une autre à quelques euros près."""
    ajoutees = {}
    for moitie in encadrement.moities:
        for (annee, case), bande in trouvees.items():
            cle = annee, case._replace(categorie=moitie.categorie)
            if case.categorie == moitie.de and cle not in trouvees:
                marge = moitie.marge_supplement if case.nom == "supplement" else moitie.marge
                ajoutees[cle] = Bande(-(-bande.bas // 2) - marge, bande.haut // 2 + marge)
    return ajoutees

"""La fonction Python d'un programme calcule ce que SQL calculerait, l'inconnu compris."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.eligibilite.compilation import constructions as c
from contrat.calculs.eligibilite.compilation import expressions as x
from contrat.calculs.eligibilite.compilation.programme import Definition, Programme
from contrat.calculs.eligibilite.compilation.python import rendre
from tests.calculs.eligibilite.compilation.evaluation import est_vraie, evaluer

A, B = x.ColonneLue("a"), x.ColonneLue("b")
petits = st.integers(0, 3)
feuilles: st.SearchStrategy[Any] = st.one_of(st.sampled_from([A, B]), st.builds(x.Nombre, st.none() | petits))


def conditions(entiers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    simples = st.one_of(
        st.sampled_from([x.VRAI, x.FAUX, x.NULLE]),
        st.builds(c.comparer, entiers, st.sampled_from(["=", "<", "<="]), entiers),
        st.builds(c.est_parmi, entiers, st.sets(petits)),
        st.builds(c.est_nul, entiers),
    )
    suites = st.lists(simples, max_size=3)
    return st.one_of(
        simples, st.builds(c.non, simples), suites.map(lambda s: c.toutes(*s)), suites.map(lambda s: c.non(c.une(*s)))
    )


def _composer(entiers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(c.operer, entiers, st.sampled_from(["+", "-", "*", "|", "&"]), entiers),
        st.builds(c.choisir, st.lists(st.tuples(conditions(entiers), entiers), max_size=3), entiers),
        st.builds(c.chercher, entiers, st.dictionaries(petits, petits)),
        st.builds(c.plus_petit, feuilles, entiers),
        st.builds(c.plus_grand, entiers, feuilles),
    )


entiers = st.recursive(feuilles, _composer, max_leaves=8)
lignes = st.fixed_dictionaries({"a": st.none() | petits, "b": st.none() | petits})


Ligne = dict[str, int | None]


def preparer(entier: x.Entier, douteuse: x.Condition) -> Callable[[Ligne], int | None]:
    """De quoi calculer la valeur d'une étape, rendue en Python."""
    etape = x.EtapeLue("e0", not x.peut_etre_nul(entier))
    programme = Programme((Definition("e0", entier, None),), douteuse, etape, x.ZERO, x.ZERO, x.ZERO, (), (), True)
    juger = rendre(programme, ["a", "b"])

    def lire(ligne: Ligne) -> int | None:
        jugee = juger([ligne["a"], ligne["b"], None])
        return -1 if jugee is None else jugee[0][0]

    return lire


def calculer(entier: x.Entier, douteuse: x.Condition, ligne: Ligne) -> int | None:
    """La valeur d'une étape sur une ligne."""
    return preparer(entier, douteuse)(ligne)


@given(entiers, lignes)
def test_un_entier_vaut_ce_que_sql_en_dirait(entier: x.Entier, ligne: dict[str, int | None]) -> None:
    assert calculer(entier, x.FAUX, ligne) == evaluer(entier, ligne)


@given(conditions(entiers), lignes)
def test_une_condition_nulle_ne_choisit_ni_elle_ni_son_contraire(
    condition: x.Condition, ligne: dict[str, int | None]
) -> None:
    attendue = {True: 1, False: 2, None: 3}[est_vraie(condition, ligne)]
    cas = x.Cas(((condition, x.Nombre(1)), (x.Non(condition), x.Nombre(2))), x.Nombre(3))
    assert calculer(cas, x.FAUX, ligne) == attendue
    assert calculer(x.ZERO, condition, ligne) == (-1 if attendue == 1 else 0)


def test_chaque_genre_sur_toutes_les_petites_valeurs() -> None:
    """Ce que le hasard ne ferait pas toujours : chaque comparaison et son contraire, deux inconnus dans un calcul."""
    douteux = [x.Cas(((x.EstNul(cote), x.INCONNU),), x.Operation("+", cote, c.UN)) for cote in (A, B)]
    gauche, droite = douteux
    relations: tuple[x.Relation, ...] = ("=", "<", "<=")
    testees: list[x.Condition] = [
        x.Compare(relation, *cotes) for relation in relations for cotes in ((A, B), (gauche, B))
    ]
    testees += [x.Compare("=", A, c.UN), x.Compare("=", gauche, x.Nombre(2)), x.Compare("<", gauche, droite)]
    testees += [x.Appartient(gauche, (1, 2)), x.EstNul(gauche), x.EstNul(x.Operation("-", gauche, droite))]
    testees += [genre((x.Compare("<", A, B), x.Compare("<=", A, c.UN))) for genre in (x.ToutesVraies, x.UneVraie)]
    connu = x.Non(x.EstNul(A))
    testees += [x.ToutesVraies((connu, x.Appartient(A, (0, 2)))), x.ToutesVraies((connu, x.Compare("=", A, c.UN)))]
    valeurs: list[x.Entier] = [x.Operation("-", gauche, droite), x.Table(gauche, ((1, 5), (2, 7)))]
    lues: list[Ligne] = [{"a": a, "b": b} for a in (None, 0, 1, 2) for b in (None, 0, 1, 2)]
    for condition in (*testees, *map(x.Non, testees)):
        cas = x.Cas(((condition, x.Nombre(1)), (x.Non(condition), x.Nombre(2))), x.Nombre(3))
        attendus = [{True: 1, False: 2, None: 3}[est_vraie(condition, ligne)] for ligne in lues]
        assert list(map(preparer(cas, x.FAUX), lues)) == attendus
    for valeur in valeurs:
        assert list(map(preparer(valeur, x.FAUX), lues)) == [evaluer(valeur, ligne) for ligne in lues]


def test_une_etape_gardee_que_tous_demandent_vient_avec_sa_garde() -> None:
    garde = x.EtapeLue("e0", True)
    definitions = (
        Definition("e0", c.un_si(c.comparer(A, "=", c.UN)), None),
        Definition("e1", x.Operation("+", B, c.UN), garde),
    )
    programme = Programme(definitions, x.FAUX, x.EtapeLue("e1", False), x.ZERO, x.ZERO, x.ZERO, (), (), True)
    assert rendre(programme, ["a", "b"])([1, 2, None]) == ((3, ()), None)

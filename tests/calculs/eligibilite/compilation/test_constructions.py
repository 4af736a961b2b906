"""Ce qui est connu d'avance se replie : il n'en reste rien à calculer, ni en Python ni en SQL."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.compilation import constructions as c
from contrat.calculs.eligibilite.compilation import expressions as x
from contrat.calculs.eligibilite.compilation.expressions import FAUX, INCONNU, NULLE, VRAI, ZERO, Nombre

A, B, SURE = x.ColonneLue("a"), x.ColonneLue("b"), x.EtapeLue("e0", est_sure=True)
EGAL, NUL = x.Compare("=", A, c.UN), x.EstNul(B)
DEUX = Nombre(2)
OPERATIONS: dict[x.Operateur, int] = {"+": 9, "-": 5, "*": 14, "//": 3, "|": 7, "&": 2}
RELATIONS: dict[x.Relation, set[int]] = {"=": {1}, "<": {2}, "<=": {1, 2}}
NEUTRES: tuple[x.Operateur, ...] = ("+", "|", "-")


@pytest.mark.parametrize(
    ("construite", "attendue"),
    [
        *[(c.operer(Nombre(7), signe, DEUX), Nombre(n)) for signe, n in OPERATIONS.items()],
        (c.operer(ZERO, "+", INCONNU), INCONNU),
        (c.operer(INCONNU, "*", ZERO), INCONNU), (c.operer(A, "*", INCONNU), INCONNU),
        (c.operer(INCONNU, "-", A), INCONNU),
        *[(c.operer(A, signe, ZERO), A) for signe in NEUTRES],
        *[(c.operer(ZERO, signe, A), A) for signe in NEUTRES[:2]],
        (c.operer(ZERO, "-", A), x.Operation("-", ZERO, A)), (c.operer(A, "*", ZERO), x.Operation("*", A, ZERO)),
        (c.operer(A, "+", c.UN), x.Operation("+", A, c.UN)), (c.operer(A, "+", B), x.Operation("+", A, B)),
        (c.operer(A, "*", c.UN), A), (c.operer(c.UN, "*", A), A), (c.operer(A, "*", DEUX), x.Operation("*", A, DEUX)),
        (c.operer(DEUX, "*", x.Cas(((EGAL, DEUX),), c.UN)), x.Cas(((EGAL, Nombre(4)),), DEUX)),
        (c.operer(x.Cas(((EGAL, A),), c.UN), "*", DEUX), x.Operation("*", x.Cas(((EGAL, A),), c.UN), DEUX)),
        (c.operer(x.Cas(((EGAL, c.UN),), A), "*", DEUX), x.Operation("*", x.Cas(((EGAL, c.UN),), A), DEUX)),
        (c.reunir([]), ZERO), (c.reunir([A]), A), (c.reunir([INCONNU, c.UN]), c.UN),
        (c.reunir([c.UN, A, Nombre(5), B]), x.Operation("|", x.Operation("|", Nombre(5), A), B)),
        (c.choisir([], A), A), (c.choisir([(FAUX, B), (NULLE, B)], A), A), (c.choisir([(VRAI, B), (EGAL, A)], A), B),
        (c.choisir([(EGAL, B), (FAUX, A), (VRAI, A), (NUL, B)], ZERO), x.Cas(((EGAL, B),), A)),
        (c.choisir([(EGAL, A), (NUL, A)], A), A),
        # Ce qui ne se lit que sous une condition la sait vraie, et son contraire faux.
        *[
            (c.choisir([(condition, ecrite)], ZERO), x.Cas(((condition, lue),), ZERO))
            for condition, ecrite, lue in (
                (EGAL, x.Cas(((EGAL, B), (NUL, A)), A), B),
                (EGAL, x.Cas(((x.Non(EGAL), B), (NUL, A)), B), x.Cas(((NUL, A),), B)),
                (x.Non(EGAL), x.Cas(((EGAL, B),), A), A),
                (EGAL, x.Cas(((NUL, B), (EGAL, A)), B), x.Cas(((NUL, B), (EGAL, A)), B)),
            )
        ],
        (c.choisir([(EGAL, A), (NUL, B)], A), x.Cas(((EGAL, A), (NUL, B)), A)),
        (c.chercher(c.UN, {1: 3}), Nombre(3)), (c.chercher(c.UN, {2: 3}), INCONNU), (c.chercher(INCONNU, {}), INCONNU),
        (c.chercher(A, {}), INCONNU), (c.chercher(A, {2: 3, 1: 4}), x.Table(A, ((1, 4), (2, 3)))),
        (c.un_si(EGAL), x.Cas(((EGAL, c.UN),), ZERO)), (c.un_si(VRAI), c.UN), (c.vaut_un(A), EGAL),
        (c.comparer(A, "<", INCONNU), NULLE), (c.comparer(INCONNU, "=", INCONNU), NULLE),
        *[
            (c.comparer(c.UN, relation, Nombre(n)), c.tranchee(vraie))
            for relation, vraies in RELATIONS.items()
            for n, vraie in enumerate(n in vraies for n in range(3))
        ],
        (c.comparer(A, "<", c.UN), x.Compare("<", A, c.UN)), (c.comparer(c.UN, "<", A), x.Compare("<", c.UN, A)),
        (c.est_parmi(A, []), FAUX), (c.est_parmi(INCONNU, [1]), NULLE), (c.est_parmi(c.UN, [1, 2]), VRAI),
        (c.est_parmi(c.UN, [2]), FAUX), (c.est_parmi(A, [1, 1]), EGAL),
        (c.est_parmi(A, [40, 1, 33, 1]), x.Appartient(A, (1, 33, 40))),
        (c.est_nul(INCONNU), VRAI), (c.est_nul(ZERO), FAUX), (c.est_nul(SURE), FAUX), (c.est_nul(B), NUL),
        (c.non(VRAI), FAUX), (c.non(FAUX), VRAI), (c.non(NULLE), NULLE), (c.non(EGAL), x.Non(EGAL)),
        (c.non(x.Non(EGAL)), EGAL),
        (c.toutes(), VRAI), (c.toutes(VRAI, EGAL), EGAL), (c.toutes(EGAL, FAUX), FAUX),
        (c.toutes(EGAL, VRAI, NUL, EGAL), x.ToutesVraies((EGAL, NUL))), (c.toutes(NUL, NUL), NUL),
        (c.une(), FAUX), (c.une(FAUX, EGAL), EGAL), (c.une(EGAL, VRAI), VRAI),
        (c.une(EGAL, FAUX, NUL), x.UneVraie((EGAL, NUL))),
        (c.plus_petit(c.UN, DEUX), c.UN), (c.plus_petit(DEUX, c.UN), c.UN), (c.plus_petit(INCONNU, c.UN), INCONNU),
        (c.plus_grand(c.UN, DEUX), DEUX), (c.plus_grand(DEUX, c.UN), DEUX), (c.plus_grand(c.UN, INCONNU), INCONNU),
        (c.plus_petit(SURE, c.UN), x.Cas(((x.Compare("<", SURE, c.UN), SURE),), c.UN)),
        (c.plus_grand(SURE, c.UN), x.Cas(((x.Compare("<", SURE, c.UN), c.UN),), SURE)),
    ],
)  # fmt: skip
def test_ce_qui_est_connu_se_replie(construite: Any, attendue: Any) -> None:
    assert construite == attendue


def test_ce_qui_peut_etre_nul() -> None:
    """Une colonne et une table, toujours ; une étape qui n'est pas sûre ; un calcul dont une partie peut l'être."""
    table = x.Table(SURE, ((1, 1),))
    nuls: list[x.Entier] = [
        A,
        table,
        INCONNU,
        x.EtapeLue("e1", est_sure=False),
        x.Operation("+", SURE, A),
        x.Operation("+", A, SURE),
    ]
    nuls += [x.Cas(((EGAL, c.UN),), INCONNU), x.Cas(((EGAL, INCONNU), (EGAL, ZERO)), ZERO)]
    surs: list[x.Entier] = [SURE, ZERO, x.Operation("+", SURE, c.UN), x.Cas(((EGAL, SURE),), ZERO)]
    assert [x.peut_etre_nul(entier) for entier in (*nuls, *surs)] == [True] * len(nuls) + [False] * len(surs)


def test_ce_qu_une_expression_lit() -> None:
    conditions = (EGAL, x.Appartient(x.Table(SURE, ((1, 1),)), (1, 2)), x.Non(NUL), VRAI)
    for groupe in (x.ToutesVraies(conditions), x.UneVraie(conditions)):
        assert x.lues(x.Cas(((groupe, ZERO),), x.Operation("+", c.UN, x.ColonneLue("z")))) == {
            A, B, SURE, x.ColonneLue("z"),
        }  # fmt: skip

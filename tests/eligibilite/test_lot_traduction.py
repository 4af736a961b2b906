"""Une expression du droit compilé vaut en SQL ce qu'elle vaut en Python, l'inconnu compris."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from contrat.calculs.eligibilite.compilation import expressions as x
from contrat.calculs.eligibilite.compilation.constructions import comparer, nombre, operer
from contrat.calculs.eligibilite.compilation.programme import Definition
from contrat.cli.lot.sql.traduction import composer, traduire, traduire_condition
from tests.calculs.eligibilite.compilation.evaluation import est_vraie, evaluer
from tests.calculs.eligibilite.compilation.test_python import A, B, conditions, entiers

duckdb = pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
VALEURS = (None, 0, 1, 2, 3)
COUPLES = list(product(VALEURS, VALEURS))


@pytest.fixture(scope="module")
def base() -> Any:
    """Une ligne par couple de valeurs, dans l'ordre."""
    connexion = duckdb.connect(":memory:", config={"threads": 1})
    connexion.execute("CREATE TABLE lignes (rang BIGINT, id VARCHAR, a BIGINT, b BIGINT)")
    lignes = [(rang, f"M-{rang}", a, b) for rang, (a, b) in enumerate(COUPLES)]
    connexion.executemany("INSERT INTO lignes VALUES (?, ?, ?, ?)", lignes)
    return connexion


def lire(base: Any, sql: str) -> Sequence[Any]:
    return [valeur for (valeur,) in base.table("lignes").project(sql).fetchall()]


@given(entiers)
def test_un_entier_vaut_en_sql_ce_qu_il_vaut_en_python(base: Any, entier: x.Entier) -> None:
    assert lire(base, traduire(entier)) == [evaluer(entier, {"a": a, "b": b}) for a, b in COUPLES]


@given(conditions(entiers))
def test_une_condition_a_les_trois_memes_valeurs(base: Any, condition: x.Condition) -> None:
    assert lire(base, traduire_condition(condition)) == [est_vraie(condition, {"a": a, "b": b}) for a, b in COUPLES]


def test_une_case_se_garde_sur_peu_d_octets_et_ce_qu_elle_donne_n_y_est_pas_a_l_etroit() -> None:
    """Aux bornes de chaque type : une somme, un produit, un choix entre deux nombres, des bits réunis."""
    connexion = duckdb.connect(":memory:", config={"threads": 1})
    connexion.execute("CREATE TABLE lignes AS SELECT 127::TINYINT AS a, 2147483647::INTEGER AS b")
    grand = x.Cas(((comparer(A, "=", nombre(127)), nombre(32768)),), nombre(-32769))
    attendus = {
        operer(A, "+", A): 254,
        operer(operer(A, "*", A), "*", B): 127 * 127 * 2147483647,
        operer(B, "+", operer(B, "+", B)): 3 * 2147483647,
        operer(grand, "*", grand): 32768 * 32768,
        operer(grand, "|", A): 32768 | 127,
        **{operer(nombre(-(1 << bits)), "+", A): 127 - (1 << bits) for bits in (7, 15, 31, 40)},
        **{operer(A, "-", nombre((1 << bits) - 1)): 128 - (1 << bits) for bits in (7, 15, 31, 40)},
        operer(nombre(127), "+", x.Table(A, ((127, 1),))): 128,
        x.Cas(((comparer(B, "<", A), nombre(1 << 40)),), A): 127,
    }
    assert {entier: lire(connexion, traduire(entier)) for entier in attendus} == {e: [n] for e, n in attendus.items()}


def test_un_programme_ne_calcule_que_ce_qui_sert(base: Any) -> None:
    """Une étape suit celles qu'elle lit ; sous une garde qui ne vaut pas 1, elle est nulle."""
    somme, garde, double = (x.EtapeLue(nom, False) for nom in ("somme", "garde", "double"))
    definitions = [
        Definition("somme", operer(A, "+", B), None),
        Definition("inutile", operer(A, "*", B), None),
        Definition("garde", x.Cas(((comparer(somme, "=", nombre(3)), nombre(1)),), nombre(0)), None),
        Definition("double", operer(somme, "+", somme), garde),
    ]
    requete = composer("lignes", definitions, {"double": double, "a": A})
    assert "inutile" not in requete
    trouves = base.sql(requete).order("rang").fetchall()
    assert [ligne[:2] for ligne in trouves] == [(rang, f"M-{rang}") for rang in range(len(COUPLES))]
    attendus = [(6 if a is not None and b is not None and a + b == 3 else None, a) for a, b in COUPLES]
    assert [ligne[2:] for ligne in trouves] == attendus

"""Les petits nombres se réunissent jusqu'à ne plus rien dire de chacun, et un arrêté est la fin d'un trimestre."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.suivi.secret import Classe, arreter, est_montrable, regrouper


@pytest.mark.parametrize(("nombre", "montrable"), [(0, True), (1, False), (10, False), (11, True), (12, True)])
def test_un_nombre_qui_ne_designe_personne(nombre: int, montrable: bool) -> None:
    assert est_montrable(nombre, 11) is montrable


@pytest.mark.parametrize(
    ("nombres", "connus", "attendu"),
    [
        ({}, (), ()),
        ({"a": 0, "b": 0}, (), ()),
        # Une modalité nulle est omise ; au seuil, une classe se montre seule.
        ({"a": 11, "b": 0, "c": 40}, (), ((("a",), 11), (("c",), 40))),
        # Une petite classe seule prend la plus petite des grandes, et il en reste une.
        ({"b": 50, "a": 10, "c": 60}, (), ((("c",), 60), (("b", "a"), 60))),
        # À nombre égal, l'ordre des noms décide.
        ({"c": 40, "b": 40, "a": 3}, (), ((("c",), 40), (("b", "a"), 43))),
        # Deux classes suffisent quand chacune peut encore valoir de un au seuil : 12 = 1 + 11.
        ({"a": 6, "b": 6, "c": 40}, (), ((("c",), 40), (("a", "b"), 12))),
        ({"a": 6, "b": 5, "c": 40, "d": 50}, (), ((("d",), 50), (("a", "b", "c"), 51))),
        # Rien ne reste à réunir, ou une seule classe n'apprendrait que le total.
        ({"a": 1, "b": 1}, (), ()),
        ({"a": 5, "b": 5, "c": 5}, (), ()),
        ({"a": 3, "b": 40}, (), ()),
        # Ce qu'une source publie se montre tel quel, et ne sert pas à cacher les autres.
        ({"a": 4, "b": 3, "c": 20, "d": 30}, ("a",), ((("a",), 4), (("d",), 30), (("b", "c"), 23))),
        ({"a": 4, "b": 30}, ("a",), ((("a",), 4), (("b",), 30))),
    ],
)  # fmt: skip
def test_les_classes_publiees(nombres: dict[str, int], connus: tuple[str, ...], attendu: tuple[object, ...]) -> None:
    assert regrouper(nombres, 11, connus) == attendu


def test_une_classe_seule_a_ses_noms_dans_l_ordre_donne() -> None:
    assert regrouper({"b": 5, "a": 20, "c": 8}, 11) == (Classe(("a",), 20), Classe(("b", "c"), 13))


@pytest.mark.parametrize(
    ("jour", "arrete"),
    [
        ("2011-01-01", "2010-12-31"), ("2011-03-30", "2010-12-31"), ("2011-03-31", "2011-03-31"),
        ("2011-04-01", "2011-03-31"), ("2011-06-29", "2011-03-31"), ("2011-06-30", "2011-06-30"),
        ("2011-07-01", "2011-06-30"), ("2011-09-29", "2011-06-30"), ("2011-09-30", "2011-09-30"),
        ("2011-10-01", "2011-09-30"), ("2011-12-30", "2011-09-30"), ("2011-12-31", "2011-12-31"),
    ],
)  # fmt: skip
def test_l_arrete_est_la_fin_du_dernier_trimestre_fini(jour: str, arrete: str) -> None:
    assert arreter(date.fromisoformat(jour)) == date.fromisoformat(arrete)

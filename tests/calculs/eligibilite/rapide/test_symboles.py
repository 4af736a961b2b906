"""Un calcul fait sur un nombre à venir donne la formule que suit chaque nombre."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any

import pytest

from contrat.calculs.eligibilite.rapide.symboles import Arbre, Symbole


def calculer(depense: Any) -> Any:
    """Un calcul comme ceux des montants, avec ses comparaisons."""
    if not depense or depense == 7:
        return Decimal(-1)
    return max(min(depense, Decimal(100)) * Decimal("0.35") - 20, Decimal(0)) + (500 - depense) / 4


@pytest.mark.parametrize("nombre", [0, 7, 1, 57, 58, 99, 100, 101, 900])
def test_la_formule_donne_ce_que_donne_le_calcul(nombre: int) -> None:
    """Le même arbre, suivi pour des nombres de part et d'autre de chaque comparaison."""
    arbre: Arbre[Any] = Arbre()
    faits: list[Mapping[str, bool]] = []

    def refaire(choix: Mapping[str, bool]) -> Any:
        faits.append(choix)
        return calculer(Symbole("depense", itemgetter(0), choix))

    for ligne in ([Decimal(900)], [Decimal(nombre)], [Decimal(nombre)]):
        avant = len(faits)
        feuille = arbre.suivre(ligne, refaire)
        obtenu = feuille.valeur(ligne) if isinstance(feuille, Symbole) else feuille
        assert obtenu == calculer(ligne[0])
    assert len(faits) == avant, "un chemin déjà suivi ne se calcule pas une seconde fois"


def test_une_formule_s_ecrit() -> None:
    depense = Symbole("travaux_ht", itemgetter(0), {})
    assert (Decimal(35) * depense / 100 + 2).texte == "(((travaux_ht * 35) / 100) + 2)"


@pytest.mark.parametrize("nombre", [6, 7, 8])
@pytest.mark.parametrize(
    ("signe", "comparer"),
    [("<", operator.lt), ("<=", operator.le), (">", operator.gt), (">=", operator.ge), ("==", operator.eq)],
)
def test_chaque_comparaison_se_dit_et_se_tranche(signe: str, comparer: Callable[[Any, Any], bool], nombre: int) -> None:
    """Le signe est dans le texte : deux comparaisons des mêmes nombres ne se confondent pas."""
    for choix in (True, False):
        assert comparer(Symbole("depense", itemgetter(0), {f"(depense {signe} 7)": choix}), 7) is choix

    def refaire(choix: Mapping[str, bool]) -> Any:
        return comparer(Symbole("depense", itemgetter(0), choix), 7)

    arbre: Arbre[Any] = Arbre()
    assert arbre.suivre([nombre], refaire) is comparer(nombre, 7)


def test_etre_different_et_n_etre_pas_nul() -> None:
    for egal in (True, False):
        est_different = Symbole("depense", itemgetter(0), {"(depense == 7)": egal}) != 7
        assert est_different is not egal
    assert bool(Symbole("depense", itemgetter(0), {"(depense != 0)": True})) is True
    assert Symbole("depense", itemgetter(0), {}) != None  # noqa: E711 - l'égalité même est éprouvée


@pytest.mark.parametrize(
    ("calcul", "texte", "valeur"),
    [
        (lambda x: x + 2, "(depense + 2)", 11), (lambda x: 2 + x, "(depense + 2)", 11),
        (lambda x: x - 2, "(depense - 2)", 7), (lambda x: 2 - x, "((depense * -1) + 2)", -7),
        (lambda x: x * 3, "(depense * 3)", 27), (lambda x: x / 3, "(depense / 3)", 3),
        (lambda x: x - x, "(depense - depense)", 0),
    ],
)  # fmt: skip
def test_chaque_operation_se_dit_et_se_calcule(calcul: Any, texte: str, valeur: int) -> None:
    symbole = calcul(Symbole("depense", itemgetter(0), {}))
    assert (symbole.texte, symbole.valeur([9])) == (texte, valeur)

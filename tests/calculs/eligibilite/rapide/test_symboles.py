"""Un calcul fait sur un nombre à venir donne la formule que suit chaque nombre."""

from __future__ import annotations

from collections.abc import Mapping
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

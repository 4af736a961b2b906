"""Ce qu'une réponse laisse à confirmer ; d'une aide fermée au ménage, rien."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.reserves import Reserves, relever_reserves
from contrat.modele.communes import Confusion
from tests.calculs.fabriques import FORFAIT, aide, bareme, juger_aide

RESERVE = "{genre: au_moins, champ: gain, seuil: 25 %, sans_reponse: reserve}"
COMMENCES = "{genre: egal, champ: commences, seuil: non}"
ECRETE = f"{{genre: ecretement, taux: {{tres_modeste: 100 %}}, assiette: travaux_ttc, montant: {FORFAIT}}}"
CONFUSION = Confusion("15187", "Valbrume", ())


def relever(**dit: Any) -> tuple[Any, Reserves | None]:
    jugement, resultat = juger_aide("prime", bareme(aide("prime", ECRETE, RESERVE, COMMENCES)), **dit)
    return jugement.ressources, relever_reserves(resultat, jugement.ressources, CONFUSION, ttc_sous_ht=True)


@pytest.mark.parametrize(
    ("dit", "conditions", "supposees"),
    [
        ({"commences": False, "travaux_ttc": "5000"}, ["gain"], ("autres_aides", "aides_locales")),
        ({"commences": False, "travaux_ttc": "5000", "autres_aides": "0"}, ["gain"], ("aides_locales",)),
        # À vérifier, l'aide a un montant possible ; sans montant, rien n'est supposé.
        ({"travaux_ttc": "5000", "gain": "30 %"}, [], ("autres_aides", "aides_locales")),
        ({"commences": False}, ["gain"], ()),
    ],
)
def test_les_reserves_d_une_aide_ouverte(
    dit: dict[str, Any], conditions: list[str], supposees: tuple[str, ...]
) -> None:
    ressources, reserves = relever(**dit)
    assert reserves is not None
    assert [c.condition.champ for c in reserves.conditions] == conditions  # type: ignore[union-attr]
    assert reserves[1:4] == (supposees, ressources, CONFUSION)
    assert reserves.ttc_sous_ht


def test_une_aide_fermee_n_en_a_pas() -> None:
    assert relever(commences=True, travaux_ttc="5000")[1] is None

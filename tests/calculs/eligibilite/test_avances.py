"""L'avance : au plus cette part, jamais un centime de trop."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.avances import lister_avances
from contrat.calculs.eligibilite.moteur import juger
from tests.calculs.fabriques import aide, bareme, demande

COMMENCES = "{genre: egal, champ: commences, seuil: non}"


def avances(montant: str = "1000", avance: dict[str, Any] | None = None, **champs: Any) -> list[str | None]:
    """Le montant de chaque avance, ou rien quand aucune règle n'est connue."""
    regle = {"taux": "70 %", "source": "loi", "statut": "certain"} | (avance or {})
    dit = champs.pop("dit", {})
    prime = f"{{genre: forfait, libelle: prime, montant: {montant}}}"
    celle = aide("prime", prime, COMMENCES, **({"avances": [regle]} | champs))
    jugement = juger(demande(**({"commences": False} | dit)), bareme(celle, aide("nationale")))
    return [None if a.montant is None else str(a.montant) for a in lister_avances(jugement) if a.resultat.aide is celle]


@pytest.mark.parametrize(
    ("montant", "attendu"),
    [("1000", "700.00"), ("0.01", "0.00"), ("1.45", "1.01"), ("1.05", "0.73"), ("1000.02", "700.01"), ("0.15", "0.10")],
)
def test_un_centime_de_trop_la_depasserait(montant: str, attendu: str) -> None:
    assert avances(montant) == [attendu]


@pytest.mark.parametrize(
    ("categories", "rfr", "attendu"),
    [
        (["tres_modeste"], "10000", ["700.00"]),
        (["tres_modeste"], "10000.01", []),
        ([], "10000.01", ["700.00"]),
    ],
)
def test_les_categories_admises(categories: list[str], rfr: str, attendu: list[str]) -> None:
    assert avances(avance={"categories": categories}, dit={"revenus": {2009: rfr}}) == attendu


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"niveau": "locale"}, []),
        ({"depense": "diagnostic"}, []),
        ({"avances": []}, [None]),
        ({"avance": {"au": "2011-09-19"}}, [None]),
        ({"avance": {"au": "2011-09-20"}}, ["700.00"]),
        ({"dit": {"commences": True}}, []),
        ({"dit": {"commences": None}}, []),
    ],
)
def test_les_aides_qui_ont_une_avance(champs: dict[str, Any], attendu: list[str | None]) -> None:
    assert avances(**champs) == attendu


def test_une_aide_non_chiffree_n_empeche_pas_les_suivantes() -> None:
    droit = bareme(aide("a", "{genre: non_retrouve, libelle: p}"), aide("b", niveau="locale"), aide("c"))
    assert [(a.resultat.aide.id, a.regle, a.montant) for a in lister_avances(juger(demande(), droit))] == [
        ("c", None, None)
    ]

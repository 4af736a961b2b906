"""Ce que mesure une évaluation : taux d'atteinte, coût par résultat, leurs bornes, ou pourquoi on ne les sait pas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Commande
from tests.evaluation.cafe import (
    CAFE,
    SANS_MOYEN,
    Changements,
    Changer,
    cafe,
    indiquer,
    payer,
    relever,
)


@pytest.mark.parametrize(
    ("lignes", "taux"),
    [
        (("cible: {date: 2012, valeur: 50, source: essai}", *relever("date: 2012, valeur: 50")), "100.00"),
        (("cible: {date: 2012, valeur: 50, source: essai}", *relever("date: 2012, valeur: 49.99")), "99.98"),
        (("cible: {date: 2012, valeur: 50, source: essai}", *relever("date: 2012, valeur: 0")), "0.00"),
        (("cible: {date: 2012, valeur: 50, source: essai}",), None),
        (relever("date: 2012, valeur: 50"), None),
        (
            (
                "base: {date: 2010, valeur: 100, source: essai}",
                "cible: {date: 2012, valeur: 50, source: essai}",
                *relever("date: 2012, valeur: 75"),
            ),
            "50.00",
        ),
        (
            (
                "base: {date: 2010, valeur: 10, source: essai}",
                "cible: {date: 2012, valeur: 50, source: essai}",
                *relever("date: 2012, valeur: 6"),
            ),
            "-10.00",
        ),
        (
            (
                "base: {date: 2010, valeur: 50, source: essai}",
                "cible: {date: 2012, valeur: 50, source: essai}",
                *relever("date: 2012, valeur: 50"),
            ),
            None,
        ),
    ],
)
def test_le_taux_d_atteinte(contrat: Commande, changer: Changer, lignes: tuple[str, ...], taux: str | None) -> None:
    assert cafe(contrat, changer(indiquer(*lignes)))["indicateurs"][0]["taux"] == taux


@pytest.mark.parametrize(
    ("valeur", "resume"),
    [
        ("50", "indicateurs mesurés : 1 sur 1 ; cibles atteintes : 1 sur 1"),
        ("49.99", "indicateurs mesurés : 1 sur 1 ; cibles atteintes : 0 sur 1"),
    ],
)
def test_une_cible_est_atteinte_a_cent_pour_cent(contrat: Commande, changer: Changer, valeur: str, resume: str) -> None:
    cible = "cible: {date: 2012, valeur: 50, source: essai}"
    racine = changer(indiquer(cible, *relever(f"date: 2012, valeur: {valeur}")))
    assert resume in " ".join(contrat("evaluation", dans=racine).sortie.split())


@pytest.mark.parametrize(
    ("changements", "periode", "cout"),
    [
        (
            (payer("9000"),),
            (),
            {"par_unite": None, "depenses": None, "exercices": None, "motif": "valeur_absente", **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2010, depuis: 2010, valeur: 8")), payer("9000")),
            (),
            {"par_unite": "4562.56", "depenses": "36500.50", "exercices": [2010, 2010], "motif": None, **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2010, depuis: 2010, valeur: 8")),),
            (),
            {
                "par_unite": None,
                "depenses": None,
                "exercices": [2010, 2010],
                "motif": "depenses_absentes",
                **SANS_MOYEN,
            },
        ),
        (
            (indiquer(*relever("date: 2010, depuis: 2010, valeur: 0")), payer("9000")),
            (),
            {
                "par_unite": None,
                "depenses": "36500.50",
                "exercices": [2010, 2010],
                "motif": "valeur_nulle",
                **SANS_MOYEN,
            },
        ),
        (
            (
                indiquer(*relever("date: 2010, depuis: 2010, valeur: 8")),
                payer("0"),
                (CAFE, "realise: 27500.50", "realise: 0"),
            ),
            (),
            {"par_unite": "0.00", "depenses": "0.00", "exercices": [2010, 2010], "motif": None, **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2011, depuis: 2010, valeur: 8")), payer("9000")),
            ("2011",),
            {"par_unite": None, "depenses": None, "exercices": [2010, 2011], "motif": "hors_periode", **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2011, depuis: 2011, valeur: 8")), payer("9000")),
            (),
            {
                "par_unite": None,
                "depenses": None,
                "exercices": [2011, 2011],
                "motif": "depenses_absentes",
                **SANS_MOYEN,
            },
        ),
        (((CAFE, "unite: personne", 'unite: "%"'), payer("9000")), (), None),
        (((CAFE, "niveau: realisation", "niveau: moyen"), payer("9000")), (), None),
    ],
)
def test_le_cout_par_resultat_ou_pourquoi_on_ne_le_sait_pas(
    contrat: Commande, changer: Changer, changements: Changements, periode: tuple[str, ...], cout: dict[str, Any] | None
) -> None:
    assert cafe(contrat, changer(*changements), *periode)["indicateurs"][0]["cout"] == cout


def test_une_valeur_du_lendemain_de_la_periode_ne_compte_pas(contrat: Commande, changer: Changer) -> None:
    racine = changer(indiquer(*relever("date: 2011-12-31, valeur: 8", "date: 2012-01-01, valeur: 9")))
    indicateur = cafe(contrat, racine, "2010-2011")["indicateurs"][0]
    assert (indicateur["valeur"]["valeur"], [v["valeur"] for v in indicateur["valeurs_posterieures"]]) == ("8", ["9"])
    assert cafe(contrat, racine, "2012")["indicateurs"][0]["valeur"]["valeur"] == "9"

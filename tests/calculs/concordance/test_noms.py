"""Le nom d'un chiffre publié : sa mesure, ce qu'elle vise, sa période."""

from __future__ import annotations

from typing import get_args

import pytest

from contrat.calculs.concordance.concordance import Concordance
from contrat.calculs.concordance.mesures import METHODES
from contrat.calculs.concordance.noms import NOMS, nommer_chiffre, nommer_publie
from contrat.modele.contrat import Mesure
from contrat.modele.suivi import Indicateur
from tests.calculs.fabriques import objet, publie

INDICATEUR = objet(Indicateur, "{id: recues, libelle: personnes reçues, niveau: resultat, unite: personne}")


def test_chaque_mesure_a_son_nom() -> None:
    """En toutes lettres, d'une majuscule, ou tiré de l'aide ou de l'indicateur."""
    assert [*NOMS] == [*get_args(Mesure)]
    assert [nom for nom in NOMS.values() if not (nom[0].isupper() or nom.startswith("{}"))] == []
    assert [mesure for mesure, nom in NOMS.items() if "{}" in nom] == [
        "aides.forfait", "aides.parite", "indicateurs.autre_source",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("champs", "nom"),
    [
        ({}, "Axes 2010-2011"),
        ({"fin": 2010}, "Axes 2010"),
        ({"action": "visites"}, "Axes « visites » 2010-2011"),
        ({"mesure": "aides.forfait", "aide": "prime"}, "prime, forfait 2010-2011"),
        ({"mesure": "indicateurs.autre_source", "indicateur": "recues"}, "recues 2010-2011"),
        ({"mesure": "indicateurs.autre_source"}, "indicateurs.autre_source 2010-2011"),
        ({"mesure": "indicateurs.autre_source", "indicateur": "recues", "aide": "prime"}, "recues 2010-2011"),
    ],
)
def test_le_nom_sans_rien_d_autre_que_le_chiffre(champs: dict[str, object], nom: str) -> None:
    assert nommer_publie(publie(**champs), None) == nom  # type: ignore[arg-type]


def test_un_indicateur_ou_une_aide_connus_donnent_leur_libelle() -> None:
    celui = publie(mesure="indicateurs.autre_source", indicateur="recues", action="visites")
    assert nommer_publie(celui, INDICATEUR) == "personnes reçues « visites » 2010-2011"
    aide = publie(mesure="aides.parite", aide="prime")
    assert nommer_publie(aide, None, "aide prime") == "aide prime, majoration 2010-2011"
    concordance = Concordance(0, celui, METHODES[celui.mesure], "", None, frozenset(), indicateur=INDICATEUR, aide="x")
    assert nommer_chiffre(concordance) == "personnes reçues « visites » 2010-2011"
    concordance = Concordance(0, aide, METHODES[aide.mesure], "", None, frozenset(), aide="aide prime")
    assert nommer_chiffre(concordance) == "aide prime, majoration 2010-2011"

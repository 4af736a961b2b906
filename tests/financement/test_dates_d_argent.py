"""B023, C047 : les dates se suivent, à un jour près, et aucune n'est à venir."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.controles import c047_fait_a_venir
from contrat.controles.b023_dates_d_argent import constater
from tests.calculs.argent.pieces import aide, fiche
from tests.calculs.fabriques import action, dossier

ACCORD = {"notification": {"date": "2012-03-05", "reference": "a-1"}}


@pytest.mark.parametrize(
    ("champs", "trouves"),
    [
        (ACCORD | {"achevement": "2012-03-05", "fin": "2012-03-05", "reception": "2012-03-05"}, []),
        (ACCORD | {"achevement": "2012-03-04"},
         [("achevement", "achèvement le 4 mars 2012, avant l'accord du 5 mars 2012")]),
        (ACCORD | {"fin": "2012-03-04"}, [("fin", "perdue le 4 mars 2012, avant l'accord du 5 mars 2012")]),
        ({"reception": "2012-03-05", "fin": "2012-03-04"},
         [("fin", "perdue le 4 mars 2012, avant la demande reçue le 5 mars 2012")]),
        ({"reception": "2012-03-05", "fin": "2012-03-05", "achevement": "2000-01-01"}, []),
    ],
)  # fmt: skip
def test_l_achevement_et_la_perte_suivent_l_accord(champs: dict[str, Any], trouves: list[tuple[str, str]]) -> None:
    constats = constater(dossier(fiche(ressources=(aide(**champs),))))
    assert [(c.adresse.chemin[-1], c.message) for c in constats] == trouves


@pytest.mark.parametrize(
    ("le", "trouves"), [(date(2012, 3, 5), []), (date(2012, 3, 4), ["somme du 5 mars 2012, à venir"])]
)
def test_une_somme_n_est_pas_recue_avant_son_jour(le: date, trouves: list[str]) -> None:
    somme: dict[str, Any] = {"encaissements": [{"exercice": "2012", "montant": "1", "date": "2012-03-05"}]}
    recue = aide(exercice="2012", **somme)
    assert [c.message for c in constater(dossier(fiche(ressources=(recue,)), jour=le))] == trouves


@pytest.mark.parametrize("mesure", ["2012", "2012-03", "2012-03-04", "2012-03-05"])
def test_seul_un_jour_apres_celui_du_controle_est_a_venir(mesure: str) -> None:
    valeur = {"date": mesure, "valeur": "1", "source": "essai"}
    compte = {"id": "a", "libelle": "b", "niveau": "realisation", "unite": "c", "valeurs": [valeur]}
    lu = dossier(action(indicateurs=[compte]), jour=date(2012, 3, 4))
    attendus = ["valeur du 5 mars 2012 : ce jour n'est pas encore venu"] if mesure.endswith("05") else []
    assert [c.message for c in c047_fait_a_venir.constater(lu)] == attendus

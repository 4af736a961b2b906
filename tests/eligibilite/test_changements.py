"""Ce qui changerait la réponse : le plus petit changement, seul ou à deux, et rien quand rien n'y suffit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import Juger, aide, ecrire_menage
from tests.eligibilite.test_droit_date import AMPLEUR, PARCOURS


def proposes(resultat: dict[str, Any], code: str) -> list[tuple[Any, ...]]:
    """Les changements proposés pour une aide : champ, valeur, et ce qui doit changer avec."""
    return [
        (c["champ"], c["vers"], *[(a["champ"], a["vers"]) for a in c.get("avec", [])])
        for c in aide(resultat, code)["changerait"]
    ]


@pytest.mark.parametrize(
    ("jour", "annee", "rfr", "changements", "attendus"),
    [
        # Une classe de mieux.
        ("2024-06-15", 2023, "8000", {"dpe": "E", "dpe_vise": "D"}, [("dpe_vise", "C")]),
        # Le guichet rouvre ; pour un ménage modeste, un revenu de très modeste suffirait aussi.
        ("2025-07-01", 2024, "8000", {}, [("date", "2025-09-30")]),
        ("2025-10-01", 2024, "20000", {}, [("rfr", "17173"), ("date", "2026-02-23")]),
        ("2026-02-22", 2025, "20000", {}, [("date", "2026-02-23")]),
        # Avec un prêt à taux zéro, il faudrait gagner plus : cela ne se propose pas.
        ("2024-06-15", 2023, "8000", {"pret_taux_zero": "oui"}, [("date", "2025-03-21")]),
        # Une pièce qui manque.
        ("2024-06-15", 2023, "8000", {"professionnel": None}, [("professionnel", True)]),
        # Le logement aura quinze ans.
        ("2024-06-15", 2023, "8000", {"achevement": "2009-08-01"}, [("date", "2024-08-01")]),
        # Deux à la fois.
        ("2024-06-15", 2023, "8000", {"dpe": "E", "dpe_vise": "D", "professionnel": "non"},
         [("professionnel", True, ("dpe_vise", "C"))]),
        # Rien : la classe de départ ne se change pas, et trois refus ne se rattrapent pas à deux.
        ("2026-03-01", 2025, "8000", {"dpe": "D", "dpe_vise": "A"}, []),
        ("2024-06-15", 2023, "8000",
         {"dpe": "E", "dpe_vise": "D", "residence_principale": "non", "professionnel": "non"}, []),
    ],
)  # fmt: skip
def test_le_plus_petit_changement(
    juger: Juger, jour: str, annee: int, rfr: str, changements: dict[str, str | None], attendus: list[tuple[Any, ...]]
) -> None:
    resultat = juger({annee: rfr}, demande=jour, **AMPLEUR | changements)
    assert proposes(resultat, PARCOURS) == attendus


def test_il_s_en_faut_de_quelques_euros(juger: Juger) -> None:
    """Le revenu proposé est le plafond le plus haut qui suffit, pas le plus bas."""
    resultat = juger({2016: "18700"}, demande="2018-06-15", nombre="1")
    assert proposes(resultat, "anah-energie") == [("rfr", "18598")]


def test_deux_changements_se_disent_ensemble(contrat: Commande, tmp_path: Any) -> None:
    chemin = tmp_path / "M-0001.yaml"
    deux = AMPLEUR | {"dpe": "E", "dpe_vise": "D", "professionnel": "non"}
    ecrire_menage(chemin, {2023: "8000"}, demande="2024-06-15", **deux)
    assert (
        "- MaPrimeRénov', parcours accompagné ; Mon Accompagnateur Rénov' : les travaux sont faits par des "
        "professionnels reconnus garants de l'environnement (RGE) (oui, au lieu de : non) et, ensemble, viser la "
        "classe C, au lieu de : D."
    ) in " ".join(contrat("eligibilite", chemin).sortie.split())


def test_un_revenu_plus_bas_rapporterait_plus(juger: Juger) -> None:
    """Supérieur en 2026 : ce que vaudrait chaque catégorie plus modeste ; très modeste, plus rien à attendre."""
    resultat = juger({2025: "47000"}, demande="2026-11-20", **AMPLEUR | {"nombre": "2", "travaux_ht": "38000"})
    assert aide(resultat, PARCOURS)["plus_modeste"] == [
        {"rfr": "25393.00", "montant": "30400.00"},
        {"rfr": "32553.00", "montant": "22800.00"},
        {"rfr": "45842.00", "montant": "17100.00"},
    ]
    resultat = juger({2025: "25393"}, demande="2026-11-20", **AMPLEUR | {"nombre": "2"})
    assert aide(resultat, PARCOURS)["plus_modeste"] == []

"""Un plan prévisionnel qui ferme à zéro : coût, aides, apport, prêt, ce qui reste à trouver."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.plan import LignePlan, PlanMenage
from contrat.calculs.eligibilite.previsionnel import PosteMenage, prevoir
from contrat.modele.menage import Projet

PRIME = LignePlan("prime", "État", Decimal(600), "calculee")
SUIVI = LignePlan("suivi", "État", Decimal(50), "calculee", "accompagnement")
DIAGNOSTIC = LignePlan("diagnostic", "ville", Decimal(160), "calculee", "diagnostic")


def prevu(ttc: str | None = "1000", aides: tuple[LignePlan, ...] = (PRIME,), **projet: Any) -> Any:
    plan = PlanMenage(None, None if ttc is None else Decimal(ttc), aides, Decimal(0), None, Decimal(0), None,
                      Decimal(0), (SUIVI, DIAGNOSTIC))  # fmt: skip
    return prevoir(Projet(**projet), plan)


def test_les_postes_et_les_aides() -> None:
    trouve = prevu(prix_accompagnement="100", maitrise_oeuvre="0")
    assert trouve.postes == (
        PosteMenage("Travaux TTC", Decimal(1000)),
        PosteMenage("Accompagnement TTC", Decimal(100)),
        PosteMenage("Maîtrise d'œuvre TTC", Decimal(0)),
    )
    assert (trouve.cout, trouve.aides, trouve.total_aides) == (Decimal(1100), (PRIME, SUIVI), Decimal(650))
    assert prevu().postes == (PosteMenage("Travaux TTC", Decimal(1000)),)


@pytest.mark.parametrize(
    ("projet", "reste", "a_trouver", "ecart"),
    [
        ({}, "350", "350", "0"),
        ({"apport": "350"}, "350", "0", "0"),
        ({"apport": "0"}, "350", "0", "-350"),
        ({"pret": "0"}, "350", "0", "-350"),
        ({"apport": "100", "pret": "200"}, "350", "0", "-50"),
        ({"apport": "200", "pret": "200.01"}, "350", "0", "50.01"),
        ({"maitrise_oeuvre": "80.50"}, "430.50", "430.50", "0"),
    ],
)
def test_le_plan_ferme(projet: dict[str, Any], reste: str, a_trouver: str, ecart: str) -> None:
    trouve = prevu(**projet)
    assert (trouve.reste, trouve.a_trouver, trouve.ecart) == (Decimal(reste), Decimal(a_trouver), Decimal(ecart))
    assert trouve.apport == (Decimal(projet["apport"]) if "apport" in projet else None)
    assert trouve.pret == (Decimal(projet["pret"]) if "pret" in projet else None)


@pytest.mark.parametrize(("ttc", "reste"), [("650.01", "0.01"), ("650", "0"), ("649.99", "0"), ("100", "0")])
def test_le_reste_n_est_jamais_negatif(ttc: str, reste: str) -> None:
    assert prevu(ttc).reste == Decimal(reste)
    assert prevu(ttc).ecart == 0


def test_sans_cout_rien_ne_se_dit_du_reste() -> None:
    trouve = prevu(None, prix_accompagnement="100", apport="40")
    assert (trouve.cout, trouve.reste, trouve.ecart, trouve.a_trouver) == (None, None, None, 0)
    assert prevu(None).a_trouver == 0
    assert [p.libelle for p in trouve.postes] == ["Accompagnement TTC"]

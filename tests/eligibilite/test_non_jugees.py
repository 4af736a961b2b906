"""Les aides que l'outil ne juge pas : nommées à qui elles peuvent servir, le jour où elles existent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import Juger, ecrire_menage

TITRE = "Autres aides, que cet outil ne juge pas"


@pytest.mark.parametrize(
    ("code", "jour", "changements", "est_nommee"),
    [
        ("eco-ptz", "2026-03-01", {}, True),
        ("eco-ptz", "2026-03-01", {"nature": "autonomie"}, False),
        ("eco-ptz", "2026-03-01", {"nature": None}, True),
        ("coup-de-pouce-isolation", "2022-06-30", {}, True),
        ("coup-de-pouce-isolation", "2022-07-01", {}, False),
        ("credit-autonomie", "2025-12-31", {"nature": "autonomie"}, True),
        ("credit-autonomie", "2026-01-01", {"nature": "autonomie"}, False),
        ("apa", "2026-03-01", {"nature": "autonomie", "tranche_age": "40_a_59"}, False),
        ("apa", "2026-03-01", {"nature": "autonomie", "tranche_age": "60_a_69"}, True),
        ("aide-occupants-outre-mer", "2026-03-01", {"commune": '"97411"'}, True),
        ("aide-occupants-outre-mer", "2026-03-01", {}, False),
        ("ma-prime-renov-copropriete", "2026-03-01", {"type": "maison"}, False),
    ],
)
def test_une_aide_se_nomme_a_qui_elle_peut_servir(
    juger: Juger, code: str, jour: str, changements: dict[str, str | None], est_nommee: bool
) -> None:
    """Ce que l'on ignore du ménage n'écarte jamais une aide."""
    resultat = juger({int(jour[:4]) - 1: "20000"}, demande=jour, **changements)
    assert (code in [aide["code"] for aide in resultat["non_jugees"]]) == est_nommee


def test_toutes_les_formes_les_nomment(contrat: Commande, tmp_path: Path) -> None:
    """La page ne dit ni « refus » ni montant pour elles ; elle dit à qui s'adresser."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(
        chemin,
        {2025: "20000"},
        demande="2026-03-01",
        nature="autonomie",
        tranche_age="40_a_59",
        besoin_adaptation="non",
    )
    page = " ".join(contrat("eligibilite", chemin).sortie.split())
    assert f"{TITRE} " in page
    assert "À demander à : la maison départementale des personnes handicapées" in page
    assert "Sur toutes ces aides : France Rénov', service public gratuit, 0 808 800 700" in page
    assert "refus" not in page.partition("Textes -")[0]
    assert "Prochaine étape : demander une des autres aides de cette page." in page
    assert f"### {TITRE}" in contrat("eligibilite", chemin, "--format", "md").sortie
    assert f">{TITRE}<" in contrat("eligibilite", chemin, "--format", "html").sortie
    lignes = contrat("eligibilite", chemin, "--format", "csv").sortie.splitlines()
    assert "M-0001,2026-03-01,tres_modeste,tva-amelioration,TVA à 10 %,non_juge," in lignes

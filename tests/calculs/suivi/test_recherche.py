"""Retrouver un dossier sans identité : chaque critère écarte, l'absent n'écarte personne."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.suivi.recherche import Criteres, Trouve, chercher_menages, compter_muets
from tests.calculs.fabriques import parcours

UN = parcours(
    "2011-03-01 contacte", "2011-04-05 recu_en_permanence", "2011-05-03 recu_en_permanence", id="M-0001",
    secteur="centre", occupants={"nombre": "2"}, logement={"commune": "15187"},
)  # fmt: skip
DEUX = parcours("2011-04-05 recu_en_permanence", "2011-06-01 abandon", id="M-0002", occupants={"nombre": "3"})
TROIS = parcours("2011-06-01 contacte", id="M-0003", logement={"commune": "15001"})
VIDE = parcours(id="M-0004")


@pytest.mark.parametrize(
    ("criteres", "attendus"),
    [
        # Le plus récemment touché d'abord ; le même jour, l'identifiant le plus grand ; sans étape, à la fin.
        (Criteres(), ["M-0003", "M-0002", "M-0001", "M-0004"]),
        (Criteres(seance=date(2011, 4, 5)), ["M-0002", "M-0001"]),
        (Criteres(seance=date(2011, 6, 1)), []),
        (Criteres(seance=date(2011, 5, 3)), ["M-0001"]),
        (Criteres(personnes=2), ["M-0001"]),
        (Criteres(communes=("15187", "15001")), ["M-0003", "M-0001"]),
        (Criteres(etape="abandon"), ["M-0002"]),
        (Criteres(etape="contacte"), ["M-0003"]),
        (Criteres(secteur="centre"), ["M-0001"]),
        (Criteres(seance=date(2011, 4, 5), personnes=3), ["M-0002"]),
        (Criteres(personnes=3, secteur="centre"), []),
    ],
)
def test_chaque_critere_ecarte(criteres: Criteres, attendus: list[str]) -> None:
    assert [t.id for t in chercher_menages([UN, DEUX, TROIS, VIDE], criteres)] == attendus


def test_de_quoi_le_reconnaitre() -> None:
    assert chercher_menages([UN, VIDE], Criteres()) == (
        Trouve(
            "M-0001", 2, "15187", "centre", "recu_en_permanence", date(2011, 5, 3),
            (date(2011, 4, 5), date(2011, 5, 3)),
        ),
        Trouve("M-0004", None, None, None, None, None, ()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("criteres", "muets"),
    [
        (Criteres(), 0),
        (Criteres(personnes=2), 2),  # TROIS et VIDE ne le disent pas ; UN répond, DEUX est trois
        (Criteres(communes=("15187",)), 2), (Criteres(communes=("15002", "15187")), 2),
        (Criteres(secteur="centre"), 3), (Criteres(secteur="nord"), 3),
        (Criteres(etape="contacte"), 1),
        (Criteres(etape="contacte", communes=("15187",)), 1),
        (Criteres(seance=date(2011, 4, 5), secteur="centre"), 1),  # une visite qui n'est pas écrite n'a pas eu lieu
    ],
)  # fmt: skip
def test_ceux_qui_ne_disent_pas_tout_et_repondent_au_reste(criteres: Criteres, muets: int) -> None:
    assert compter_muets([UN, DEUX, TROIS, VIDE], criteres) == muets

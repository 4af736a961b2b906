"""La fiche d'expérience : chaque mesure a sa rubrique, chaque chiffre se lit une fois."""

from __future__ import annotations

from datetime import date
from typing import get_args

from contrat.calculs.rapports.experience import RUBRIQUES, ExperienceContrat, Rubrique, raconter_experience
from contrat.modele.contrat import Mesure
from tests.calculs.fabriques import action, dossier

PUBLIE = "periode: {debut: 2010, fin: 2010}, valeur: 1, approche: non, source: e"
CONTRAT = f"""
publies:
  - {{mesure: axes.total, {PUBLIE}}}
  - {{mesure: actions.exercices, action: b, {PUBLIE}}}
  - {{mesure: budget.exercices, action: b, {PUBLIE}}}
  - {{mesure: actions.exercices, action: perdue, {PUBLIE}}}
  - {{mesure: menages.contactes, {PUBLIE}}}
jalons:
  - {{libelle: x, fait: 2009, source: e}}
  - {{libelle: y, fait: 2010, source: e}}
  - {{libelle: z, prevu: 2008, source: e}}
  - {{libelle: sans date, source: e}}
"""


def raconter(*illustrees: str) -> ExperienceContrat:
    actions = [action(id="a"), action(id="b")]
    celui = dossier(*actions, contrat=CONTRAT)
    experience = raconter_experience(celui, celui.contrat, date(2011, 1, 1), [a for a in actions if a.id in illustrees])
    assert experience.dossier == celui
    return experience


def test_chaque_mesure_a_sa_rubrique() -> None:
    assert set(RUBRIQUES) == set(get_args(Mesure))
    assert set(RUBRIQUES.values()) == set(get_args(Rubrique))


def test_chaque_chiffre_se_lit_une_fois() -> None:
    """Celui d'une fiche avec cette fiche, quelle que soit sa mesure."""
    experience = raconter()
    assert [c.concordance.publie.mesure for c in experience.chiffrer("action", "b")] == [
        "actions.exercices", "budget.exercices",
    ]  # fmt: skip
    assert [c.concordance.publie.mesure for c in experience.chiffrer("action")] == ["menages.contactes"]
    assert experience.chiffrer("moyens") == []
    assert [c.concordance.publie.mesure for c in experience.chiffrer("demarche")] == ["axes.total"]


def test_les_actions_donnees_en_exemple() -> None:
    """Celles dont le contrat publie un chiffre, et qui existent ; ou celles que l'on choisit."""
    assert [fiche.situation.action.id for fiche in raconter().illustrees] == ["b"]
    assert [fiche.situation.action.id for fiche in raconter("a").illustrees] == ["a"]


def test_d_ou_vient_le_contrat() -> None:
    assert [jalon.libelle for jalon in raconter().naissance] == ["x", "z"]

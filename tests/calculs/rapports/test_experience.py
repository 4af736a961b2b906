"""La fiche d'expérience : chaque mesure a sa rubrique, chaque chiffre se lit une fois."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from contrat.calculs.concordance.concordance import Concordance
from contrat.calculs.concordance.mesures import METHODES
from contrat.calculs.rapports.experience import (
    RUBRIQUES,
    ChiffreRestitue,
    ExperienceContrat,
    Rubrique,
    raconter_experience,
)
from contrat.modele.contrat import Mesure
from contrat.modele.organisme import Organisme
from tests.calculs.fabriques import action, dossier, objet, publie

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
  - {{libelle: au mois, fait: 2009-12, source: e}}
"""


def raconter(*illustrees: str) -> ExperienceContrat:
    actions = [action(id="a"), action(id="b")]
    celui = dossier(*actions, contrat=CONTRAT)
    experience = raconter_experience(celui, date(2011, 1, 1), [a for a in actions if a.id in illustrees])
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


@pytest.mark.parametrize(
    ("mesure", "recalcule", "montre"),
    [
        ("menages.contactes", "1", "1"), ("menages.contactes", "2", None), ("menages.contactes", None, None),
        ("menages.eligibles", "1", "1"), ("menages.eligibles", "2", None),
        ("axes.total", "1", "1"), ("axes.total", "2", "2"), ("axes.total", None, None),
    ],
)  # fmt: skip
def test_un_compte_de_menages_ne_se_publie_que_s_il_l_est_deja(
    mesure: Mesure, recalcule: str | None, montre: str | None
) -> None:
    """Publié, un ; tout autre chiffre se montre, retrouvé ou non."""
    compte = None if recalcule is None else Decimal(recalcule)
    confronte = Concordance(0, publie(mesure=mesure), METHODES[mesure], "", compte, frozenset())
    experience = raconter()
    seule = replace(experience, concordance=replace(experience.concordance, concordances=(confronte,)))
    (chiffre,) = seule.chiffrer(RUBRIQUES[mesure])
    assert chiffre == ChiffreRestitue(confronte, None if montre is None else Decimal(montre))


def test_les_organismes_a_qui_le_contrat_donne_un_role() -> None:
    roles = {"a": "[partenaire]", "b": "[]", "c": "[porteur, partenaire]"}
    texte = "{{nom: n, nature: etat, public: oui, source: e, roles: {}}}"
    organismes = {nom: objet(Organisme, texte.format(role), id=nom) for nom, role in roles.items()}
    celui = dossier(organismes=organismes)
    experience = raconter_experience(celui, date(2011, 1, 1))
    assert [o.id for o in experience.acteurs] == ["a", "c"]
    assert experience.illustrees == ()


def test_les_actions_donnees_en_exemple() -> None:
    """Celles dont le contrat publie un chiffre, et qui existent ; ou celles que l'on choisit."""
    assert [fiche.situation.action.id for fiche in raconter().illustrees] == ["b"]
    assert [fiche.situation.action.id for fiche in raconter("a").illustrees] == ["a"]


def test_d_ou_vient_le_contrat() -> None:
    experience = raconter()
    assert [jalon.libelle for jalon in experience.naissance] == ["x", "z", "au mois"]
    assert [*experience.naissance, *experience.suite] == sorted(
        experience.contrat.jalons, key=lambda jalon: jalon not in experience.naissance
    )

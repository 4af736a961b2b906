"""Le plan : ce que les aides laissent à payer, et la limite de cumul au centime."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.plan import LignePlan, PlanMenage, dresser
from tests.calculs.fabriques import REGLES, aide, bareme, demande

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
DROIT = bareme(
    aide("prime"),
    aide("refusee", "{genre: forfait, libelle: p, montant: 7}", COMMENCES),
    aide("ville", "{genre: forfait, libelle: p, montant: 300}", niveau="locale", financeur="ville"),
    aide("suivi", "{genre: forfait, libelle: p, montant: 50}", depense="accompagnement"),
    aide("sans-montant", "{genre: non_retrouve, libelle: p}"),
)


def plan(droit: Any = DROIT, **dit: Any) -> PlanMenage:
    celle = demande(**({"commences": True} | dit))
    return dresser(juger(celle, droit), droit)


def test_les_lignes_du_plan() -> None:
    trouve = plan(travaux_ht="2000", travaux_ttc="2110")
    assert trouve.lignes == (
        LignePlan("aide prime", "État", Decimal(1000), "calculee", "travaux"),
        LignePlan("aide ville", "ville", Decimal(300), "calculee", "travaux"),
    )
    # Une aide acquise sans montant connu est dite à part.
    assert [r.aide.id for r in trouve.non_comptees] == ["sans-montant"]
    assert trouve.hors_plan == (LignePlan("aide suivi", "État", Decimal(50), "calculee", "accompagnement"),)
    assert (trouve.travaux_ht, trouve.travaux_ttc, trouve.aides) == (Decimal(2000), Decimal(2110), Decimal(1300))
    assert (trouve.reste_a_charge, trouve.excedent, trouve.depassement) == (Decimal(810), Decimal(0), Decimal(0))


def test_ce_que_le_menage_declare() -> None:
    declare = plan(travaux_ttc="2110", aides_locales="200", autres_aides="100")
    assert declare.lignes[1:] == (
        LignePlan("Aides des collectivités", "collectivités", Decimal(200), "declaree", "travaux"),
        LignePlan("Autres aides", "autres organismes", Decimal(100), "declaree", "travaux"),
    )
    assert declare.aides == Decimal(1300)
    # Zéro déclaré remplace les aides locales calculées, sans ligne.
    rien = plan(travaux_ttc="2110", aides_locales="0", autres_aides="0")
    assert [ligne.libelle for ligne in rien.lignes] == ["aide prime"]
    assert [r.aide.id for r in rien.remplacees] == [r.aide.id for r in declare.remplacees] == ["ville"]


@pytest.mark.parametrize(
    ("ttc", "reste", "excedent"),
    [("1300.01", "0.01", "0"), ("1300", "0", "0"), ("1299.99", "0", "0.01"), (None, None, "0")],
)
def test_le_reste_a_charge_et_l_excedent(ttc: str | None, reste: str | None, excedent: str) -> None:
    trouve = plan(travaux_ttc=ttc)
    assert trouve.reste_a_charge == (None if reste is None else Decimal(reste))
    assert trouve.excedent == Decimal(excedent)


@pytest.mark.parametrize(
    ("ttc", "autres", "depassement"),
    [
        ("1625", None, "0"),  # 80 % de 1 625 : 1 300
        ("1624.99", None, "0.01"),  # 1 299,992 : 1 299,99 au centime
        ("1624.40", None, "0.48"),
        ("1625", "500", "0"),  # les autres organismes ne sont pas des aides publiques
        (None, None, "0"),
    ],
)
def test_la_limite_de_cumul_au_centime(ttc: str | None, autres: str | None, depassement: str) -> None:
    assert plan(travaux_ttc=ttc, autres_aides=autres).depassement == Decimal(depassement)


def test_sans_regle_de_cumul_aucun_depassement() -> None:
    regles = REGLES.partition("cumul:")[0] + "cumul: []"
    trouve = plan(bareme(aide("prime"), regles=regles), travaux_ttc="10")
    assert (trouve.cumul, trouve.depassement) == (None, Decimal(0))
    passee = REGLES.replace("au: 2012-12-31, taux", "au: 2011-09-19, taux")
    assert plan(bareme(aide("prime"), regles=passee), travaux_ttc="10").cumul is None
    derniere = plan(bareme(aide("prime"), regles=REGLES.replace("au: 2012-12-31, taux", "au: 2011-09-20, taux")))
    assert derniere.cumul is not None
    assert derniere.cumul.taux == Decimal(80)


@pytest.mark.parametrize(
    ("forte", "faible", "lignes", "ecartees"),
    [
        ("700", "300", ["forte", "tierce"], ["faible"]),
        ("300", "700", ["faible", "tierce"], ["forte"]),
    ],
)
def test_de_deux_aides_qui_s_excluent_la_moins_forte_s_ecarte(
    forte: str, faible: str, lignes: list[str], ecartees: list[str]
) -> None:
    """Celle qui est refusée n'exclut personne."""
    forfait = "{genre: forfait, libelle: p, montant: %s}"
    droit = bareme(
        aide("forte", forfait % forte, incompatibles=["faible"]), aide("faible", forfait % faible, rang="2"),
        aide("tierce", forfait % "5", incompatibles=["refusee"], rang="3"),
        aide("refusee", forfait % "9000", COMMENCES, rang="4"),
    )  # fmt: skip
    trouve = plan(droit, commences=True)
    assert [ligne.libelle.removeprefix("aide ") for ligne in trouve.lignes] == lignes
    assert [r.aide.id for r in trouve.ecartees] == ecartees

"""Qui et quel endroit une aide sert : le premier cas en vigueur qui cite la valeur, et ses propres conditions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.logique import Verdict
from tests.calculs.fabriques import FORFAIT, aide, bareme, juger_aide

PORTEE = """
genre: portee
champ: statut_occupation
piece: titre
cas:
  - {valeurs: [proprietaire_occupant], admis: oui, libelle: occupant}
  - {valeurs: [locataire], admis: non, libelle: locataire, piece: bail, du: 2011-01-01}
  - {valeurs: [locataire], admis: hors_champ, libelle: locataire avant}
  - {valeurs: [heberge], admis: non_juge, libelle: hébergé}
  - valeurs: [acquereur, usufruitier_occupant]
    admis: oui
    libelle: acquéreur
    conditions:
      - {genre: egal, champ: commences, seuil: non}
      - {genre: au_moins, champ: gain, seuil: 25 %, sans_reponse: reserve}
"""


def juger(portee: str = PORTEE, **dit: Any) -> tuple[Verdict, ResultatCondition]:
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, portee)), **dit)
    return resultat.verdict, resultat.conditions[0]


@pytest.mark.parametrize(
    ("statut", "verdict", "libelle"),
    [
        ("proprietaire_occupant", Verdict.ELIGIBLE, "occupant"),
        ("locataire", Verdict.NON_ELIGIBLE, "locataire"),
        ("heberge", Verdict.NON_JUGE, "hébergé"),
        ("nue_propriete", Verdict.NON_JUGE, "condition portee"),  # aucun cas ne la cite
        (None, Verdict.INDETERMINE, "condition portee"),
    ],
)
def test_le_cas_qui_cite_la_valeur(statut: str | None, verdict: Verdict, libelle: str) -> None:
    trouve, condition = juger(statut_occupation=statut)
    assert (trouve, condition.libelle, condition.valeur) == (verdict, libelle, statut)
    assert condition.piece == ("bail" if statut == "locataire" else None if condition.regle else "titre")
    assert (condition.regle is None) is (statut in (None, "nue_propriete"))


def test_le_cas_du_jour() -> None:
    assert (
        juger(statut_occupation="locataire", jour=date(2010, 12, 31), revenus={2008: "9000"})[0] is Verdict.HORS_CHAMP
    )


@pytest.mark.parametrize(
    ("dit", "verdict", "bloque"),
    [
        ({"commences": False, "gain": "25 %"}, Verdict.ELIGIBLE, True),
        ({"commences": False}, Verdict.ELIGIBLE, False),  # une réserve
        ({"commences": True}, Verdict.NON_ELIGIBLE, True),
        ({"gain": "24 %"}, Verdict.NON_ELIGIBLE, True),
        ({}, Verdict.INDETERMINE, True),
    ],
)
def test_les_conditions_propres_a_un_cas(dit: dict[str, Any], verdict: Verdict, bloque: bool) -> None:
    trouve, condition = juger(statut_occupation="acquereur", **dit)
    assert (trouve, condition.bloque, len(condition.sous)) == (verdict, bloque, 2)
    assert condition.libelle == "acquéreur"


GESTES = """
genre: gestes
libelle: par geste
ecretement: {}
plafond: 20000
gestes: [{geste: murs_exterieur, par: forfait, periodes: [{du: 2010-01-01, montants: {tres_modeste: 75}}]}]
"""


@pytest.mark.parametrize(
    ("gestes", "admis", "compris"),
    [
        ([], Verdict.INDETERMINE, Verdict.INDETERMINE),
        (["murs_exterieur"], Verdict.ELIGIBLE, Verdict.NON_ELIGIBLE),
        (["audit"], Verdict.NON_ELIGIBLE, Verdict.ELIGIBLE),
        (["audit", "murs_exterieur"], Verdict.ELIGIBLE, Verdict.ELIGIBLE),
    ],
)
def test_les_gestes_du_projet(gestes: list[str], admis: Verdict, compris: Verdict) -> None:
    """Un geste au moins a son forfait ; le projet comprend celui qui est attendu."""
    dits = tuple({"geste": g} for g in gestes)
    _, resultat = juger_aide("prime", bareme(aide("prime", GESTES, "{genre: geste_admis}")), gestes=dits)
    assert resultat.verdict is admis
    assert resultat.conditions[0].valeur == (tuple(gestes) or None)
    _, resultat = juger_aide(
        "prime", bareme(aide("prime", GESTES, "{genre: geste_compris, geste: audit}")), gestes=dits
    )
    (condition,) = resultat.conditions
    assert (resultat.verdict, condition.valeur) == (compris, tuple(gestes) or None)
    assert condition.seuil == (("audit",) if gestes else None)
    l_un = "{genre: geste_compris, geste: fenetres, ou: [audit, rampants]}"
    _, resultat = juger_aide("prime", bareme(aide("prime", GESTES, l_un)), gestes=dits)
    assert resultat.verdict is compris
    assert resultat.conditions[0].seuil == (("fenetres", "audit", "rampants") if gestes else None)


def test_un_geste_refuse_ne_demande_rien() -> None:
    """Ce qui manque est celui des gestes à vérifier ; l'autre n'est pas pour ces ressources."""
    paie = """{genre: gestes, libelle: g, ecretement: {}, plafond: 20000, gestes: [
      {geste: rampants, par: m2, periodes: [{du: 2010-01-01, montants: {tres_modeste: 75}, type: maison}]},
      {geste: audit, par: forfait, periodes: [{du: 2010-01-01, montants: {modeste: 75}, gain: 55 %}]}]}"""
    dits = ({"geste": "rampants"}, {"geste": "audit"})
    _, resultat = juger_aide("prime", bareme(aide("prime", paie, "{genre: geste_admis}")), gestes=dits)
    assert (resultat.verdict, resultat.conditions[0].manque) == (Verdict.INDETERMINE, ("type",))

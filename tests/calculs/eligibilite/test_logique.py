"""Trois valeurs : un « non » certain l'emporte sur un inconnu, un inconnu sur un « oui »."""

from __future__ import annotations

import pytest

from contrat.calculs.eligibilite.logique import ETATS, VERDICTS, Etat, Verdict, toutes, trancher, une_parmi

OUI, NON, DOUTE = Etat.REMPLIE, Etat.NON_REMPLIE, Etat.A_VERIFIER


@pytest.mark.parametrize(
    ("etats", "exigees", "suffit"),
    [
        ([], OUI, NON),
        ([OUI], OUI, OUI),
        ([NON], NON, NON),
        ([DOUTE], DOUTE, DOUTE),
        ([OUI, NON], NON, OUI),
        ([OUI, DOUTE], DOUTE, OUI),
        ([DOUTE, NON], NON, DOUTE),
        ([OUI, DOUTE, NON], NON, OUI),
    ],
)
def test_les_tables_de_verite(etats: list[Etat], exigees: Etat, suffit: Etat) -> None:
    assert toutes(etats) is exigees
    assert une_parmi(etats) is suffit


@pytest.mark.parametrize(
    ("oui", "non", "attendu"), [(True, False, OUI), (True, True, OUI), (False, True, NON), (False, False, DOUTE)]
)
def test_trancher(oui: bool, non: bool, attendu: Etat) -> None:
    assert trancher(oui, non) is attendu


def test_chaque_etat_a_son_verdict() -> None:
    assert VERDICTS == {
        OUI: Verdict.ELIGIBLE,
        NON: Verdict.NON_ELIGIBLE,
        DOUTE: Verdict.INDETERMINE,
        Etat.HORS_CHAMP: Verdict.HORS_CHAMP,
        Etat.NON_JUGE: Verdict.NON_JUGE,
    }
    assert {verdict: etat for etat, verdict in VERDICTS.items()} == ETATS
    # Ces mots sont ceux du JSON et du CSV.
    assert [str(e) for e in Etat] == ["remplie", "non_remplie", "a_verifier", "hors_champ", "non_juge"]
    assert [str(v) for v in Verdict] == ["eligible", "non_eligible", "indetermine", "hors_champ", "non_juge"]


def test_une_aide_ouverte_est_accordee_ou_a_verifier() -> None:
    assert [v for v in Verdict if v.est_ouvert] == [Verdict.ELIGIBLE, Verdict.INDETERMINE]

"""Le jour de l'échéance rien n'est en retard, le lendemain si ; une date incomplète joue pour l'action."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.actions.retard import (
    Retard,
    etapes_au,
    fin_attendue,
    mesurer_retard,
    statut_du_jour,
    statut_est_sur,
)
from tests.calculs.fabriques import action


def etape(statut: str, moment: str, **champs: str) -> dict[str, str]:
    return {"statut": statut, "date": moment, "source": "essai"} | champs


HISTORIQUE = [
    etape("proposee", "2009-11"),
    etape("approuvee", "2010-02-15"),
    etape("reportee", "2011", echeance="2012-06"),
    etape("realisee", "2012-09-30"),
]
FICHE = action("calendrier: {debut: 2010, fin: 2011-12}", historique=HISTORIQUE)


@pytest.mark.parametrize(
    ("jour", "statut", "nombre"),
    [
        (date(2009, 10, 31), None, 0),
        (date(2009, 11, 1), "proposee", 1),
        (date(2010, 2, 14), "proposee", 1),
        (date(2010, 2, 15), "approuvee", 2),
        (date(2011, 1, 1), "reportee", 3),
        (date(2012, 9, 30), "realisee", 4),
    ],
)
def test_le_statut_du_jour(jour: date, statut: str | None, nombre: int) -> None:
    assert statut_du_jour(FICHE, jour) == statut
    assert len(etapes_au(FICHE, jour)) == nombre


@pytest.mark.parametrize(
    ("jour", "attendue", "retard"),
    [
        (date(2010, 12, 31), "2011-12", None),
        (date(2011, 1, 1), "2012-06", None),
        (date(2012, 6, 30), "2012-06", None),
        (date(2012, 7, 1), "2012-06", "2012-06"),
        (date(2012, 9, 29), "2012-06", "2012-06"),
        (date(2012, 9, 30), "2012-06", None),  # une action finie n'est jamais en retard
    ],
)
def test_la_fin(jour: date, attendue: str, retard: str | None) -> None:
    assert fin_attendue(FICHE, etapes_au(FICHE, jour)) == attendue
    assert mesurer_retard(FICHE, jour) == Retard(retard, ())
    assert bool(mesurer_retard(FICHE, jour)) is (retard is not None)


@pytest.mark.parametrize(
    ("statut", "retard"),
    [("lancee", True), ("suspendue", True), ("realisee", False), ("abandonnee", False), ("transferee", False)],
)
def test_les_statuts_finis(statut: str, retard: bool) -> None:
    fiche = action("calendrier: {debut: 2010, fin: 2011}", historique=[etape(statut, "2010")])
    assert bool(mesurer_retard(fiche, date(2012, 1, 1))) is retard
    assert not mesurer_retard(fiche, date(2011, 12, 31))


def test_sans_fin_ni_etape_aucun_retard() -> None:
    assert mesurer_retard(action(), date(2030, 1, 1)) == Retard(None, ())
    tardive = action("calendrier: {debut: 2010, fin: 2010}", historique=[etape("realisee", "2012")])
    assert mesurer_retard(tardive, date(2011, 1, 1)).fin == "2010"
    reports = [etape("reportee", "2010", echeance="2011"), etape("reportee", "2011", echeance="2013"),
               etape("lancee", "2012")]  # fmt: skip
    assert fin_attendue(action(historique=reports), action(historique=reports).historique) == "2013"


@pytest.mark.parametrize(
    ("prevu", "fait", "jour", "retard"),
    [
        ("2010-06", None, date(2010, 6, 30), False),
        ("2010-06", None, date(2010, 7, 1), True),
        ("2010-06", "2010-07-01", date(2010, 7, 1), False),
        ("2010-06", "2010-07-02", date(2010, 7, 1), True),
        ("2010-06", "2010-07", date(2010, 7, 1), False),
        (None, None, date(2030, 1, 1), False),
    ],
)
def test_un_jalon(prevu: str | None, fait: str | None, jour: date, retard: bool) -> None:
    jalon: dict[str, Any] = {"libelle": "ouverture", "source": "essai"}
    jalon |= {c: v for c, v in (("prevu", prevu), ("fait", fait)) if v}
    fiche = action(calendrier={"debut": "2010", "jalons": [jalon]})
    assert [j.libelle for j in mesurer_retard(fiche, jour).jalons] == ["ouverture"] * retard
    assert bool(mesurer_retard(fiche, jour)) is retard


@pytest.mark.parametrize(
    ("jour", "est_sur"),
    [
        (date(2009, 10, 31), True), (date(2009, 11, 29), False), (date(2009, 11, 30), True), (date(2010, 2, 15), True),
        (date(2011, 12, 30), False), (date(2011, 12, 31), True), (date(2012, 9, 30), True),
    ],
)  # fmt: skip
def test_un_statut_date_d_un_mois_n_est_sur_qu_a_sa_fin(jour: date, est_sur: bool) -> None:
    assert statut_est_sur(FICHE, jour) is est_sur

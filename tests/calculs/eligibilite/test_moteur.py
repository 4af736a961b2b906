"""Le verdict et le montant de chaque aide, dans l'ordre, avec le nom et les réserves du jour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import HorsBareme, juger
from contrat.dates import dire_jour
from tests.calculs.fabriques import FORFAIT, aide, bareme, demande, juger_aide

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %}"
RESERVE = "{genre: au_moins, champ: gain, seuil: 25 %, sans_reponse: reserve}"
PARITE = "{genre: parite, libelle: majoration, plafond: 500}"
ECRETE = """{genre: ecretement, taux: {tres_modeste: 100 %}, assiette: travaux_ttc,
montant: {genre: forfait, libelle: prime, montant: 1000}}"""
LOCALE: dict[str, Any] = {"niveau": "locale", "egale_par_parite": "oui"}
OUI, NON, DOUTE = Verdict.ELIGIBLE, Verdict.NON_ELIGIBLE, Verdict.INDETERMINE


@pytest.mark.parametrize(
    ("dit", "verdict", "montant"),
    [
        ({"commences": False, "gain": "25 %"}, OUI, 1000),
        ({"commences": False, "gain": "24.99 %"}, NON, None),
        ({"commences": False}, DOUTE, None),
        ({"commences": True}, NON, None),
    ],
)
def test_le_verdict_et_le_montant(dit: dict[str, Any], verdict: Verdict, montant: int | None) -> None:
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, COMMENCES, GAIN)), **dit)
    assert resultat.verdict is verdict
    assert resultat.montant == (None if montant is None else Decimal(montant))
    # Ce que l'aide vaudrait, conditions remplies.
    assert resultat.montant_possible == Decimal(1000)
    assert [c.condition.genre for c in resultat.conditions] == ["egal", "au_moins"]


@pytest.mark.parametrize(("arrondi", "attendu"), [("", "333.35"), ("arrondi: euro", "333.00")])
def test_l_arrondi_de_la_version(arrondi: str, attendu: str) -> None:
    taux = "{genre: taux, libelle: aide, taux: {tres_modeste: 35 %}, assiette: travaux_ht, plafond: 13000}"
    _, resultat = juger_aide("taux", bareme(aide("taux", taux, version=arrondi)), travaux_ht="952.43")
    assert str(resultat.montant) == attendu
    _, inconnu = juger_aide("taux", bareme(aide("taux", taux)))
    assert (inconnu.verdict, inconnu.montant, inconnu.montant_possible) == (OUI, None, None)


@pytest.mark.parametrize(("jour", "couvert"), [
    (date(2009, 12, 31), False), (date(2010, 1, 1), True), (date(2012, 12, 31), True), (date(2013, 1, 1), False),
])  # fmt: skip
def test_hors_du_bareme(jour: date, couvert: bool) -> None:
    if couvert:
        assert juger(demande(jour=jour), bareme()).demande.jour == jour
        return
    with pytest.raises(HorsBareme) as faute:
        juger(demande(jour=jour), bareme())
    assert faute.value.args[0] == f"aucun barème en vigueur au {dire_jour(jour)}"
    assert str(faute.value.aide) == "périodes couvertes : du 1er janvier 2010 au 31 décembre 2012"


def test_l_ordre_et_le_nom_des_aides() -> None:
    droit = bareme(aide("b", rang="2"), aide("c", rang="1", version="libelle: nom du moment"), aide("a", rang="2"))
    resultats = juger(demande(), droit).aides
    assert [(r.aide.id, r.libelle) for r in resultats] == [("c", "nom du moment"), ("a", "aide a"), ("b", "aide b")]


def test_les_reserves_et_les_engagements_du_jour() -> None:
    doutes = [{"texte": t, "source": "loi", "statut": "certain"} | dates for t, dates in (
        ("toujours", {}), ("avant", {"au": "2011-09-19"}), ("jusque", {"au": "2011-09-20"}))]  # fmt: skip
    _, resultat = juger_aide("prime", bareme(aide("prime", reserves=doutes, engagements=doutes)))
    assert [r.texte for r in resultat.reserves] == ["toujours", "jusque"]
    assert [e.texte for e in resultat.engagements] == ["toujours", "jusque"]


@pytest.mark.parametrize(
    ("commences", "gain", "certaine"),
    [(False, "30 %", True), (False, None, False), (True, None, True), (None, "30 %", False)],
)
def test_une_reponse_certaine(commences: bool | None, gain: str | None, certaine: bool) -> None:
    """Ni un doute ni une réserve ne peuvent plus la renverser."""
    droit = bareme(aide("prime", FORFAIT, COMMENCES, RESERVE))
    assert juger_aide("prime", droit, commences=commences, gain=gain)[1].est_certaine is certaine

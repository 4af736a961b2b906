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


def test_chaque_aide_se_juge_sur_les_travaux_qu_elle_paie() -> None:
    """Une aide à l'énergie garde les premiers travaux ; celle à l'autonomie se juge sur les autres."""
    nature = "{genre: egal, champ: nature, seuil: %s}"
    taux = "{genre: taux, libelle: t, assiette: travaux_ht, taux: {tres_modeste: 50 %}, plafond: 90000}"
    droit = bareme(aide("a", taux, nature % "energie"), aide("b", taux, nature % "autonomie", rang="2"))
    autres = ({"nature": "autonomie", "travaux_ht": "70"},)
    jugement = juger(demande(nature="energie", travaux_ht="1000", autres_travaux=autres), droit)
    assert [(r.aide.id, r.montant, r.travaux and r.travaux.nature) for r in jugement.aides] == [
        ("a", Decimal(500), None), ("b", Decimal(35), "autonomie"),
    ]  # fmt: skip


def test_une_aide_qui_ne_sert_pas_ce_public_n_est_pas_jugee() -> None:
    publics = {nom: [f"proprietaire_{nom}"] for nom in ("occupant", "bailleur")}
    droit = bareme(*(aide(nom, publics=p, rang=str(r)) for r, (nom, p) in enumerate(publics.items(), 1)))
    for statut, codes in (("proprietaire_occupant", ["occupant"]), ("proprietaire_bailleur", ["bailleur"])):
        assert [r.aide.id for r in juger(demande(statut_occupation=statut), droit).aides] == codes


def test_une_fourchette_n_est_donnee_que_d_une_aide_jugee() -> None:
    forfaits = "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 9, modeste: 8, superieur: 7}}"
    cas = "[{valeurs: [heberge], admis: non_juge, libelle: h}, {valeurs: [locataire], admis: oui, libelle: l}]"
    droit = bareme(aide("prime", forfaits, f"{{genre: portee, champ: statut_occupation, cas: {cas}}}"))
    for statut, bornes in (("locataire", (Decimal(7), Decimal(9))), ("heberge", None)):
        fourchette = juger_aide("prime", droit, statut_occupation=statut, revenus={})[1].fourchette
        assert (fourchette and fourchette[:2]) == bornes


def test_un_non_dont_on_ignore_qui_peut_devenir_non_juge() -> None:
    cas = "[{valeurs: [heberge], admis: non_juge, libelle: h}, {valeurs: [locataire], admis: oui, libelle: l}]"
    portee = f"{{genre: portee, champ: statut_occupation, cas: {cas}}}"
    droit = bareme(aide("prime", FORFAIT, portee, COMMENCES))
    for statut, certaine in (("locataire", True), (None, False)):
        resultat = juger_aide("prime", droit, statut_occupation=statut, commences=True)[1]
        assert (resultat.verdict, resultat.est_certaine) == (NON, certaine)

"""Aux bornes : au plafond, un centime au-dessus, la veille d'un changement de règlement."""

from __future__ import annotations

import pytest

from tests.eligibilite.conftest import Juger, aide, montants, verdicts


@pytest.mark.parametrize(
    ("jour", "ase"),
    [
        ("2010-10-01", "1600.00"),
        ("2012-04-04", "1600.00"),
        ("2012-04-05", "2100.00"),
        ("2013-05-31", "2100.00"),
        ("2013-06-01", "3500.00"),
        ("2013-12-31", "3500.00"),
    ],
)
def test_la_prime_change_le_jour_du_reglement(juger: Juger, jour: str, ase: str) -> None:
    """Un ménage très modeste avec 500 € d'aides locales, la veille et le jour de chaque règlement."""
    annee = int(jour[:4]) - 2
    assert montants(juger({annee: "8000"}, demande=jour, aides_locales="500"))["ase"] == ase


@pytest.mark.parametrize(
    ("jour", "montant"),
    [("2010-12-31", "2600.00"), ("2011-01-01", "4000.00"), ("2013-05-31", "4000.00"), ("2013-06-01", "10000.00")],
)
def test_l_aide_de_l_anah_change_de_taux_et_de_plafond(juger: Juger, jour: str, montant: str) -> None:
    """13 000 € de travaux retenus jusqu'à fin 2010, 20 000 € ensuite ; 20 %, puis 50 % en juin 2013."""
    annee = int(jour[:4]) - 2
    resultat = juger({annee: "10900"}, demande=jour, nombre="1", travaux_ht="24000", travaux_ttc="25320")
    assert montants(resultat)["anah-energie"] == montant


@pytest.mark.parametrize(
    ("personnes", "tres_modeste", "modeste"),
    [
        ("1", "14173", "18170"),
        ("2", "20728", "26573"),
        ("3", "24930", "31957"),
        ("4", "29123", "37336"),
        ("5", "33335", "42736"),
        ("6", "37535", "48118"),
        ("7", "41735", "53500"),
        ("8", "45935", "58882"),
    ],
)
def test_plafonds_de_juin_2013_au_centime(juger: Juger, personnes: str, tres_modeste: str, modeste: str) -> None:
    """Arrêté du 24 mai 2013, autres régions : égal au plafond on est dedans, un centime au-dessus on n'y est plus."""

    def categorie(rfr: str) -> str:
        return str(juger({2011: rfr}, nombre=personnes, demande="2013-06-01")["categorie"]["code"])

    assert categorie(tres_modeste) == "tres_modeste"
    assert categorie(f"{tres_modeste}.01") == "modeste"
    assert categorie(modeste) == "modeste"
    assert categorie(f"{modeste}.01") == "hors_plafond"


@pytest.mark.parametrize(
    ("personnes", "tres_modeste", "modeste"),
    [("1", "19616", "23881"), ("5", "46192", "56232"), ("6", "51996", "63300"), ("8", "63604", "77436")],
)
def test_plafonds_de_juin_2013_en_ile_de_france(juger: Juger, personnes: str, tres_modeste: str, modeste: str) -> None:
    """Arrêté du 24 mai 2013, Île-de-France : la zone se déduit du code de la commune."""
    for rfr, attendue in ((tres_modeste, "tres_modeste"), (f"{tres_modeste}.01", "modeste"), (modeste, "modeste")):
        resultat = juger({2011: rfr}, nombre=personnes, commune='"75056"', demande="2013-06-01")
        assert resultat["categorie"]["code"] == attendue


@pytest.mark.parametrize(
    ("rfr", "categorie"),
    [
        ("12774", "tres_social"),
        ("12774.01", "indetermine"),
        ("12784", "indetermine"),
        ("12784.01", "base"),
        ("16610", "base"),
        ("16610.01", "indetermine"),
        ("16616.01", "majore"),
        ("25562", "indetermine"),
        ("25562.01", "hors_plafond"),
    ],
)
def test_entre_les_bornes_d_un_plafond_non_retrouve_on_ne_sait_pas(juger: Juger, rfr: str, categorie: str) -> None:
    """Demandes de 2011, deux personnes : sous la fourchette, dedans, au-dessus."""
    assert juger({2009: rfr})["categorie"]["code"] == categorie


def test_dans_la_fourchette_le_verdict_est_a_verifier_et_le_montant_n_est_pas_promis(juger: Juger) -> None:
    """16 613 € en 2011 pour deux personnes : base ou majoré, on ne peut pas trancher."""
    resultat = juger({2009: "16613"})
    assert verdicts(resultat)["anah-energie"] == "indetermine"
    assert montants(resultat)["anah-energie"] is None
    assert aide(resultat, "anah-energie")["montant_possible"] == "2000.00"
    assert resultat["plan"]["aides"] == "0.00"


@pytest.mark.parametrize(
    ("gain", "verdict"), [("25 %", "eligible"), ("24.9 %", "non_eligible"), ("24.99 %", "non_eligible")]
)
def test_le_gain_se_juge_a_25_pour_cent(juger: Juger, gain: str, verdict: str) -> None:
    """En deçà, l'Anah aide encore mais la prime est refusée."""
    resultat = juger({2010: "9000"}, demande="2012-06-01", gain=gain)
    assert verdicts(resultat)["ase"] == verdict
    assert montants(resultat)["anah-energie"] == "3500.00"


@pytest.mark.parametrize(
    ("achevement", "verdict"),
    [("2001-06-01", "eligible"), ("2001-06-02", "non_eligible"), ("2001-05", "eligible"), ("2001", "indetermine")],
)
def test_le_logement_acheve_au_premier_juin_2001(juger: Juger, achevement: str, verdict: str) -> None:
    """Une année seule ne dit pas si le logement était achevé le 1er juin."""
    resultat = juger({2010: "9000"}, demande="2012-06-01", achevement=achevement)
    conditions = {c["code"]: c["etat"] for c in aide(resultat, "ase")["conditions"]}
    attendu = {"eligible": "remplie", "non_eligible": "non_remplie", "indetermine": "a_verifier"}[verdict]
    assert conditions["logement-avant-2001"] == attendu


@pytest.mark.parametrize(
    ("locales", "ase"), [("0", "1600.00"), ("300", "1900.00"), ("500", "2100.00"), ("1000", "2100.00")]
)
def test_la_majoration_suit_l_aide_locale_dans_la_limite_de_500_euros(juger: Juger, locales: str, ase: str) -> None:
    """300 € locaux font 300 € de plus, 1 000 € locaux en font 500."""
    resultat = juger({2010: "9000"}, demande="2012-05-10", aides_locales=locales)
    assert montants(resultat)["ase"] == ase


def test_avant_le_protocole_la_prime_attend_sa_signature(juger: Juger) -> None:
    """Le protocole de Valbrume est du 27 octobre 2010 : refus la veille, et la date qui changerait la réponse."""
    sans = {"contrat_local": None}
    veille = juger({2008: "9000"}, demande="2010-10-26", **sans)
    assert verdicts(veille)["ase"] == "non_eligible"
    assert {"champ": "date", "de": "2010-10-26", "vers": "2010-10-27", "verdict": "eligible"} in aide(veille, "ase")[
        "changerait"
    ]
    assert verdicts(juger({2008: "9000"}, demande="2010-10-27", **sans))["ase"] == "eligible"

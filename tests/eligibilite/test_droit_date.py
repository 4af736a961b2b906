"""Le droit change à la veille et au jour dits : chaque demande relève des règles de son propre jour."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import Juger, aide, ecrire_menage, montants, verdicts

PARCOURS = "mpr-parcours-accompagne"
# Une rénovation complète : de F à B, quatre classes, pour une personne très modeste hors Île-de-France.
AMPLEUR: dict[str, str | None] = {
    "nombre": "1", "dpe": "F", "dpe_vise": "B", "travaux_ht": "60000", "travaux_ttc": "63300", "gestes_isolation": "2",
    "energie_fossile": "aucune", "type": "maison", "rendez_vous_conseil": "oui", "prix_accompagnement": "1900",
    "accompagnement_finance": "non",
}  # fmt: skip


def condition(resultat: dict[str, Any], code_aide: str, code: str) -> dict[str, Any]:
    """La condition de ce code, ou rien si elle n'est pas exigée ce jour-là."""
    return next((c for c in aide(resultat, code_aide)["conditions"] if c["code"] == code), {})


@pytest.mark.parametrize(
    ("jour", "rfr", "attendus"),
    [
        ("2011-03-15", "8000", {"anah-energie": "7000.00", "ase": "1100.00"}),
        ("2012-04-04", "8000", {"anah-energie": "7000.00", "ase": "1100.00"}),
        ("2012-04-05", "8000", {"anah-energie": "7000.00", "ase": "1600.00"}),
        ("2013-05-31", "8000", {"anah-energie": "7000.00", "ase": "1600.00"}),
        ("2013-06-01", "8000", {"anah-energie": "10000.00", "ase": "3000.00"}),
        ("2014-12-31", "8000", {"anah-energie": "10000.00", "ase": "3000.00"}),
        ("2015-01-01", "8000", {"anah-energie": "10000.00", "ase": "2000.00"}),
        ("2015-01-01", "18000", {"anah-energie": "7000.00", "ase": "1600.00"}),
        ("2017-06-15", "8000", {"anah-energie": "10000.00", "ase": "2000.00"}),
        ("2017-06-15", "18000", {"anah-energie": "7000.00", "ase": "1600.00"}),
        ("2020-12-31", "8000", {"anah-energie": "10000.00", "ase": "2000.00"}),
        ("2021-01-01", "8000", {"anah-energie": "18000.00", "ase": "3000.00"}),
        ("2022-03-01", "8000", {"anah-energie": "18000.00", "ase": "3000.00"}),
        ("2022-06-30", "19000", {"anah-energie": "13500.00", "ase": "2000.00"}),
        ("2022-07-01", "19000", {"anah-energie": "13500.00"}),
        ("2023-01-31", "8000", {"anah-energie": "18000.00"}),
        ("2023-02-01", "8000", {"anah-energie": "20500.00"}),
        ("2023-09-30", "20000", {"anah-energie": "15250.00"}),
        ("2023-10-01", "20000", {"anah-energie": "20500.00"}),
        ("2023-12-31", "8000", {"anah-energie": "25750.00"}),
        ("2024-01-01", "8000", {PARCOURS: "54000.00", "mar": "1900.00"}),
        ("2024-12-31", "20000", {PARCOURS: "42000.00", "mar": "1520.00"}),
        ("2025-06-22", "20000", {PARCOURS: "42000.00", "mar": "1520.00"}),
        ("2025-06-23", "8000", {}),
        ("2025-09-29", "8000", {}),
        ("2025-09-30", "8000", {PARCOURS: "32000.00", "mar": "1900.00"}),
        ("2025-09-30", "20000", {}),
        ("2025-12-31", "8000", {PARCOURS: "32000.00", "mar": "1900.00"}),
        ("2026-01-01", "8000", {}),
        ("2026-02-22", "8000", {}),
        ("2026-02-23", "20000", {PARCOURS: "24000.00", "mar": "1520.00"}),
        ("2026-09-01", "20000", {PARCOURS: "24000.00", "mar": "1520.00"}),
    ],
)
def test_chaque_demande_releve_des_regles_de_son_jour(
    juger: Juger, jour: str, rfr: str, attendus: dict[str, str]
) -> None:
    """60 000 € de travaux, de F à B, gain de 40 %, sans aide locale : ce que chaque époque accorde."""
    annee = int(jour[:4]) - (2 if jour < "2020" else 1)
    resultat = juger({annee: rfr}, demande=jour, gain="40 %", aides_locales="0", **AMPLEUR)
    nationales = {code: montant for code, montant in montants(resultat).items() if montant and "ville" not in code}
    assert nationales == attendus


@pytest.mark.parametrize(
    ("jour", "gain", "verdict"),
    [
        ("2017-12-31", "24.99 %", "indetermine"),
        ("2019-12-31", "24.99 %", "indetermine"),
        ("2020-01-01", "24.99 %", "non_eligible"),
        ("2020-12-31", "25 %", "eligible"),
        ("2021-01-01", "34.99 %", "non_eligible"),
        ("2021-01-01", "35 %", "eligible"),
    ],
)
def test_le_gain_exige_par_l_anah(juger: Juger, jour: str, gain: str, verdict: str) -> None:
    """25 % jusqu'en 2020, 35 % ensuite ; avant 2020, un geste seul pouvait être aidé autrement : à vérifier."""
    annee = int(jour[:4]) - (2 if jour < "2020" else 1)
    assert verdicts(juger({annee: "8000"}, demande=jour, gain=gain, nombre="1"))["anah-energie"] == verdict


@pytest.mark.parametrize(
    ("jour", "dpe", "vise", "montant"),
    [
        ("2021-06-01", "F", "E", "6500.00"),
        ("2021-06-01", "F", "B", "8000.00"),
        ("2021-06-01", "E", "B", "6500.00"),
        ("2021-06-01", "E", "C", "5000.00"),
        ("2022-04-01", "G", "D", "6500.00"),
        ("2022-04-01", "G", "E", "5000.00"),
    ],
)
def test_les_bonus_de_2021_a_2023(juger: Juger, jour: str, dpe: str, vise: str, montant: str) -> None:
    """1 500 € pour sortir de F ou G, 1 500 € pour atteindre A ou B ; en 2022 l'arrivée en E n'est pas sûre."""
    resultat = juger({int(jour[:4]) - 1: "8000"}, demande=jour, gain="40 %", nombre="1", dpe=dpe, dpe_vise=vise)
    assert montants(resultat)["anah-energie"] == montant


def test_un_bonus_douteux_est_annonce_sans_etre_compte(contrat: Commande, tmp_path: Any) -> None:
    """De G à E en 2022 : les sources ne s'accordent pas."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2021: "8000"}, demande="2022-04-01", gain="40 %", nombre="1", dpe="G", dpe_vise="E")
    sortie = contrat("eligibilite", chemin).sortie
    assert "Calcul : 50 % de 10 000 € HT, plafonnés à 30 000 € = 5 000 € ; 1 500 € de plus\n  à confirmer\n" in sortie


@pytest.mark.parametrize(
    ("jour", "engagement"),
    [("2022-03-20", "habiter le logement six ans"), ("2022-03-21", "habiter le logement trois ans")],
)
def test_la_duree_d_occupation_change_en_mars_2022(
    contrat: Commande, tmp_path: Any, jour: str, engagement: str
) -> None:
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2021: "8000"}, demande=jour, gain="40 %", nombre="1", dpe="E", dpe_vise="C")
    assert f"* Engagement : {engagement} après les travaux" in contrat("eligibilite", chemin).sortie


@pytest.mark.parametrize(
    ("jour", "nature", "rfr", "champs", "attendu"),
    [
        ("2010-12-31", "travaux_lourds", "8000", {}, ("indetermine", None)),
        ("2011-01-01", "travaux_lourds", "8000", {}, ("eligible", "25000.00")),
        ("2011-01-01", "travaux_lourds", "17000", {"arrete": "oui"}, ("eligible", "25000.00")),
        ("2011-01-01", "travaux_lourds", "17000", {"arrete": "non"}, ("non_eligible", None)),
        ("2011-01-01", "travaux_lourds", "17000", {}, ("indetermine", None)),
        ("2013-06-01", "travaux_lourds", "18170", {}, ("eligible", "25000.00")),
        ("2013-06-01", "travaux_lourds", "18170.01", {}, ("non_eligible", None)),
        ("2016-05-01", "securite_salubrite", "14000", {}, ("eligible", "10000.00")),
        ("2023-12-31", "securite_salubrite", "20805", {}, ("eligible", "10000.00")),
        ("2011-06-01", "autonomie", "8000", {"besoin_adaptation": "oui"}, ("eligible", "10000.00")),
        ("2011-06-01", "autonomie", "17000", {"besoin_adaptation": "oui"}, ("eligible", "7000.00")),
        ("2018-06-01", "autonomie", "18598", {"besoin_adaptation": "oui"}, ("eligible", "7000.00")),
        ("2018-06-01", "autonomie", "18598.01", {"besoin_adaptation": "oui"}, ("non_eligible", None)),
        ("2018-06-01", "autonomie", "14000", {"besoin_adaptation": "non"}, ("non_eligible", None)),
        ("2024-01-01", "autonomie", "17009", {"tranche_age": "70_et_plus"}, ("eligible", "15400.00")),
        ("2024-01-01", "autonomie", "17009.01", {"tranche_age": "70_et_plus"}, ("eligible", "11000.00")),
        ("2024-01-01", "autonomie", "21805.01", {"tranche_age": "70_et_plus"}, ("non_eligible", None)),
        ("2024-01-01", "autonomie", "8000", {"tranche_age": "60_a_69"}, ("indetermine", None)),
        ("2024-01-01", "autonomie", "8000", {"tranche_age": "60_a_69", "besoin_adaptation": "oui"},
         ("eligible", "15400.00")),
        ("2024-01-01", "autonomie", "8000", {"tranche_age": "60_a_69", "besoin_adaptation": "non"},
         ("non_eligible", None)),
        ("2026-02-22", "autonomie", "8000", {"tranche_age": "70_et_plus"}, ("indetermine", None)),
        ("2026-02-23", "autonomie", "8000", {"tranche_age": "70_et_plus"}, ("eligible", "15400.00")),
    ],
)  # fmt: skip
def test_les_autres_travaux(
    juger: Juger, jour: str, nature: str, rfr: str, champs: dict[str, str], attendu: tuple[str, str | None]
) -> None:
    """50 000 € de travaux lourds, de sécurité, d'adaptation : verdict et montant de chaque époque."""
    codes = {"travaux_lourds": "anah-travaux-lourds", "securite_salubrite": "anah-securite-salubrite"}
    code = codes.get(nature, "anah-autonomie" if jour < "2024" else "mpr-adapt")
    annee = int(jour[:4]) - (2 if jour < "2020" else 1)
    communs: dict[str, str | None] = {"nombre": "1", "travaux_ht": "50000", "travaux_ttc": "52750"}
    resultat = aide(juger({annee: rfr}, demande=jour, nature=nature, **communs, **champs), code)
    assert (resultat["verdict"], resultat["montant"]) == attendu


@pytest.mark.parametrize(
    ("jour", "type_", "energie", "verdict"),
    [
        ("2026-08-31", "maison", "gaz_conserve", "eligible"),
        ("2026-08-31", "maison", "fioul_conserve", "non_eligible"),
        ("2026-08-31", "maison", "gaz_installe", "non_eligible"),
        ("2026-09-01", "maison", "gaz_conserve", "non_eligible"),
        ("2026-09-01", "maison", None, "indetermine"),
        ("2026-09-01", "maison", "aucune", "eligible"),
        ("2026-09-01", "appartement", "gaz_conserve", "eligible"),
    ],
)
def test_sans_gaz_ni_fioul_en_maison_depuis_septembre_2026(
    juger: Juger, jour: str, type_: str, energie: str | None, verdict: str
) -> None:
    resultat = juger({2025: "8000"}, demande=jour, **AMPLEUR | {"type": type_, "energie_fossile": energie})
    assert verdicts(resultat)[PARCOURS] == verdict


@pytest.mark.parametrize(
    ("changements", "code"),
    [
        ({"gestes_isolation": "1"}, "gestes-isolation"),
        ({"dpe": "D"}, "classe-de-depart"),
        ({"dpe": "E", "dpe_vise": "D"}, "classes-gagnees"),
        ({"professionnel": "non"}, "professionnel"),
        ({"residence_principale": "non"}, "residence-principale"),
        ({"achevement": "2011-03-02"}, "age-logement"),
    ],
)
def test_une_seule_condition_manque_et_l_aide_est_refusee(
    juger: Juger, changements: dict[str, str | None], code: str
) -> None:
    """Le 1er mars 2026, chaque condition du parcours accompagné, manquante seule."""
    assert verdicts(juger({2025: "8000"}, demande="2026-03-01", **AMPLEUR))[PARCOURS] == "eligible"
    resultat = juger({2025: "8000"}, demande="2026-03-01", **AMPLEUR | changements)
    assert verdicts(resultat)[PARCOURS] == "non_eligible"
    manquantes = [c["code"] for c in aide(resultat, PARCOURS)["conditions"] if c["etat"] == "non_remplie"]
    assert manquantes == [code]


@pytest.mark.parametrize("reponse", ["non", None])
def test_une_demarche_a_faire_n_est_pas_un_refus(juger: Juger, reponse: str | None) -> None:
    """Pas encore d'accompagnateur ni de rendez-vous : l'aide reste ouverte, et la réponse dit quoi faire."""
    pas_encore = {"accompagnement": reponse, "rendez_vous_conseil": reponse}
    resultat = juger({2025: "8000"}, demande="2026-03-01", **AMPLEUR | pas_encore)
    assert verdicts(resultat)[PARCOURS] == "eligible"
    restent = [c["code"] for c in aide(resultat, PARCOURS)["conditions"] if c["etat"] == "a_verifier"]
    assert restent == ["accompagnement", "rendez-vous-conseil"]


@pytest.mark.parametrize("jour", ["2023-12-31", "2024-01-01", "2026-03-01"])
def test_des_travaux_commences_en_urgence_se_verifient(juger: Juger, jour: str) -> None:
    """La dérogation d'avant 2024 n'a été abrogée par aucun texte lu."""
    revenus = {annee: "8000" for annee in (2022, 2023, 2025) if annee < int(jour[:4])}
    resultat = juger(revenus, demande=jour, **AMPLEUR | {"commences": "oui", "gain": "40 %"})
    code = PARCOURS if jour >= "2024" else "anah-energie"
    assert verdicts(resultat)[code] == "indetermine"


def test_quinze_ans_le_jour_meme(juger: Juger) -> None:
    """Achevé le 1er mars 2011 : l'âge est atteint le 1er mars 2026."""
    resultat = juger({2025: "8000"}, demande="2026-03-01", **AMPLEUR | {"achevement": "2011-03-01"})
    assert verdicts(resultat)[PARCOURS] == "eligible"


@pytest.mark.parametrize(
    ("ttc", "autres", "montant"),
    [
        ("63300", "0", "42000.00"),
        ("63300", "8640", "42000.00"),
        ("63300", "8640.01", "41999.99"),
        (None, "0", "42000.00"),
        (None, "6000", "42000.00"),
        (None, "6000.01", None),
    ],
)
def test_l_ecretement_au_centime(juger: Juger, ttc: str | None, autres: str, montant: str | None) -> None:
    """Modeste en 2024 : 80 % du TTC pour toutes les aides ; sans TTC, on ne conclut que s'il ne peut jouer."""
    resultat = juger({2023: "20000"}, demande="2024-06-15", **AMPLEUR | {"travaux_ttc": ttc, "autres_aides": autres})
    assert verdicts(resultat)[PARCOURS] == "eligible"
    assert montants(resultat)[PARCOURS] == montant


@pytest.mark.parametrize(
    ("revenus", "choix", "categorie"),
    [
        ({2023: "20000"}, None, "modeste"),
        ({2022: "8000"}, None, "tres_modeste"),
        ({2022: "8000"}, "2022", "tres_modeste"),
        ({2023: "20000", 2022: "8000"}, None, "modeste"),
        ({2023: "20000", 2022: "20500"}, None, "modeste"),
        ({2023: "20000", 2022: "8000"}, "2022", "tres_modeste"),
        ({2023: "20000", 2022: "8000"}, "2023", "modeste"),
        ({2021: "8000"}, "2021", "indetermine"),
    ],
)
def test_depuis_2020_le_conseiller_choisit_l_annee_des_revenus(
    juger: Juger, revenus: dict[int, str], choix: str | None, categorie: str
) -> None:
    """Avant la parution : la dernière année si son avis est là, sinon l'autre ; hors de la règle, pas de choix."""
    resultat = juger(revenus, demande="2024-06-15", annee_choisie=choix, **AMPLEUR)
    assert resultat["categorie"]["code"] == categorie


def test_le_contrat_local_de_2015_a_2017_n_est_pas_etabli(juger: Juger) -> None:
    """Un texte incertain n'entraîne pas de refus, et son silence laisse une réserve."""
    for contrat_local, verdict in (("non", "indetermine"), (None, "eligible"), ("oui", "eligible")):
        resultat = juger({2014: "8000"}, demande="2016-05-01", contrat_local=contrat_local, commune='"72181"')
        assert verdicts(resultat)["ase"] == verdict


def test_chaque_condition_cite_son_texte_et_sa_solidite(juger: Juger) -> None:
    """Fermé, le guichet cite le texte de la fermeture, pas celui de l'aide."""
    resultat = juger({2024: "8000"}, demande="2025-07-01", **AMPLEUR)
    guichet = condition(resultat, PARCOURS, "guichet")
    assert (guichet["etat"], guichet["source"], guichet["statut"]) == ("non_remplie", "ineris-2025", "corrobore")
    assert condition(juger({2024: "8000"}, demande="2025-06-22", **AMPLEUR), PARCOURS, "guichet") == {}

"""Là où d'autres calculateurs répondent faux en silence : refuser, ou dire ce qui manque."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import Juger, aide, ecrire_menage, verdicts
from tests.eligibilite.test_droit_date import AMPLEUR, PARCOURS

EN_2024 = {"demande": "2024-06-15", **AMPLEUR}


def test_revenu_absent(juger: Juger) -> None:
    """Ni très modeste, ni rien : à vérifier, et la pièce est nommée."""
    resultat = juger({}, **EN_2024)
    assert resultat["categorie"]["code"] == "indetermine"
    assert verdicts(resultat)[PARCOURS] == "indetermine"
    (doute,) = [c for c in aide(resultat, PARCOURS)["conditions"] if c["code"] == "ressources"]
    assert (doute["etat"], doute["piece"]) == ("a_verifier", "avis d'imposition de chaque occupant")


@pytest.mark.parametrize(("jour", "annee", "attendue"), [("2017-06-15", 2014, 2015), ("2024-06-15", 2021, 2023)])
def test_revenu_d_une_autre_annee(contrat: Commande, tmp_path: Path, jour: str, annee: int, attendue: int) -> None:
    """L'avis d'une autre année ne remplace pas celui que la règle demande : il est nommé."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {annee: "8000"}, **EN_2024 | {"demande": jour})
    sortie = contrat("eligibilite", chemin).sortie
    assert f"- avis d'imposition de chaque occupant : revenus de {attendue}\n" in sortie


@pytest.mark.parametrize(
    ("changements", "message"),
    [
        ({"rfr": "-5"}, "« -5 » n'est pas un montant"),
        ({"nombre": "0"}, "« 0 » n'est pas un nombre d'au moins 1"),
        ({"nombre": "2.5"}, "« 2.5 » n'est pas un nombre entier"),
        ({"commune": '"99999"'}, "« 99999 » n'est pas un code INSEE de commune"),
        ({"dpe": '"9"'}, "« 9 » n'est pas dans la liste"),
        ({"travaux_ht": "-1000"}, "« -1000 » n'est pas un montant"),
        ({"demande": "1990-06-15"}, "aucun barème en vigueur au 15 juin 1990"),
        ({"demande": "2040-06-15"}, "aucun barème en vigueur au 15 juin 2040"),
    ],
)
def test_une_valeur_impossible_est_refusee(
    contrat: Commande, tmp_path: Path, changements: dict[str, str], message: str
) -> None:
    """Aucune réponse : la faute est située dans le fichier."""
    chemin = tmp_path / "M-0001.yaml"
    champs = {c: v for c, v in changements.items() if c != "rfr"}
    ecrire_menage(chemin, {2023: changements.get("rfr", "8000")}, **EN_2024 | champs)
    issue = contrat("eligibilite", chemin)
    assert (issue.code, issue.sortie) == (1, "")
    assert message in issue.erreurs


def test_une_cle_inconnue_propose_la_plus_proche(contrat: Commande, tmp_path: Path) -> None:
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2023: "8000"}, **EN_2024)
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("dpe_vise:", "dpe_visee:"), encoding="utf-8")
    issue = contrat("eligibilite", chemin)
    assert (issue.code, issue.sortie) == (1, "")
    assert "vouliez-vous dire « dpe_vise » ?" in issue.erreurs


@pytest.mark.parametrize(
    ("jour", "commune", "rfr", "categorie"),
    [
        ("2024-06-15", '"75056"', "20000", "tres_modeste"),
        ("2024-06-15", '"15999"', "20000", "modeste"),
        ("2024-06-15", None, "20000", "indetermine"),
        ("2024-06-15", None, "8000", "tres_modeste"),
    ],
)
def test_la_zone_vient_de_la_commune(juger: Juger, jour: str, commune: str | None, rfr: str, categorie: str) -> None:
    """75056 est en Île-de-France ; sans commune, l'outil ne suppose pas la province, sauf si elle ne change rien."""
    resultat = juger({2023: rfr}, **EN_2024 | {"demande": jour, "commune": commune})
    assert resultat["categorie"]["code"] == categorie


@pytest.mark.parametrize(
    ("personnes", "tres_modeste"), [("5", "55427"), ("6", "62397"), ("7", "69367"), ("8", "76337")]
)
def test_grands_menages_d_ile_de_france(juger: Juger, personnes: str, tres_modeste: str) -> None:
    """Cinq personnes et plus en Île-de-France, 2024 : le plafond de cinq et 6 970 € par personne."""
    for rfr, categorie in ((tres_modeste, "tres_modeste"), (f"{tres_modeste}.01", "modeste")):
        resultat = juger({2023: rfr}, **EN_2024 | {"nombre": personnes, "commune": '"75056"'})
        assert resultat["categorie"]["code"] == categorie


def test_egal_au_plafond_le_texte_est_cite(juger: Juger) -> None:
    """RFR égal au plafond : dedans ; 99 centimes ou 1 € de plus : dehors. La source du plafond est donnée."""
    for rfr, categorie in (("17009", "tres_modeste"), ("17009.99", "modeste"), ("17010", "modeste")):
        resultat = juger({2023: rfr}, **EN_2024)
        assert resultat["categorie"]["code"] == categorie
        assert resultat["categorie"]["source"] == "mes-aides-reno-2024"


def test_un_menage_en_faute_ne_tue_pas_les_autres(contrat: Commande, tmp_path: Path) -> None:
    """Un fichier fautif au milieu : les deux autres ont leur réponse, et la commande sort avec 1."""
    noms = [tmp_path / f"M-000{rang}.yaml" for rang in (1, 2, 3)]
    for rang, chemin in enumerate(noms):
        ecrire_menage(chemin, {2023: "8000"}, **EN_2024 | {"nombre": "0" if rang == 1 else "8"})
    issue = contrat("eligibilite", *noms, "--format", "json")
    assert issue.code == 1
    assert [json.loads(ligne)["menage"] for ligne in issue.sortie.splitlines()] == ["M-0001", "M-0003"]

"""Ce qui n'est pas dit est inconnu : jamais un oui fabriqué, toujours la pièce à demander."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REFERENCE, Commande
from tests.eligibilite.conftest import Juger, aide, ecrire_menage, verdicts


@pytest.mark.parametrize(
    "champ",
    [
        "statut_occupation",
        "residence_principale",
        "nature",
        "travaux_ht",
        "commences",
        "professionnel",
    ],
)
def test_une_donnee_absente_laisse_l_aide_a_verifier(juger: Juger, champ: str) -> None:
    """Chaque donnée exigée, retirée seule."""
    assert verdicts(juger({2009: "9000"}, **{champ: None}))["anah-energie"] == "indetermine"


@pytest.mark.parametrize(("champ", "rfr"), [("nombre", "9000"), ("commune", "15400")])
def test_entre_deux_categories_admises_l_aide_est_acquise_entre_deux_montants(
    juger: Juger, champ: str, rfr: str
) -> None:
    """Très social ou base, le ménage y a droit : seul le taux, 35 ou 20 %, dépend de ce qui manque."""
    resultat = juger({2009: rfr}, **{champ: None})
    assert resultat["categorie"]["possibles"] == ["tres_social", "base"]
    energie = aide(resultat, "anah-energie")
    assert (energie["verdict"], energie["montant"], energie["montant_possible"]) == ("eligible", None, None)
    assert energie["montant_entre"] == ["2000.00", "3500.00"]


def test_le_revenu_d_une_autre_annee_ne_compte_pas(juger: Juger) -> None:
    """Une demande de 2011 veut les revenus de 2009 : ceux de 2010 seuls ne permettent pas de répondre."""
    resultat = juger({2010: "9000"})
    assert resultat["categorie"] == {
        "code": "indetermine",
        "plafond": None,
        "plafond_entre": None,
        "source": None,
        "possibles": ["tres_social", "base", "majore", "hors_plafond"],
        "provisoire": None,
        "annee_revenus": 2009,
        "rfr": None,
    }
    assert verdicts(resultat)["anah-energie"] == "indetermine"


def test_depuis_juin_2013_un_revenu_plus_recent_et_plus_bas_est_retenu(juger: Juger) -> None:
    """Arrêté du 24 mai 2013, article 4."""
    resultat = juger({2011: "30000", 2012: "20728"}, demande="2013-06-01")
    assert (resultat["categorie"]["code"], resultat["categorie"]["annee_revenus"]) == ("tres_modeste", 2012)
    assert juger({2011: "20000", 2012: "30000"}, demande="2013-06-01")["categorie"]["annee_revenus"] == 2011


def test_les_avis_d_une_meme_annee_s_additionnent(contrat: Commande, tmp_path: Path) -> None:
    """Deux foyers fiscaux sous le même toit : la somme de leurs revenus."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2009: "9000"})
    texte = chemin.read_text(encoding="utf-8")
    chemin.write_text(
        texte.replace("    rfr: 9000\n", "    rfr: 9000\n  - annee: 2009\n    rfr: 8000\n"), encoding="utf-8"
    )
    issue = contrat("eligibilite", chemin, "--format", "json")
    assert '"rfr": "17000.00"' in issue.sortie


def test_un_non_certain_l_emporte_sur_un_inconnu(juger: Juger) -> None:
    """Un locataire est refusé même si ses revenus sont inconnus."""
    assert verdicts(juger({}, statut_occupation="locataire"))["anah-energie"] == "non_eligible"


def test_un_pret_aide_est_une_reserve_jamais_un_refus(juger: Juger) -> None:
    """La durée de cinq ans est incertaine : un prêt déclaré rend l'aide à vérifier, un silence laisse une réserve."""
    assert verdicts(juger({2009: "9000"}, pret_taux_zero="oui"))["anah-energie"] == "indetermine"
    resultat = juger({2009: "9000"}, pret_taux_zero=None)
    conditions = {c["code"]: c["etat"] for c in aide(resultat, "anah-energie")["conditions"]}
    assert conditions["sans-pret-aide"] == "a_verifier"
    assert verdicts(resultat)["anah-energie"] == "eligible"


@pytest.mark.parametrize(
    ("jour", "dit"),
    [
        ("1990-05-01", "1er mai 1990"),
        ("2010-09-30", "30 septembre 2010"),
        ("2028-01-01", "1er janvier 2028"),
        ("2040-01-01", "1er janvier 2040"),
    ],
)
def test_hors_de_la_periode_couverte_le_refus_est_net(contrat: Commande, tmp_path: Path, jour: str, dit: str) -> None:
    """Aucun barème n'est appliqué par défaut à une date qu'il ne couvre pas."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2009: "9000"}, demande=jour)
    issue = contrat("eligibilite", "M-0001.yaml", "--racine", REFERENCE, dans=tmp_path)
    assert issue.code == 1
    assert issue.sortie == ""
    assert issue.erreurs == (
        f"M-0001.yaml:14:12: erreur[M001] aucun barème en vigueur au {dit}\n"
        f"   |\n14 |   demande: {jour}\n   |            ^^^^^^^^^^\n"
        "    aide : périodes couvertes : du 1er octobre 2010 au 31 décembre 2026\n"
    )


def test_la_date_imposee_hors_periode_est_un_mauvais_emploi(contrat: Commande) -> None:
    """`--date` prime sur la demande du ménage ; hors période, la commande est mal employée."""
    issue = contrat("eligibilite", REFERENCE / "data/menages/M-0001.yaml", "--date", "2040-01-01")
    assert (issue.code, issue.sortie) == (2, "")
    assert "aucun barème en vigueur au 1er janvier 2040" in issue.erreurs

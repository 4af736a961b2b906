"""`contrat financement` par sa vraie ligne de commande : sorties entières, montants exacts, refus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.financement.conftest import depense, ecrire_plan, ressource

ICI = Path(__file__).parent
BESSERETTE, ATTENDUS = ICI / "besserette", ICI / "attendus"
LOINTAIN = {"section": "fonctionnement"}
VALORISATIONS = """  valorisations:
    - {libelle: salle prêtée, organisme: departement, sens: contribution, montant: 800.50, source: essai}
    - {libelle: salle prêtée, organisme: departement, sens: emploi, montant: 800.50, source: essai}
"""


def lire(nom: str) -> str:
    return (ATTENDUS / nom).read_text(encoding="utf-8")


@pytest.fixture
def complet(racine: Path) -> Path:
    """Un plan qui a de tout : acquis, sollicité, pressenti, perdu, assiettes, emprunt, TVA, nature, association."""
    notification = "{date: 2012-01-10, reference: E-1}"
    ecrire_plan(
        racine,
        [
            depense("60000", 2012),
            depense("40000", 2013, champs={"libelle": "suite des travaux"}),
            depense("24000", 2012, "fonctionnement", {"libelle": "subvention", "beneficiaire": "entraide"}),
        ],
        [
            ressource("ville", "autofinancement", "1518", 2012, {"etat": "pressenti"}),
            ressource("banque", "emprunt", "30000", 2012),
            ressource("etat", "fctva", "15482", 2013),
            ressource(
                "etat",
                "subvention_publique",
                "20000",
                2012,
                {"etat": "accorde", "notification": notification, "assiette": "50000", "taux": "40 %"},
            ),
            ressource("etat", "subvention_publique", "12000", 2013, {"assiette": "30000"}),
            ressource("departement", "subvention_publique", "8482", 2012),
            ressource("departement", "subvention_publique", "12518", 2013, {"assiette": "40000"}),
            ressource("caf", "organisme_social", "0", 2013, {"etat": "refuse"}),
            ressource("caf", "organisme_social", "24000", 2012, LOINTAIN),
        ],
        VALORISATIONS,
    )
    return racine


def test_besserette_le_plan_publie(contrat: Commande) -> None:
    """642 974 € HT à l'équilibre ; le prêt de la CAF est dans les 323 360 € de la communauté, soit 50,3 %."""
    issue = contrat("financement", "accueil-besserette", dans=BESSERETTE)
    assert (issue.code, issue.erreurs, issue.sortie) == (0, "", lire("besserette.txt"))


def test_besserette_ses_montants(contrat: Commande) -> None:
    """Les nombres publiés, dans la forme que lit un autre outil."""
    lu = json.loads(contrat("financement", "accueil-besserette", "--format", "json", dans=BESSERETTE).sortie)
    assert (lu["base"], lu["cout"], lu["ressources"], lu["ecart"]) == ("HT", "642974.00", "642974.00", "0.00")
    assert lu["part_maitre_ouvrage"] == {
        "autofinancement": "195360.00",
        "emprunt": "128000.00",
        "fctva": "0.00",
        "total": "323360.00",
        "taux": "50.29",
    }
    assert {f["organisme"]: f["montant"] for f in lu["financeurs"] if f["nature"] == "subvention_publique"} == {
        "etat": "163168.00",
        "departement": "96446.00",
        "europe": "60000.00",
    }


def test_besserette_n_a_aucune_faute(contrat: Commande) -> None:
    """Même sous --strict."""
    issue = contrat("validate", "--strict", dans=BESSERETTE)
    assert (issue.code, issue.sortie) == (0, "")


@pytest.mark.parametrize("forme", ["texte", "md", "json"])
def test_un_plan_qui_a_de_tout(contrat: Commande, complet: Path, forme: str) -> None:
    """Acquis et non acquis jamais mêlés, taux sur le coût et sur l'assiette, pertes et nature hors du total."""
    issue = contrat("financement", "visites", "--format", forme, dans=complet)
    assert (issue.code, issue.erreurs, issue.sortie) == (0, "", lire(f"complet.{forme}"))


def test_un_plan_sans_aucune_ligne(contrat: Commande, racine: Path) -> None:
    """Une fiche sans montant se montre sans invention."""
    assert contrat("financement", "visites", dans=racine).sortie == lire("vide.txt")


@pytest.mark.parametrize(
    ("demandee", "suite"),
    [
        ("isolatio", "vouliez-vous dire « isolation » ? choisir parmi : "),
        ("maison-commune", "vouliez-vous dire « maison » ? choisir parmi : "),
        ("3.99", "choisir parmi : "),
        ("zzz", "choisir parmi : "),
    ],
)
def test_une_action_inconnue(contrat: Commande, demandee: str, suite: str) -> None:
    """Code 2, et une proposition."""
    issue = contrat("financement", demandee)
    assert (issue.code, issue.sortie) == (2, "")
    toutes = "epicerie, isolation, maison, permis"
    assert issue.erreurs == f"Erreur : l'action « {demandee} » n'existe pas\n  aide : {suite}{toutes}\n"


@pytest.mark.parametrize("numero", ["1.2", "Maison"])
def test_une_action_se_dit_par_son_numero(contrat: Commande, numero: str) -> None:
    """Comme dans `contrat action montrer`."""
    assert contrat("financement", numero) == contrat("financement", "maison")


def test_une_fiche_illisible_empeche_de_montrer_un_plan(contrat: Commande, racine: Path) -> None:
    """Code 1 : un plan montré à côté d'une fiche fautive pourrait être faux."""
    chemin = racine / "data/actions/cafe-rencontre.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("prevu: 10000", "prevu: 10 000"), encoding="utf-8")
    issue = contrat("financement", "visites", dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert "erreur[F015] « 10 000 » n'est pas un montant en euros" in issue.erreurs


def test_un_plan_desequilibre_se_montre_avec_son_ecart(contrat: Commande, racine: Path) -> None:
    """C'est en voyant l'écart qu'on le corrige."""
    ecrire_plan(racine, [depense("100.10")], [ressource("ville", "autofinancement", "100")])
    issue = contrat("financement", "visites", dans=racine)
    assert issue.code == 0
    assert issue.erreurs == "Attention : 1 erreur de budget dans les fiches, que contrat validate montre.\n"
    assert "Investissement 2012  100,10 €     0 €       100 €  -0,10 €\n" in issue.sortie
    assert "\n- DÉSÉQUILIBRE, investissement 2012 : il manque 0,10 € de ressources.\n" in issue.sortie


def test_des_contributions_en_nature_inegales_se_disent(contrat: Commande, racine: Path) -> None:
    """D'un centime ; les ressources en trop aussi."""
    valorisations = VALORISATIONS.replace("800.50", "800.51", 1)
    ecrire_plan(racine, [depense("100")], [ressource("ville", "autofinancement", "100.01")], valorisations)
    issue = contrat("financement", "visites", dans=racine)
    assert (
        "\n- DÉSÉQUILIBRE, investissement 2012 : en trop, 0,01 € de ressources.\n"
        "- DÉSÉQUILIBRE, en nature : 800,50 € d'emplois, 800,51 € de contributions.\n"
    ) in issue.sortie

"""`contrat action montrer` : la fiche entière au terminal, en Markdown et en JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande, Issue

ATTENDUS = Path(__file__).parent / "attendus"
CAFE = "data/actions/cafe-rencontre.yaml"


@pytest.mark.parametrize(
    ("fichier", "arguments"),
    [
        ("isolation.txt", ("isolation", "--au", "2013-01-01")),
        ("maison.md", ("1.2", "--au", "2010-10-01", "--format", "md")),
    ],
)
def test_la_fiche_entiere(contrat: Commande, fichier: str, arguments: tuple[str, ...]) -> None:
    issue = contrat("action", "montrer", *arguments)
    assert issue == Issue(0, (ATTENDUS / fichier).read_text(encoding="utf-8"), "")
    if fichier.endswith(".txt"):
        assert max(map(len, issue.sortie.splitlines())) <= 80


def test_tout_ce_que_porte_une_fiche_est_montre(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    chemin = tmp_path / CAFE
    texte = chemin.read_text(encoding="utf-8")
    for avant, apres in (
        ("statut: lancee\n", "statut: transferee\n"),
        (
            "    source: essai\ndescription",
            "    source: essai\n"
            "  - {statut: reportee, date: 2011-05, instance: conseil, echeance: 2013-06, source: essai}\n"
            "  - {statut: transferee, date: 2012-06-30, instance: conseil, source: essai}\ndescription",
        ),
        (
            "porteur: ville\n",
            "porteur: ville\nmaitre_ouvrage: departement\npilote: responsable du service\n"
            "elu_referent: adjoint aux solidarités\n",
        ),
        (
            "  fin: 2012-12-31\n",
            "  fin: 2012-12-31\n  recurrente: oui\n  jalons:\n    - libelle: ouverture\n      prevu: 2010-10\n"
            "      source: essai\n"
            "moyens_humains:\n  - {fonction: animateur, employeur: ville, effectif: 2, etp: 0.5, source: essai}\n",
        ),
        (
            "    unite: personne\n",
            "    unite: personne\n    base: {date: 2010, valeur: 0, source: essai}\n"
            "    cible: {date: 2012, valeur: 40, source: essai}\n    valeurs:\n"
            "      - {date: 2011, valeur: 12.5, approche: oui, source: essai, note: deux comptages}\n",
        ),
        (
            "evaluation:\n",
            "liens: {abs: besoin n° 3, contrat_suivant: reprise en 2013, repreneur: departement, actions: [visites]}\n"
            "conventions:\n  - {id: appui, objet: un appui, organismes: [departement], source: essai}\n"
            "pieces:\n  - {titre: Plan, fournie: oui, lien: pieces/plan.pdf}\nevaluation:\n",
        ),
    ):
        assert avant in texte, avant
        texte = texte.replace(avant, apres, 1)
    chemin.write_text(texte, encoding="utf-8")
    issue = contrat("action", "montrer", "cafe-rencontre", "--au", "2012-06-29", dans=tmp_path)
    assert issue == Issue(0, (ATTENDUS / "cafe-rencontre.txt").read_text(encoding="utf-8"), "")


def test_le_json_rend_la_fiche_telle_qu_elle_est_ecrite(contrat: Commande) -> None:
    lu = json.loads(contrat("action", "montrer", "2.1", "--au", "2012-12-31", "--format", "json").sortie)
    assert (lu["version"], lu["au"]) == (1, "2012-12-31")
    assert lu["fiche"]["budget"]["lignes"][0]["prevu"] == "11100"
    assert lu["fiche"]["indicateurs"][0]["valeurs"][0]["valeur"] == "13"
    assert lu["situation"]["statut"] == "lancee"
    assert lu["situation"]["depenses_prevues"] == "28500.00"
    liste = json.loads(contrat("action", "lister", "--au", "2012-12-31", "--format", "json").sortie)["actions"]
    assert lu["situation"] in liste


def test_une_action_inconnue_est_un_mauvais_emploi(contrat: Commande) -> None:
    issue = contrat("action", "montrer", "maisons")
    assert issue == Issue(
        2,
        "",
        "Erreur : l'action « maisons » n'existe pas\n"
        "  aide : vouliez-vous dire « maison » ? choisir parmi : epicerie, isolation, maison, permis\n",
    )


def test_l_ensemble_demande_une_commande(contrat: Commande) -> None:
    usage = "Utilisation : contrat action [OPTIONS] COMMANDE [ARGUMENTS]\n  aide : contrat action --help\n"
    assert contrat("action", "listre") == Issue(
        2, "", f"Erreur : commande inconnue « listre » ; vouliez-vous dire « lister » ?\n{usage}"
    )
    assert contrat("action").code == 2


@pytest.mark.parametrize("place", [0, 2, 3])
def test_la_racine_s_ecrit_partout(contrat: Commande, tmp_path: Path, place: int) -> None:
    mots = ["action", "montrer", "visites"]
    mots[place:place] = ["--racine", str(MINIMAL)]
    assert contrat(*mots, "--au", "2011-01-01", dans=tmp_path).sortie.startswith("1.2. Des visites à domicile\n")

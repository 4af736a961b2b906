"""Les retards dans la liste des actions : le lendemain et pas le jour même."""

from __future__ import annotations

import pytest

from tests.action.conftest import ATTENDUS, FIN_2012, Changer, lire_json, noms
from tests.conftest import Commande

JALON = "  fin: 2012-12-31\n  jalons:\n    - libelle: ouverture\n      prevu: {}\n      source: essai\n"
REPORT = (
    ("statut: lancee\n", "statut: reportee\n"),
    (
        "    date: 2010-09\n    source: essai\n",
        "    date: 2010-09\n    source: essai\n  - statut: reportee\n    date: 2012-06\n    instance: conseil\n"
        "    echeance: 2013-06-30\n    source: essai\n",
    ),
)


@pytest.mark.parametrize(
    ("changements", "jour", "retards"),
    [
        ((), "2012-12-31", []),
        ((), "2013-01-01", ["fin"]),
        ((("fin: 2012-12-31", "fin: 2012-02"),), "2012-02-29", []),
        ((("fin: 2012-12-31", "fin: 2012-02"),), "2012-03-01", ["fin"]),
        ((("  fin: 2012-12-31\n", ""),), "2020-01-01", []),
        ((("  fin: 2012-12-31\n", JALON.format("2011-03-15")),), "2011-03-15", []),
        ((("  fin: 2012-12-31\n", JALON.format("2011-03-15")),), "2011-03-16", ["jalon"]),
        ((("  fin: 2012-12-31\n", JALON.format("2011-03-15")),), "2013-01-01", ["fin", "jalon"]),
        ((("  fin: 2012-12-31\n", JALON.format("2011-03-15\n      fait: 2011-04")),), "2011-03-31", ["jalon"]),
        ((("  fin: 2012-12-31\n", JALON.format("2011-03-15\n      fait: 2011-04")),), "2011-04-01", []),
        (REPORT, "2013-01-01", []),
        (REPORT, "2013-06-30", []),
        (REPORT, "2013-07-01", ["fin"]),
    ],
)
def test_on_est_en_retard_le_lendemain_et_pas_le_jour_meme(
    contrat: Commande, changer: Changer, changements: tuple[tuple[str, str], ...], jour: str, retards: list[str]
) -> None:
    racine = changer(*changements)
    actions = lire_json(contrat("action", "lister", "--au", jour, "--format", "json", dans=racine))
    [cafe] = [action for action in actions if action["id"] == "cafe-rencontre"]
    assert [retard["genre"] for retard in cafe["retards"]] == retards
    assert cafe["en_retard"] is bool(retards)
    filtrees = noms(contrat("action", "lister", "--au", jour, "--en-retard", "--format", "json", dans=racine))
    assert ("cafe-rencontre" in filtrees) is bool(retards)


@pytest.mark.parametrize("statut", ["abandonnee", "transferee", "realisee"])
def test_une_action_finie_n_est_jamais_en_retard(contrat: Commande, changer: Changer, statut: str) -> None:
    etape = f"    source: essai\n  - statut: {statut}\n    date: 2013-02\n    source: essai\ndescription"
    racine = changer(("statut: lancee\n", f"statut: {statut}\n"), ("    source: essai\ndescription", etape))
    for jour, en_retard in (("2013-01-31", True), ("2013-02-01", False), ("2020-01-01", False)):
        actions = lire_json(contrat("action", "lister", "--au", jour, "--format", "json", dans=racine))
        assert [a["en_retard"] for a in actions if a["id"] == "cafe-rencontre"] == [en_retard], jour


def test_rien_n_est_plus_attendu_d_une_action_abandonnee(contrat: Commande, changer: Changer) -> None:
    etape = "    source: essai\n  - {statut: abandonnee, date: 2011, instance: conseil, source: essai}\ndescription"
    racine = changer(("statut: lancee\n", "statut: abandonnee\n"), ("    source: essai\ndescription", etape))
    assert noms(contrat("action", "lister", "--incomplete", "--format", "json", dans=racine)) == ["visites"]
    rang = contrat("action", "lister", "--statut", "abandonnee", *FIN_2012, dans=racine).sortie.splitlines()[5]
    assert rang == "1.1  Café de      abandonnée  Ville de      40 000 €  2012-12-31  —            —"
    assert "reste à remplir" not in contrat("action", "montrer", "1.1", *FIN_2012, dans=racine).sortie


def test_le_rapport_au_comite_suit_le_report(contrat: Commande, changer: Changer) -> None:
    """Une action dont la fin est passée se dit une fois, avec ce qu'il faut en décider."""
    phrase = "- Prolonger, clore ou transférer {} (fin prévue passée : 31 décembre 2012) : {}Visites à domicile (R).\n"
    passees = contrat("rapport", "comite", dans=changer()).sortie.replace("\u00a0", " ")
    assert phrase.format("2 actions", "Café de rencontre (R) ; ") in passees
    assert passees.count("31 décembre 2012") == 1
    reporte = contrat("rapport", "comite", dans=changer(*REPORT)).sortie.replace("\u00a0", " ")
    assert phrase.format("1 action", "") in reporte


def test_un_retard_se_voit_dans_le_tableau(contrat: Commande, changer: Changer) -> None:
    racine = changer(
        (
            "  fin: 2012-12-31\n",
            JALON.format("2011-03-15") + "    - libelle: fête\n      prevu: 2012\n      source: essai\n",
        )
    )
    assert contrat("action", "lister", "--au", "2013-01-01", dans=racine).sortie == (
        (ATTENDUS / "retards.txt").read_text(encoding="utf-8")
    )

"""`contrat suivi --du` : des étapes datées, des montants notifiés ; une année simulée, aucune échéance oubliée."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from annee_guichet import simuler
from tests.conftest import Commande
from tests.suivi.test_suivi import dater


def test_les_montants_sont_ceux_des_pieces(contrat: Commande, racine: Path) -> None:
    """Deux financeurs à l'accord, un acompte ; rien n'est recalculé, et le dernier jour compte."""
    dater(racine, "2011-03-01 contacte", "2011-05-02 dossier_depose")
    financeur = "ville"
    accord = ("accorde", "--date", "2011-06-30", "--montant", f"{financeur}=2000.50")
    assert contrat("evenement", "M-0001", *accord, dans=racine).code == 0
    acompte = ("acompte", "--date", "2011-09-01", "--montant", f"{financeur}=700")
    assert contrat("evenement", "M-0001", *acompte, dans=racine).code == 0
    issue = contrat(
        "suivi", "--du", "2011-04-01", "--au", "2011-06-30", "--secret", "1", "--format", "json", dans=racine
    )
    objet = json.loads(issue.sortie)
    assert (objet["etapes"], objet["montants"]) == (
        {"dossier_depose": 1, "accorde": 1},
        {financeur: {"accorde": "2000.50"}},
    )
    page = contrat("suivi", "--du", "2011-01-01", "--au", "2011-12-31", "--secret", "1", dans=racine).sortie
    assert "Financeur  Demandé     Accordé   Payé\n" in page
    assert contrat("validate", dans=racine).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("suivi", "--du", "2011-01-01", "--au", "2011-03-31"),
            "--du montre des nombres que deux périodes rapprochent",
        ),
        (("suivi", "--du", "2011-04-01", "--au", "2011-03-31", "--secret", "1"), "--du 2011-04-01 est après --au"),
        (("evenement", "M-0001", "contacte", "--montant", "ville=3"), "--montant ne va pas avec l'étape « contacté »"),
        (("evenement", "M-0001", "accorde", "--montant", "vile=3"), "l'organisme « vile » n'existe pas"),
    ],
)
def test_un_mauvais_emploi_est_refuse(
    contrat: Commande, racine: Path, arguments: tuple[str, ...], message: str
) -> None:
    issue = contrat(*arguments, dans=racine)
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs.startswith(f"Erreur : {message}")


def test_une_annee_de_trente_menages(capsys: pytest.CaptureFixture[str]) -> None:
    """Chaque échéance paraît la veille au plus tard ; quatre trimestres font l'année."""
    assert simuler(30, 16) == []
    assert capsys.readouterr().out == "30 ménages, 83 échéances, 158 étapes, 0 faute(s)\n"


def test_un_jour_a_venir_ne_se_compte_pas(contrat: Commande, racine: Path) -> None:
    """Le suivi refuse ; une page qui juge un jour à venir le dit à côté d'elle."""
    an = f"{date.today().year + 2}-01-01"  # noqa: DTZ011
    attendu = (
        f"Erreur : --au : {an} est à venir\n"
        "  aide : les dossiers ne se comptent pas d'avance ; ce qui les attend : contrat agenda\n"
    )
    for options in ((), ("--du", "2011-01-01", "--secret", "1")):
        issue = contrat("suivi", "--au", an, *options, dans=racine)
        assert (issue.code, issue.sortie, issue.erreurs) == (2, "", attendu)
    dit = f"Attention : le 1er janvier {an[:4]} est à venir : il est jugé sur ce que l'on sait aujourd'hui.\n"
    assert contrat("action", "lister", "--au", an, dans=racine).erreurs == dit
    assert contrat("agenda", "--au", an, dans=racine).erreurs == ""

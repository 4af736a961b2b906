"""Une action passe à un autre : ce que la commande écrit, ce que les pages en disent, ce que la règle signale."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import MINIMAL, Commande

CAFE = "data/actions/cafe-rencontre.yaml"
CEDER = ["action", "statut", "cafe-rencontre", "transferee", "--instance", "conseil", "--repreneur", "departement"]
TARDIVE = """\
    - {libelle: suite, exercice: 2012, section: fonctionnement, chapitre: "011", prevu: 500}
plan:
"""


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """Une copie du contrat minimal, où le café a une dépense de 2012 et une convention."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    fiche = tmp_path / CAFE
    texte = fiche.read_text(encoding="utf-8").replace("plan:\n", TARDIVE, 1)
    texte += "conventions: [{id: salle, objet: prêter la salle, organismes: [ville, departement], source: essai}]\n"
    fiche.write_text(texte, encoding="utf-8")
    return tmp_path


def montrer(contrat: Commande, racine: Path) -> str:
    return rendre_ordinaires(contrat("action", "montrer", "cafe-rencontre", "--format", "md", dans=racine).sortie)


def test_un_transfert_et_ce_qui_le_suit(contrat: Commande, minimal: Path) -> None:
    gestes = ["--date", "2011-06", "--argent", "suit", "--suit", "salle", "--close"]
    issue = contrat(*CEDER, *gestes, dans=minimal)
    assert (issue.code, "C043" in issue.erreurs) == (0, False)
    assert (
        "- Transférée, juin 2011 : de « Ville de Valbrume » à « Département du Cantal », "
        "décidé par : Conseil municipal.\n"
        "    - Argent à venir : suit l'action (500 € prévus après cet exercice).\n"
        "    - Conventions qui suivent : prêter la salle.\n"
        "    - Enveloppe de l'action : close.\n"
    ) in montrer(contrat, minimal)


def test_ce_que_le_transfert_laisse_ici(contrat: Commande, minimal: Path) -> None:
    issue = contrat(*CEDER, "--date", "2011-06", "--argent", "reste", "--close", dans=minimal)
    assert "avertissement[C043] enveloppe close, et 500 € restent prévus ici\n" in rendre_ordinaires(issue.erreurs)
    page = montrer(contrat, minimal)
    assert "Conventions qui suivent : aucune n'est dite suivre ; restent ici : prêter la salle.\n" in page


def test_une_action_jamais_lancee_n_est_pas_mise_en_oeuvre(contrat: Commande, minimal: Path) -> None:
    ceder = [*CEDER[:2], "visites", *CEDER[3:], "--date", "2010-05-01"]
    assert contrat(*ceder, dans=minimal).code == 0
    page = rendre_ordinaires(contrat("action", "montrer", "visites", "--format", "md", dans=minimal).sortie)
    assert "Elle n'a jamais été lancée ici : elle n'est pas comptée parmi les actions mises en œuvre.\n" in page
    assert "    - Argent à venir : non documenté.\n" in page


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--date", "2011-06"], 0, "avertissement[C043] 500 € prévus après le transfert, on ne sait s'ils le suivent"),
        (["--date", "2011-06", "--argent", "part"], 2, "Erreur : --argent « part » n'existe pas"),
        (["--date", "2012-06", "--suit", "sale"], 0, "avertissement[C043] la convention « sale » n'est pas de cette"),
    ],
)
def test_ce_qui_est_refuse_ou_signale(
    contrat: Commande, minimal: Path, options: list[str], code: int, message: str
) -> None:
    issue = contrat(*CEDER, *options, dans=minimal)
    assert issue.code == code
    assert message in rendre_ordinaires(issue.erreurs)


def test_les_options_d_un_transfert_ne_valent_que_pour_lui(contrat: Commande, minimal: Path) -> None:
    suspendre = ("action", "statut", "cafe-rencontre", "suspendue", "--instance", "conseil")
    issue = contrat(*suspendre, "--close", dans=minimal)
    assert contrat(*suspendre, "--repreneur", "ville", dans=minimal) == issue
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : --repreneur, --argent, --suit et --close ne disent qu'un transfert\n"
        "  aide : les retirer, ou noter transferee\n",
    )

"""`contrat rapport bilan` : la page entière d'un contrat vécu, et celle d'un contrat qui court encore."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import DEPOT, MINIMAL, Commande
from tests.evaluation.test_commande import COMPLET

ATTENDU = Path(__file__).parent / "attendus" / "bilan.md"
GUIDE = DEPOT / "docs" / "guides" / "rapports.md"
CONTRAT, VISITES = "data/contrat.yaml", "data/actions/visites.yaml"
SUITES = (
    (CONTRAT, "publies:", "suites: [{id: suite, texte: un second contrat est en projet, source: essai}]\npublies:"),
    (VISITES, "source: essai\n", "liens: {repreneur: departement}\nsource: essai\n"),
)


@pytest.fixture
def vecu(tmp_path: Path) -> Path:
    """Le contrat minimal, évalué, et dont une action sera reprise."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    for fichier, avant, apres in (*COMPLET, *SUITES):
        debut, trouve, fin = (tmp_path / fichier).read_text(encoding="utf-8").rpartition(avant)
        assert trouve, avant
        (tmp_path / fichier).write_text(debut + apres + fin, encoding="utf-8")
    return tmp_path


def test_la_page_entiere(contrat: Commande, vecu: Path) -> None:
    issue = contrat("rapport", "bilan", "--au", "2013-03-01", dans=vecu)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == ATTENDU.read_text(encoding="utf-8")
    texte = contrat("rapport", "bilan", "--au", "2013-03-01", "--format", "texte", dans=vecu).sortie
    assert max(map(len, texte.splitlines())) <= 80


def test_le_gabarit_du_guide_n_en_garde_que_quatre_parties(contrat: Commande, vecu: Path) -> None:
    """L'exemple du guide, tel qu'il y est écrit."""
    (gabarit,) = re.findall(r"```jinja\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (vecu / "templates").mkdir()
    (vecu / "templates" / "bilan.md.j2").write_text(gabarit, encoding="utf-8")
    page = contrat("rapport", "bilan", "--au", "2013-03-01", dans=vecu).sortie
    assert page.startswith("# Notre contrat, ce qu'il a donné\n\nLa ville rend compte à ses habitants.")
    titres = [ligne for ligne in page.splitlines() if ligne.startswith("## ")]
    assert titres == ["## En bref", "## Effets et bilan publiés", "## Ce qui n'est pas connu"]
    assert "\n> Données hors de git, sans jour ni révision." in page


@pytest.mark.parametrize("rapport", ["action cafe-rencontre", "bilan", "comite", "deliberation cafe-rencontre",
                                     "experience", "financeur departement"])  # fmt: skip
def test_le_guide_nomme_les_parties(contrat: Commande, vecu: Path, rapport: str) -> None:
    """Celles que la page a vraiment, dans son ordre ; le pied est partout le dernier."""
    modele = rapport.partition(" ")[0]
    (vecu / "templates").mkdir()
    noms = "{% for partie in page.parties %}{{ partie.nom }} {% endfor %}"
    (vecu / "templates" / f"{modele}.md.j2").write_text(noms, encoding="utf-8")
    *trouves, pied = contrat("rapport", *rapport.split(), dans=vecu).sortie.split()
    (ligne,) = re.findall(rf"^\| `{modele}` \| (.*) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    dites = re.findall(r"`(\w+)`", ligne)
    assert pied == "pied"
    assert trouves == [nom for nom in dites if nom in trouves]


def test_avant_la_fin_c_est_un_bilan_d_etape(contrat: Commande, vecu: Path) -> None:
    """Jusqu'à l'exercice en cours, sans ce qui n'était pas encore connu."""
    page = rendre_ordinaires(contrat("rapport", "bilan", "--au", "2010-06-30", dans=vecu).sortie)
    assert "> Bilan d'étape, écrit le 30 juin 2010 : 2010 seulement, le contrat court jusqu'à 2012.\n" in page
    assert (
        "| Personnes venues trois fois au moins (personne) | 10 | 50 | — | — | non jugée, faute de valeur |  |\n"
        in page
    )

"""`contrat rapport experience` : la page entière, l'action donnée en exemple, ce qui ne se publie pas."""

from __future__ import annotations

from pathlib import Path

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande

ATTENDU = Path(__file__).parent / "attendus" / "experience.md"
CONTRAT = "data/contrat.yaml"


def test_la_page_entiere(contrat: Commande, copie: Path) -> None:
    issue = contrat("rapport", "experience", "--au", "2013-01-31", dans=copie)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == ATTENDU.read_text(encoding="utf-8")


def test_l_exemple_choisi_et_un_compte_de_menages_qui_ne_se_retrouve_pas(contrat: Commande, copie: Path) -> None:
    """L'écart se dit ; le nombre de ménages que les dossiers donnent, non : il n'est pas publié."""
    texte = (copie / CONTRAT).read_text(encoding="utf-8")
    debut, contactes, fin = texte.partition("  - mesure: menages.contactes\n")
    assert contactes
    (copie / CONTRAT).write_text(debut + contactes + fin.replace("valeur: 12", "valeur: 11", 1), encoding="utf-8")
    page = rendre_ordinaires(contrat("rapport", "experience", "--action", "epicerie", dans=copie).sortie)
    titres = [ligne for ligne in page.splitlines() if ligne.startswith("## Une action")]
    assert titres == ["## Une action : Ouverture d'une épicerie solidaire"]
    assert "\n| Ménages contactés 2010-2011 | 11 | — | ÉCART |" in page
    assert "\n| Apport de la ville à l'action 2010-2011 | 28 500 € | 28 500 € | concorde |" in page

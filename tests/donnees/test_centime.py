"""Un centime retiré de n'importe quelle case de la fiche thermique livrée fait échouer `contrat validate`."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from contrat.controles import choisir
from contrat.nombres import euros
from tests.conftest import DONNEES, Commande, est_livre

FICHE = "data/actions/normes-thermiques.yaml"
LIGNES = (DONNEES.parent / FICHE).read_text(encoding="utf-8").splitlines() if est_livre() else []
CASE = re.compile(r"    - \{.*exercice: (\d+), section: (\w+),.* (prevu|montant): (\d+(?:\.\d+)?)")


class Case(NamedTuple):
    """Un montant de la fiche, et sa place : ligne et première colonne de la valeur."""

    ligne: int
    colonne: int
    champ: str
    exercice: str
    section: str
    valeur: Decimal


CASES = [
    Case(numero, lue.start(4) + 1, lue[3], lue[1], lue[2], Decimal(lue[4]))
    for numero, ligne in enumerate(LIGNES, 1)
    if (lue := CASE.match(ligne))
]


def test_toutes_les_cases_sont_essayees() -> None:
    """Sept dépenses et trois ressources, qui font deux fois les 28 500 € de la ville."""
    assert len(CASES) == 10
    assert sum(case.valeur for case in CASES) == 2 * Decimal(28500)


@pytest.fixture
def copie_livree(tmp_path: Path) -> Path:
    """Le contrat livré sans ses ménages : le valider prend dix fois moins de temps."""
    shutil.copytree(DONNEES, tmp_path / "data", ignore=shutil.ignore_patterns("menages"))
    return tmp_path


# Sans cas, pytest donnerait sa raison de passer au lieu de la nôtre.
@pytest.mark.parametrize("case", CASES or [None])
def test_un_centime_de_moins_se_voit_a_sa_place(contrat: Commande, copie_livree: Path, case: Case) -> None:
    """L'écart, et la place de la ressource du même exercice et de la même section."""
    lignes = [*LIGNES]
    ligne, moins = LIGNES[case.ligne - 1], str(case.valeur - Decimal("0.01"))
    lignes[case.ligne - 1] = ligne[: case.colonne - 1] + moins + ligne[case.colonne - 1 + len(str(case.valeur)) :]
    (copie_livree / FICHE).write_text("\n".join(lignes) + "\n", encoding="utf-8")
    issue = contrat("validate", FICHE, dans=copie_livree)
    la = (case.exercice, case.section)
    [ressource] = [c for c in CASES if c.champ == "montant" and (c.exercice, c.section) == la]
    moindre = euros(ressource.valeur - Decimal("0.01"))
    fautes = {
        "prevu": f"0,01 € de ressources en trop (dépenses {moindre}, ressources {euros(ressource.valeur)})",
        "montant": f"il manque 0,01 € de ressources (dépenses {euros(ressource.valeur)}, ressources {moindre})",
    }
    assert issue.code == 1
    place = f"{FICHE}:{ressource.ligne}:{ressource.colonne}"
    attendu = f"{place}: erreur[B001] {case.section} {case.exercice} : {fautes[case.champ]}"
    assert attendu in issue.sortie.splitlines()


def test_les_controles_du_budget_se_suivent_au_registre() -> None:
    """Chacun a sa page, dont l'exemple est exécuté avec ceux des autres règles."""
    assert [r.code for r in choisir("B")] == [*(f"B{n:03}" for n in range(1, 26)), "B030"]


def test_sur_les_donnees_livrees_seule_l_enveloppe_est_acceptee(contrat: Commande) -> None:
    """Un avertissement que le document publié appelle, accepté avec son motif, et rien d'autre."""
    issue = contrat("validate")
    assert issue.code == 0
    assert (issue.code, issue.sortie) == (0, "")
    assert issue.erreurs.endswith("0 information\n1 faute acceptée par le contrat.\n")

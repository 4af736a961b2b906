"""Chaque règle a sa page, et l'exemple de la page s'exécute : sortie entière et code de sortie."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import contrat.controles
from contrat.cli.chargement import ERREURS_DE_BUDGET
from contrat.controles import CODES_RETIRES, MODULES, choisir
from contrat.depot import droit
from contrat.diagnostics import Gravite
from tests.conftest import MINIMAL, Commande
from tests.controles.pages_executees import appliquer_exemple, sortie_attendue

DOSSIER = Path(contrat.controles.__file__).parent
PAGES = sorted((DOSSIER / "pages").glob("*.md"))
REGLE = {regle.code: regle for regle in choisir()}
SECTIONS = ["Ce que vérifie la règle", "Pourquoi", "Exemple", "Que faire"]


DU_DROIT = [page for page in PAGES if "droit_livre" in REGLE[page.stem].lit]
DU_CONTRAT = [page for page in PAGES if page not in DU_DROIT]


@pytest.mark.parametrize("page", DU_DROIT, ids=lambda page: page.stem)
def test_l_exemple_d_une_page_de_droit_donne_la_sortie_montree(
    contrat: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Path
) -> None:
    """Une copie du droit livré, abîmée comme la page le montre ; les preuves précèdent les fautes."""
    texte = page.read_text(encoding="utf-8")
    shutil.copytree(droit.DROIT, tmp_path / "droit")
    appliquer_exemple(texte, tmp_path)
    monkeypatch.setattr(droit, "DROIT", tmp_path / "droit")
    commande = re.findall(r"^`contrat (bareme verifier --date 2026-07-01)` répond :$", texte, re.MULTILINE)
    issue = contrat(*commande[0].split(), dans=tmp_path)
    assert issue.sortie.partition("Fautes\n" + "-" * 80 + "\n")[2] == sortie_attendue(texte)
    assert f"{REGLE[page.stem].gravite.value}[{page.stem}]" in issue.sortie
    assert issue.code == (1 if REGLE[page.stem].gravite is Gravite.ERREUR else 0)


@pytest.mark.parametrize("page", DU_CONTRAT, ids=lambda page: page.stem)
def test_l_exemple_de_la_page_donne_la_sortie_montree(contrat: Commande, tmp_path: Path, page: Path) -> None:
    """Le contrat minimal, abîmé comme la page le montre."""
    texte = page.read_text(encoding="utf-8")
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    appliquer_exemple(texte, tmp_path)
    issue = contrat("validate", dans=tmp_path)
    assert issue.sortie == sortie_attendue(texte)
    assert f"{REGLE[page.stem].gravite.value}[{page.stem}]" in issue.sortie
    assert issue.code == (1 if REGLE[page.stem].gravite is Gravite.ERREUR else 0)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_la_page_dit_le_titre_la_gravite_et_les_quatre_parties(page: Path) -> None:
    """Le titre et la gravité sont ceux du registre."""
    texte = page.read_text(encoding="utf-8")
    regle = REGLE[page.stem]
    assert texte.startswith(f"# {regle.code} — {regle.titre}\n\nGravité : {regle.gravite.value}\n")
    assert re.findall(r"^## (.+)$", texte, re.MULTILINE)[:4] == SECTIONS


def test_chaque_regle_a_sa_page_et_chaque_page_sa_regle() -> None:
    """Ni règle sans explication, ni page orpheline."""
    assert {page.stem for page in PAGES} ^ set(REGLE) == set()


def test_les_codes_sont_uniques_et_jamais_reemployes() -> None:
    """Un code retiré garde son sens dans les historiques."""
    codes = [regle.code for regle in choisir()]
    assert len(codes) == len(set(codes))
    assert not CODES_RETIRES & set(codes)


def test_chaque_module_porte_le_code_de_sa_regle() -> None:
    """Les commandes choisissent les règles d'après le nom de leur module."""
    fichiers = [f.name[:4].upper() for f in DOSSIER.rglob("[a-z][0-9][0-9][0-9]_*.py")]
    assert sorted(fichiers) == list(MODULES) == [r.code for r in choisir() if r.constater is not None]


def test_un_budget_compte_toutes_les_erreurs_de_budget() -> None:
    """Un total n'applique que les règles B qui signalent une erreur."""
    assert choisir(*ERREURS_DE_BUDGET) == tuple(r for r in choisir("B") if r.gravite is Gravite.ERREUR)


def test_les_codes_de_la_lecture_sont_ceux_du_registre() -> None:
    """La lecture signale les fautes de forme par des codes que le registre nomme, et tous servent."""
    depot = DOSSIER.parent / "depot"
    ecrits = {code for f in depot.glob("*.py") for code in re.findall(r'"([FD]\d{3})"', f.read_text(encoding="utf-8"))}
    # Les acceptations se jugent après toutes les règles ; un registre se cherche hors de ce que la lecture lit.
    assert ecrits | {"V003", "D020"} == {regle.code for regle in choisir() if regle.constater is None}


def test_le_contrat_minimal_n_a_aucune_faute(contrat: Commande) -> None:
    """Même sous --strict."""
    issue = contrat("validate", "--strict", dans=MINIMAL)
    assert (issue.code, issue.sortie) == (0, "")
    assert issue.erreurs == "9 fichiers, 0 erreur, 0 avertissement, 0 information\n"

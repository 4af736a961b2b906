"""Les suites que le document annonce, dans `exemples/` : bien formées, sans montant, rien de plus que ce qu'il dit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import DEPOT, Commande

EXEMPLES = DEPOT / "exemples"
CONTRATS = ("agenda-21-pays-de-saint-flour", "contrat-social-2013-2015")


def test_les_exemples_sont_sans_faute_et_sans_montant(contrat: Commande) -> None:
    assert contrat("validate", "--strict", dans=EXEMPLES).code == 0
    total = contrat("budget", "--tous", dans=EXEMPLES).sortie.splitlines()
    assert next(ligne.split() for ligne in total if ligne.startswith("Ensemble")) == ["Ensemble", "—", "—"]
    textes = "".join(f.read_text(encoding="utf-8") for f in EXEMPLES.rglob("*.yaml"))
    assert not {cle for cle in ("montant:", "prevu: [0-9]", "cible:", "deliberations:", "enveloppes:") if cle in textes}


def test_leur_site_ne_prend_pas_un_montant_inconnu_pour_zero(contrat: Commande, tmp_path: Path) -> None:
    assert contrat("site", "-o", tmp_path / "site", "--tous", dans=EXEMPLES).code == 0
    pages = [
        *tmp_path.glob("site/index.html"),
        *tmp_path.glob("site/*/index.html"),
        *tmp_path.glob("site/*/budget.html"),
    ]
    assert len(pages) == 1 + 2 * len(CONTRATS)
    assert not [page for page in pages if re.search(r"\b0\W*€", page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("nom", CONTRATS)
def test_chaque_contrat_parle_de_lui(contrat: Commande, nom: str) -> None:
    titre = {CONTRATS[0]: "Agenda 21 de la communauté", CONTRATS[1]: "Contrat social de la ville de Saint-Flour 2013"}
    for commande in (("budget",), ("concordance",)):
        assert titre[nom] in contrat(*commande, "--contrat", nom, dans=EXEMPLES).sortie


def test_l_action_transferee_dit_d_ou_elle_vient(contrat: Commande) -> None:
    page = contrat("action", "montrer", "1.1", "--contrat", CONTRATS[0], dans=EXEMPLES)
    assert page.code == 2, "une proposition n'a pas de numéro"
    page = contrat("action", "montrer", "normes-thermiques", "--contrat", CONTRATS[0], dans=EXEMPLES)
    assert "- Continue : normes-thermiques, du contrat contrat-social-2010-2012.\n" in page.sortie
    assert Path(EXEMPLES / "contrats" / CONTRATS[0] / "data/actions/normes-thermiques.yaml").is_file()

"""`contrat expliquer` montre la page d'une règle, la liste des règles, ou le code voisin."""

from __future__ import annotations

from contrat.cli.expliquer import PAGES
from tests.conftest import Commande, Issue


def test_expliquer_montre_la_page_entiere(contrat: Commande) -> None:
    pages = sorted(PAGES.glob("*.md"))
    assert pages
    for page in pages:
        assert contrat("expliquer", page.stem.lower()) == Issue(0, page.read_text(encoding="utf-8"), "")


def test_expliquer_sans_code_donne_la_liste(contrat: Commande) -> None:
    liste = contrat("expliquer").sortie.splitlines()
    assert [ligne.partition("  ")[0] for ligne in liste] == sorted(page.stem for page in PAGES.glob("*.md"))
    assert all(ligne.partition("  ")[2] for ligne in liste)


def test_expliquer_un_code_inconnu(contrat: Commande) -> None:
    assert contrat("expliquer", "B0001") == Issue(
        2, "", "Erreur : aucune règle ne porte le code « B0001 »\n  aide : vouliez-vous dire « B001 » ?\n"
    )

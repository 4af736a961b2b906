"""La page remise au ménage, entière : un accord, un doute, un refus, une date qui changerait la réponse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_la_page_d_un_menage(contrat: Commande, page: Path) -> None:
    """Chaque mot que le conseiller lira."""
    issue = contrat("eligibilite", f"data/menages/{page.stem}.yaml")
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_la_page_tient_dans_80_colonnes(page: Path) -> None:
    """Lisible dans un terminal étroit, et sans couleur ni espace invisible."""
    texte = page.read_text(encoding="utf-8")
    assert max(map(len, texte.splitlines())) <= 80
    assert not set("\x1b\u00a0\u202f\t") & set(texte)


def test_plusieurs_menages_font_plusieurs_pages(contrat: Commande) -> None:
    """Une ligne vide les sépare ; un fichier fautif n'empêche pas les autres et la commande le dit."""
    pages = [page.read_text(encoding="utf-8") for page in PAGES[:2]]
    chemins = [f"data/menages/{page.stem}.yaml" for page in PAGES[:2]]
    assert contrat("eligibilite", *chemins).sortie == "\n".join(pages)
    issue = contrat("eligibilite", chemins[0], "data/contrat.yaml", chemins[1])
    assert (issue.code, issue.sortie) == (1, "\n".join(pages))
    assert "data/contrat.yaml:2:5: erreur[F015] « contrat-reference » n'est pas un identifiant" in issue.erreurs

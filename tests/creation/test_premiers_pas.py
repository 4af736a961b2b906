"""Les premiers pas, du dossier vide au rapport du comité : chaque commande de la page, et ce qu'elle montre."""

from __future__ import annotations

import re
from pathlib import Path

from premiers_pas import jouer
from tests.conftest import DEPOT, Commande


def test_les_premiers_pas_se_suivent_a_la_lettre(contrat: Commande, tmp_path: Path) -> None:
    """Chaque commande réussit, et montre ce que la page annonce."""

    def lancer(arguments: list[str], dossier: Path, code: int) -> str:
        issue = contrat(*arguments, dans=dossier)
        assert issue.code == code, (arguments, issue)
        return issue.sortie

    commandes = jouer(DEPOT / "docs/guides/premiers-pas.md", tmp_path, lancer)
    assert len(commandes) == 10
    assert "Un café pour se retrouver" in (tmp_path / "valbrume/comite.html").read_text(encoding="utf-8")


def test_les_pages_de_metier_ne_citent_que_des_commandes_qui_existent() -> None:
    """Une page courte par lecteur ; une commande renommée s'y verrait."""
    from contrat.cli import Application

    connues = {fonction.__name__ for fonction in Application.fonctions} | {"help"}
    for page in sorted((DEPOT / "docs/metiers").glob("*.md")):
        texte = page.read_text(encoding="utf-8")
        assert set(re.findall(r"`contrat (\w+)", texte)) <= connues, page.name
        assert len(texte.splitlines()) <= 30, page.name

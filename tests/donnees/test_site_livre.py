"""Le site du contrat livré : ses grands chiffres, son poids."""

from __future__ import annotations

from pathlib import Path

from contrat.nombres import FINE, INSECABLE
from tests.conftest import DEPOT, Commande

UN_MEGAOCTET = 1_000_000


def test_le_site_livre_est_leger_et_dit_ses_grands_chiffres(contrat: Commande, tmp_path: Path) -> None:
    assert contrat("site", "-o", tmp_path / "site", "--au", "2013-03-01", dans=DEPOT).code == 0
    assert sum(f.stat().st_size for f in (tmp_path / "site").rglob("*.*")) < UN_MEGAOCTET
    accueil = (tmp_path / "site/index.html").read_text(encoding="utf-8").replace(FINE, " ").replace(INSECABLE, " ")
    for attendu in ("1 137 300 €", "471 400 €", "665 900 €", "fiches, dont 10 reconstituées"):
        assert attendu in accueil

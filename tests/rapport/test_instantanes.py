"""Les pages qui n'ont pas d'instantané ailleurs : une séance, le registre des traitements, le suivi des ménages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Commande

ATTENDUS = Path(__file__).parent / "attendus"
# Le jour où la fiche est établie est celui d'aujourd'hui ; les champs d'un ménage ont leur propre épreuve.
JOUR = re.compile(r"(?<=Fiche établie le ).*(?= d'après)")
CHAMPS = re.compile(r"(?<=\| Champ \| Ce qu'il veut dire \|\n\| --- \| --- \|\n)(\|.*\n)+")


@pytest.mark.parametrize(
    ("nom", "commande"),
    [
        ("seance", "rapport seance comite-2009-12 --compte-rendu"),
        ("registre", "rgpd registre"),
        ("suivi", "suivi --au 2011-12-31 --format md"),
    ],
)
def test_la_page_entiere(contrat: Commande, copie: Path, nom: str, commande: str) -> None:
    issue = contrat(*commande.split(), dans=copie)
    assert (issue.code, issue.erreurs) == (0, "")
    page = CHAMPS.sub("| … | … |\n", JOUR.sub("…", issue.sortie))
    assert page == (ATTENDUS / f"{nom}.md").read_text(encoding="utf-8")

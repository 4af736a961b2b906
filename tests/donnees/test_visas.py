"""Les visas d'un projet de délibération : une convention ne se vise que là où ses signataires agissent."""

from __future__ import annotations

import pytest

from tests.conftest import DEPOT, Commande

PROTOCOLE = "Vu la convention : premier protocole de précarité énergétique, programme « Habiter mieux », signée"


@pytest.mark.parametrize(("action", "est_vise"), [("3.1", True), ("1.1", False), ("5.1", False)])
def test_le_protocole_ne_se_vise_que_dans_son_action(contrat: Commande, action: str, est_vise: bool) -> None:
    sortie = contrat("rapport", "deliberation", action, "--format", "texte", dans=DEPOT).sortie
    assert (PROTOCOLE in " ".join(sortie.split())) is est_vise

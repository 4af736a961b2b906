"""Les guides du budget et des rapports disent vrai : leurs exemples sont exécutés, leurs listes sont complètes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

DEPOT = Path(__file__).parent.parent.parent
GUIDES = DEPOT / "docs" / "guides"


def exemples(page: str) -> list[tuple[str, str]]:
    """Les commandes montrées et leur sortie."""
    texte = (GUIDES / page).read_text(encoding="utf-8")
    return re.findall(r"^```console\n\$ (contrat .*)\n((?:.*\n)*?)```$", texte, flags=re.MULTILINE)


@pytest.mark.parametrize(("commande", "sortie"), exemples("budget.md"), ids=lambda texte: texte.partition("\n")[0])
def test_le_guide_du_budget_montre_la_vraie_sortie(contrat: Any, tmp_path: Path, commande: str, sortie: str) -> None:
    assert contrat(*shlex.split(commande)[1:], "--racine", DEPOT, dans=tmp_path).sortie == sortie
    assert [f.name for f in tmp_path.iterdir()] == (["budget.xlsx"] if "xlsx" in commande else [])


def test_le_guide_du_budget_a_des_exemples() -> None:
    assert len(exemples("budget.md")) == 3


def test_le_guide_des_rapports_montre_une_commande_qui_marche(contrat: Any, tmp_path: Path) -> None:
    [(commande, _)] = exemples("rapports.md")
    issue = contrat(*shlex.split(commande)[1:], "--racine", DEPOT, dans=tmp_path)
    assert (issue.code, issue.sortie, [f.name for f in tmp_path.iterdir()]) == (0, "", ["comite.md"])

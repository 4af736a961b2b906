"""Le café du contrat minimal : ce qu'une épreuve y change, et ce que l'évaluation en dit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conftest import Commande, Issue

CAFE, CONTRAT, AXE = "data/actions/cafe-rencontre.yaml", "data/contrat.yaml", "data/axes/axe-1.yaml"
UNITE = "    unite: personne\n"
PAYE = "      prevu: 10000\n"
# Ce que dit un coût dont la dépense ne vient pas d'un indicateur de moyen.
SANS_MOYEN = {"moyen": None, "source": None}
Changements = tuple[tuple[str, str, str], ...]
Changer = Callable[..., Path]


def indiquer(*lignes: str) -> tuple[str, str, str]:
    """Compléter l'indicateur de réalisation du café."""
    return (CAFE, UNITE, UNITE + "".join(f"    {ligne}\n" for ligne in lignes))


def relever(*valeurs: str) -> tuple[str, ...]:
    """Les lignes d'une série de valeurs, chacune écrite « date: …, valeur: … »."""
    return ("valeurs:", *(f"  - {{{valeur}, source: essai}}" for valeur in valeurs))


def payer(montant: str) -> tuple[str, str, str]:
    """Payer l'animation de 2010 ; le mobilier l'est déjà, 27 500,50 €."""
    return (CAFE, PAYE, f"{PAYE}      realise: {montant}\n")


def lire(issue: Issue) -> dict[str, Any]:
    """Le rapport JSON."""
    assert (issue.code, issue.erreurs) == (0, "")
    rapport: dict[str, Any] = json.loads(issue.sortie)
    return rapport


def cafe(contrat: Commande, racine: Path, *periode: str) -> dict[str, Any]:
    """Ce que le rapport JSON dit du café."""
    action: dict[str, Any] = lire(contrat("evaluation", *periode, "--format", "json", dans=racine))["axes"][0][
        "actions"
    ][0]
    return action

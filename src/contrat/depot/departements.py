"""Les départements et leurs régions, les communes dont le nom ne s'élide pas, livrés avec l'outil."""

from __future__ import annotations

import csv
from pathlib import Path

import contrat

DROIT = Path(contrat.__file__).parent / "droit"
DEPARTEMENTS = DROIT / "departements.csv"


def lire_departement(insee: str) -> dict[str, str] | None:
    """Le département d'un code INSEE de commune : code, nom, collectivité, région ; rien s'il est inconnu."""
    code = insee[:3] if insee.startswith(("97", "98")) else insee[:2]
    with DEPARTEMENTS.open(encoding="utf-8", newline="") as flux:
        return next((ligne for ligne in csv.DictReader(flux) if ligne["code"] == code), None)


def a_h_aspire(insee: str) -> bool:
    """Vrai pour une commune en « H » devant laquelle « de » ne s'élide pas : de Haguenau, et d'Hennebont."""
    return insee in (DROIT / "communes-h-aspire.txt").read_text(encoding="utf-8").split()

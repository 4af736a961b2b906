"""Le contrat minimal, et le ménage sur lequel on écrit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL

MENAGE = "data/menages/M-0002.yaml"
TEXTE = """\
# Exemple fictif : un commentaire.
id: M-0002
source: fiction   # commentaire de fin
secteur: "ville-basse"
origine: 'ccas'
occupants:
  nombre: 2
  tranche_age: 70_et_plus
logement:
  commune: "15187"
  statut_occupation: proprietaire_occupant
evenements:
  - date: 2011-02-15
    etape: contacte
  - date: 2011-04-05
    etape: recu_en_permanence
"""
AJOUT = "  - date: 2011-06-01\n    etape: rendez_vous\n"
ETAPE = ("evenement", "M-0002", "rendez_vous", "--date", "2011-06-01")


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Une copie du contrat minimal, avec ce ménage."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / MENAGE).write_text(TEXTE, encoding="utf-8")
    return tmp_path

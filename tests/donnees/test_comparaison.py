"""Le commentaire que `contrat comparer` fait de trois demandes préparées sur le contrat livré."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.comparaison.conftest import remplacer
from tests.conftest import DONNEES, Commande

ATTENDUS = Path(__file__).parent / "attendus"
LOGEMENTS, EPICERIE = "actions/rehabilitation-logements.yaml", "actions/epicerie-solidaire.yaml"


def reequilibrer(racine: Path) -> None:
    for avant, apres in (("montant: 48000", "40000"), ("montant: 34000", "24000"), ("montant: 18000", "36000")):
        remplacer(racine, LOGEMENTS, avant, f"montant: {apres}")


def transferer(racine: Path) -> None:
    remplacer(racine, LOGEMENTS, "statut: lancee\n", "statut: transferee\n")
    etape = "  - {statut: transferee, date: 2012-12, instance: conseil-municipal, source: reconstitution}\n"
    remplacer(racine, LOGEMENTS, "\ndescription:", f"{etape}\ndescription:")
    remplacer(racine, LOGEMENTS, "liens:\n", "liens:\n  repreneur: ccpsf\n")


def refuser(racine: Path) -> None:
    remplacer(racine, EPICERIE, "montant: 20000, etat: declare", "montant: 0, etat: refuse")


@pytest.mark.parametrize("changer", [reequilibrer, transferer, refuser])
def test_le_commentaire_d_une_demande(contrat: Commande, tmp_path: Path, changer: Any) -> None:
    for cote in ("avant", "apres"):  # sans les ménages, que ces changements ne touchent pas : c'est bien plus rapide
        shutil.copytree(DONNEES, tmp_path / cote / "data", ignore=shutil.ignore_patterns("menages"))
    changer(tmp_path / "apres")
    issue = contrat("comparer", "avant", "apres", "--format", "md", dans=tmp_path)
    attendu = (ATTENDUS / f"{changer.__name__}.md").read_text(encoding="utf-8")
    # La ligne d'une faute dépend du reste du fichier, qui vit sa vie.
    sortie = re.sub(r"(?<=\.yaml:)\d+", "…", issue.sortie)
    assert (issue.code, sortie, issue.erreurs) == (0, attendu, "")

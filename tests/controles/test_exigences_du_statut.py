"""Une idée tient en sept champs ; ce que l'approbation exige de plus est dit en une fois."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import MINIMAL, Commande

IDEE = """\
id: jardin
axe: axe-1
titre: Un jardin partagé derrière la salle des fêtes
statut: idee
historique: [{statut: idee, date: 2010-03}]
porteur: ville
source: essai
"""


def test_une_idee_tient_en_sept_champs(contrat: Commande, tmp_path: Path) -> None:
    """Elle se contrôle, se lit et ne fausse aucun total."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "data/actions/jardin.yaml").write_text(IDEE, encoding="utf-8")
    issue = contrat("validate", "--strict", dans=tmp_path)
    assert (issue.code, issue.sortie) == (0, "")
    fiche = contrat("action", "montrer", "jardin", dans=tmp_path).sortie
    assert fiche.startswith("Un jardin partagé derrière la salle des fêtes\n")
    assert "Début : non documenté. Fin attendue : non documentée." in fiche
    assert "1.-,Un jardin partagé derrière la salle des…,idee" in contrat(
        "action", "lister", "--format", "csv", dans=tmp_path
    ).sortie.replace("axe-1,", "")
    for commande in (["budget"], ["evaluation"], ["rapport", "comite"], ["financement", "jardin"]):
        assert contrat(*commande, dans=tmp_path).code == 0, commande


def test_l_approbation_exige_le_reste(contrat: Commande, tmp_path: Path) -> None:
    """Chaque champ qui manque est nommé, même celui d'un calendrier commencé."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    approuvee = IDEE.replace("statut: idee\n", "statut: approuvee\ncalendrier: {fin: 2011}\n")
    (tmp_path / "data/actions/jardin.yaml").write_text(approuvee, encoding="utf-8")
    sortie = contrat("validate", "data/actions/jardin.yaml", dans=tmp_path).sortie
    exiges = [
        "numero",
        "description",
        "objectifs",
        "debut",
        "budget",
        "plan",
        "criteres_dd",
        "indicateurs",
        "evaluation",
    ]
    dits = [ligne.partition("il manque « ")[2].partition(" »")[0] for ligne in sortie.splitlines() if "F014" in ligne]
    assert sorted(dits) == sorted(exiges)

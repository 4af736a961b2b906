"""Un versement de la ville à son CCAS ne compte qu'une fois, à chaque étape, et chaque format le dit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from contrat.rendu.typographie import rendre_ordinaires

PETIT = Path(__file__).parent / "petit"
VERSEMENT = """\
    - {libelle: subvention au CCAS, exercice: 2020, section: fonctionnement, sens: depense, chapitre: "65",
       prevu: 150, budget: ville, beneficiaire: ccas}
"""
APPORT = """\
    - {organisme: ville, nature: autofinancement, exercice: 2020, section: fonctionnement, montant: 150,
       etat: accorde, notification: {date: 2020-02-01, reference: délibération 3}}
"""
RECU = """\
    - {organisme: ville, nature: subvention_publique, exercice: 2020, section: fonctionnement, montant: 150,
       etat: accorde, notification: {date: 2020-02-01, reference: délibération 3}, budget: ccas}
"""
NOTE = (
    "Hors des totaux, versement à un autre budget du contrat, compté chez celui qui dépense : Jardin partagé, 2020, "
    "subvention au CCAS, 150 € ; Jardin partagé, 2020, Ville d'Essai, 150 €."
)


def inserer(fichier: Path, repere: str, ajout: str) -> None:
    texte = fichier.read_text(encoding="utf-8")
    assert texte.count(repere) == 1
    fichier.write_text(texte.replace(repere, repere + ajout), encoding="utf-8")


@pytest.fixture
def petit(tmp_path: Path) -> Path:
    """Le petit contrat, où le CCAS reçoit 150 € de la ville pour son atelier."""
    shutil.copytree(PETIT / "data", tmp_path / "data")
    inserer(tmp_path / "data/actions/atelier.yaml", "  ressources:\n", RECU)
    return tmp_path


def verser(petit: Path) -> None:
    """Écrire aussi, dans la fiche du jardin, ce que la ville verse et comment elle le paie."""
    jardin = petit / "data/actions/jardin.yaml"
    inserer(jardin, "  source: essai\n  lignes:\n", VERSEMENT)
    inserer(jardin, "  ressources:\n", APPORT)


def lire(contrat: Any, petit: Path, *arguments: str) -> Any:
    return json.loads(contrat("budget", "2020", *arguments, "--format", "json", dans=petit).sortie)


@pytest.mark.parametrize(
    ("vue", "totaux"),
    [
        ("prevu", ("1200.10", "850.10", "1350.10")),
        ("engage", ("900.00", "650.10", "650.10")),
        ("realise", ("1200.00", "500.10", "500.10")),
    ],
)
def test_le_versement_ne_change_aucun_total_meme_avant_d_etre_engage(
    contrat: Any, petit: Path, vue: str, totaux: tuple[str, str, str]
) -> None:
    """L'apport de la ville est accordé, son versement ni engagé ni payé : il ne compte pas deux fois pour autant."""

    def totaliser() -> tuple[str, str, str]:
        budget = lire(contrat, petit, "--vue", vue)
        return (budget["depenses"]["total"], budget["ressources"]["ville"], budget["ressources"]["total"])

    assert totaliser() == totaux
    verser(petit)
    assert totaliser() == totaux


@pytest.mark.parametrize("par", [None, "section", "axe", "action", "financeur", "chapitre", "exercice", "budget"])
def test_la_neutralisation_se_dit_dans_chaque_direction_et_chaque_format(
    contrat: Any, petit: Path, par: str | None
) -> None:
    verser(petit)
    direction = () if par is None else ("--par", par)
    page = contrat("budget", "2020", *direction, dans=petit).sortie
    assert f"- {NOTE} " in " ".join(page.split())
    assert NOTE in lire(contrat, petit, *direction)["notes"]
    markdown = contrat("budget", "2020", *direction, "--format", "md", dans=petit).sortie
    assert f"- {NOTE}\n" in rendre_ordinaires(markdown)
    assert f"{NOTE}\n" in contrat("budget", "2020", *direction, "--format", "csv", dans=petit).erreurs


def test_l_apport_de_qui_verse_se_retire_avant_les_autres(contrat: Any, petit: Path) -> None:
    """Le CCAS met aussi 40 € : c'est la ville qui paie le versement, la part du CCAS reste entière."""
    jardin = petit / "data/actions/jardin.yaml"
    verser(petit)
    propre = (
        APPORT.replace("organisme: ville", "organisme: ccas").replace("150", "40").replace("}}", "}, budget: ccas}")
    )
    inserer(jardin, "  ressources:\n", propre)
    groupes = lire(contrat, petit, "--par", "financeur")["ventilation"]["groupes"]
    assert [(g["cle"], g["montant"]) for g in groupes if g["ville"]] == [
        ("ville", "650.10"),
        ("regie", "200.00"),
        ("ccas", "40.00"),
    ]

"""Un petit contrat dont on écrit le plan d'une fiche, et les fautes que `contrat validate` y trouve."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

VISITES = "data/actions/visites.yaml"
ORGANISMES = "".join(
    f"  - id: {identifiant}\n    nom: {identifiant}\n    nature: {nature}\n    public: {public}\n{suite}"
    "    source: essai\n"
    for identifiant, nature, public, suite in (
        ("etat", "etat", "oui", ""),
        ("ccas", "ccas", "oui", "    rattache_a: ville\n"),
        ("caf", "organisme_social", "non", ""),
        ("banque", "banque", "non", ""),
        ("entraide", "association", "non", ""),
    )
)
RIEN: Mapping[str, str] = {}
Fautes = Callable[..., list[str]]


def depense(prevu: str, exercice: int = 2012, section: str = "investissement", champs: Mapping[str, str] = RIEN) -> str:
    """Une ligne de dépense de la ville ; `champs` complète ou remplace."""
    chapitre = '"21"' if section == "investissement" else '"65"'
    communs = {"libelle": "achat", "exercice": str(exercice), "section": section, "sens": "depense"}
    return _ligne(communs | {"chapitre": chapitre, "prevu": prevu, "budget": "ville", **champs})


def ressource(organisme: str, nature: str, montant: str, exercice: int = 2012, champs: Mapping[str, str] = RIEN) -> str:
    """Une ressource d'investissement, sollicitée ; `champs` complète ou remplace."""
    communs = {"organisme": organisme, "nature": nature, "exercice": str(exercice), "section": "investissement"}
    return _ligne(communs | {"montant": montant, "etat": "sollicite", **champs})


def _ligne(champs: dict[str, str]) -> str:
    return "    - " + "\n      ".join(f"{cle}: {valeur}" for cle, valeur in champs.items()) + "\n"


def ecrire_plan(racine: Path, depenses: list[str], ressources: list[str], suite: str = "", base: str = "TTC") -> None:
    """Écrire le budget et le plan de la fiche des visites ; `suite` s'ajoute au plan, puis à la fiche."""
    chemin = racine / VISITES
    texte = chemin.read_text(encoding="utf-8").replace("base: TTC", f"base: {base}")
    texte = texte.replace("  lignes: []\n", "  lignes:\n" + "".join(depenses))
    chemin.write_text(
        texte.replace("  ressources: []\n", "  ressources:\n" + "".join(ressources) + suite), encoding="utf-8"
    )


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Une copie du contrat minimal, de 2010 à 2020, avec quelques organismes de plus."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    organismes = tmp_path / "data/organismes.yaml"
    organismes.write_text(organismes.read_text(encoding="utf-8") + ORGANISMES, encoding="utf-8")
    contrat = tmp_path / "data/contrat.yaml"
    texte = contrat.read_text(encoding="utf-8").replace("  fin: 2012\n", "  fin: 2020\n", 1)
    # Aucun total de budget publié : les plans écrits ici s'en écarteraient.
    texte = texte.replace("mesure: budget.depenses.total", "mesure: axes.total").replace("40000", "1")
    contrat.write_text(texte, encoding="utf-8")
    return tmp_path


@pytest.fixture
def fautes(contrat: Commande, racine: Path) -> Fautes:
    """Écrire un plan et rendre une ligne par faute, l'aide à la suite."""

    def ecrire_et_valider(depenses: list[str], apports: list[str], suite: str = "", base: str = "TTC") -> list[str]:
        ecrire_plan(racine, depenses, apports, suite, base)
        issue = contrat("validate", dans=racine)
        assert "Traceback" not in issue.erreurs
        return [x for x in issue.sortie.splitlines() if x.startswith("data/")]

    return ecrire_et_valider

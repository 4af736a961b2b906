"""De quoi lancer la vraie ligne de commande, dans un contrat copié."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

# Les assertions que pytest récrit se gardent d'une exécution à l'autre, même là où l'on interdit à Python de garder ce
# qu'il compile : les récrire toutes est la moitié de la collecte, et chaque processus d'essai collecte.
sys.dont_write_bytecode = False
# Tout ce que la collecte lit reste : y chercher ce qui ne sert plus en est le sixième.
gc.disable()

# Les copies de contrats que font les tests se posent en mémoire, là où il y en a la place et où un programme se lance :
# sur un disque, les effacer est le quart de l'attente.
MEMOIRE = Path("/dev/shm")  # noqa: S108
if MEMOIRE.is_dir() and os.access(MEMOIRE, os.W_OK):
    place = os.statvfs(MEMOIRE)
    if place.f_bavail * place.f_frsize > 1 << 30 and not place.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMOIRE))

DEPOT = Path(__file__).parent.parent
DONNEES = DEPOT / "data"
# Les contrats des tests de l'outil : le plus petit sans aucune faute, et un autre qui a de quoi remplir chaque page.
MINIMAL = Path(__file__).parent / "contrat_minimal"
REFERENCE = Path(__file__).parent / "contrat_reference"
# Le contrat livré avec l'outil : une ville qui remplace data/ change cet identifiant, et garde une suite verte.
CONTRAT_LIVRE = "contrat-social-2010-2012"
AUTRE_CONTRAT = "data/ porte un autre contrat que celui qui est livré"

# Les propriétés s'essaient sur peu d'exemples, toujours les mêmes : une suite verte le reste. Les autres profils en
# tirent beaucoup, de nouveau à chaque fois. Une machine chargée n'est pas une faute : aucune limite de temps.
settings.register_profile("ordinaire", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("large", max_examples=1000, deadline=None)
settings.register_profile("fuzz", max_examples=4200, deadline=None)
settings.load_profile("ordinaire")


def est_livre(donnees: Path = DONNEES) -> bool:
    """Si ces données sont celles du contrat livré."""
    contrat = donnees / "contrat.yaml"
    return contrat.is_file() and f"id: {CONTRAT_LIVRE}" in contrat.read_text(encoding="utf-8").splitlines()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Passer, avec leur raison, les épreuves du contrat livré quand data/ en porte un autre."""
    if not est_livre():
        for epreuve in filter(juge_le_contrat_livre, items):
            epreuve.add_marker(pytest.mark.skip(reason=AUTRE_CONTRAT))


def pytest_collection_finish() -> None:
    """Écarter du ramasse-miettes ce que la collecte a lu : il le parcourrait sans fin, un huitième du temps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def juge_le_contrat_livre(epreuve: pytest.Item) -> bool:
    """Si une épreuve est dans tests/donnees, ou travaille sur une copie du contrat livré."""
    copie = "copie_livree" in getattr(epreuve, "fixturenames", ())
    return copie or "donnees" in epreuve.path.relative_to(DEPOT / "tests").parts


@dataclass(frozen=True)
class Issue:
    """Ce qu'une commande a rendu."""

    code: int
    sortie: str
    erreurs: str


Commande = Callable[..., Issue]


@pytest.fixture
def contrat(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commande:
    """Lancer `contrat …` par son vrai point d'entrée, depuis un dossier donné (le contrat de référence par défaut)."""

    def lancer_commande(*arguments: str | Path, dans: Path = REFERENCE) -> Issue:
        from contrat.cli import lancer

        monkeypatch.chdir(dans)
        monkeypatch.setattr(sys, "argv", ["contrat", *map(str, arguments)])
        capfd.readouterr()
        code: object = 0
        try:
            lancer()
        except SystemExit as fin:
            code = fin.code
        sorties = capfd.readouterr()
        return Issue(code if isinstance(code, int) else int(code is not None), sorties.out, sorties.err)

    return lancer_commande


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    """Une copie du contrat de référence, à abîmer sans crainte."""
    shutil.copytree(REFERENCE / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """Une copie du plus petit contrat, à changer."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path


@pytest.fixture
def copie_livree(tmp_path: Path) -> Path:
    """Une copie du contrat livré, pour ce qui le juge."""
    shutil.copytree(DONNEES, tmp_path / "data")
    return tmp_path


def remplacer(fichier: Path, avant: str, apres: str) -> None:
    """Changer un passage d'un fichier, qui doit y être, là où il est d'abord."""
    texte = fichier.read_text(encoding="utf-8")
    assert avant in texte, avant
    fichier.write_text(texte.replace(avant, apres, 1), encoding="utf-8")


def peupler(racine: Path, combien: int, modele: str) -> list[Path]:
    """Ajouter à un contrat des ménages pareils à celui-ci, à partir de M-0101 : assez pour que leur nombre se dise."""
    menages = racine / "data/menages"
    texte = (menages / f"{modele}.yaml").read_text(encoding="utf-8")
    ajoutes = [menages / f"M-{rang:04}.yaml" for rang in range(101, 101 + combien)]
    for chemin in ajoutes:
        chemin.write_text(texte.replace(modele, chemin.stem), encoding="utf-8")
    return ajoutes

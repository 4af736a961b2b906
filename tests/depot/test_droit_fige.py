"""Le droit figé dit ce que disent ses fichiers, et n'est jamais cru quand il ne leur correspond pas."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from contrat.depot.droit import APPLIQUES, DOSSIERS, DROIT, lire_droit
from contrat.depot.droit_fige import degeler, figer, relire
from contrat.modele.base import Objet

APPLIQUES_OU_RANGES = (*APPLIQUES, *(f"{dossier}/" for dossier in DOSSIERS))


def detailler(objet: object) -> object:
    """Ce qu'une égalité ne dit pas : le genre de chaque valeur, et les champs que le fichier écrit."""
    if isinstance(objet, Objet):
        return type(objet), objet.model_fields_set, {nom: detailler(valeur) for nom, valeur in vars(objet).items()}
    return [detailler(element) for element in objet] if isinstance(objet, tuple) else (type(objet), objet)


@pytest.fixture
def copie(tmp_path: Path) -> Path:
    """Un droit et ses modèles, figés dans une copie où l'on peut tout abîmer."""
    for nom in ("droit", "modele"):
        shutil.copytree(DROIT.parent / nom, tmp_path / nom, ignore=shutil.ignore_patterns("__pycache__"))
    fiches = {nom: f for nom, f in lire_droit().fiches.items() if nom.startswith(APPLIQUES_OU_RANGES)}
    figer(tmp_path / "droit", {nom: fiche.objet for nom, fiche in fiches.items()})
    return tmp_path


def test_chaque_fichier_fige_est_le_meme_objet(copie: Path) -> None:
    figes = relire(copie / "droit")
    lus = lire_droit().fiches
    assert len(figes) > len(APPLIQUES)
    for nom, brut in figes.items():
        assert detailler(degeler(brut)) == detailler(lus[nom].objet)


def changer_le_droit(copie: Path) -> None:
    fichier = copie / "droit" / "regles.yaml"
    fichier.write_text(fichier.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def ajouter_une_aide(copie: Path) -> None:
    shutil.copy(copie / "droit" / "regles.yaml", copie / "droit" / "aides" / "2010-2013" / "neuve.yaml")


def changer_un_modele(copie: Path) -> None:
    (copie / "modele" / "neuf.py").write_text("", encoding="utf-8")


def changer_un_nombre(copie: Path) -> None:
    fige = copie / "droit" / "__pycache__" / "droit.json"
    fige.write_text(fige.read_text(encoding="utf-8").replace("8604", "8605"), encoding="utf-8")


def couper(copie: Path) -> None:
    fige = copie / "droit" / "__pycache__" / "droit.json"
    fige.write_bytes(fige.read_bytes()[:-100])


def vider(copie: Path) -> None:
    (copie / "droit" / "__pycache__" / "droit.json").write_bytes(b"")


def oter(copie: Path) -> None:
    (copie / "droit" / "__pycache__" / "droit.json").unlink()


@pytest.mark.parametrize(
    "abimer", [changer_le_droit, ajouter_une_aide, changer_un_modele, changer_un_nombre, couper, vider, oter]
)
def test_ce_qui_ne_correspond_plus_n_est_pas_cru(copie: Path, abimer: Callable[[Path], None]) -> None:
    assert relire(copie / "droit")
    abimer(copie)
    assert relire(copie / "droit") == {}


def test_un_dossier_ou_l_on_ne_peut_pas_ecrire_n_empeche_rien(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_bytes(b"")
    figer(tmp_path, {})
    assert relire(tmp_path) == {}

"""Le droit livré, lu dans ses vrais fichiers, ou dans une copie à abîmer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.ressources import classer
from contrat.controles import appliquer, choisir
from contrat.depot.droit import DROIT, charger_bareme, lire_droit
from contrat.diagnostics import trier
from contrat.modele.bareme import Bareme
from contrat.modele.dossier import Dossier
from contrat.modele.droit_livre import DroitLivre

JOUR = date(2026, 11, 23)
Classer = Callable[[date, str, int, str], str | None]


@pytest.fixture(scope="session")
def droit() -> DroitLivre:
    """Le droit livré."""
    return lire_droit().livrer()


@pytest.fixture(scope="session")
def national() -> Bareme:
    """Le barème national."""
    return charger_bareme()


@pytest.fixture(scope="session")
def categorie(national: Bareme) -> Classer:
    """Classer un ménage par le vrai calcul, son revenu étant celui de l'année que la règle demande."""

    def classer_menage(jour: date, departement: str, personnes: int, rfr: str) -> str | None:
        annee = jour.year - (2 if jour.year < 2020 else 1)
        revenus = {annee: Decimal(rfr)}
        demande = Demande(id="M-0001", jour=jour, departement=departement, personnes=personnes, revenus=revenus)
        return classer(demande, national).categorie

    return classer_menage


@pytest.fixture
def copie_droit(tmp_path: Path) -> Path:
    """Une copie du droit livré, à abîmer sans crainte."""
    return Path(shutil.copytree(DROIT, tmp_path / "droit"))


def remplacer(fichier: Path, avant: str, apres: str, *, depuis: str = "") -> None:
    """Changer un passage d'un fichier, le premier après `depuis`."""
    texte = fichier.read_text(encoding="utf-8")
    debut = texte.index(depuis)
    assert avant in texte[debut:]
    fichier.write_text(texte[:debut] + texte[debut:].replace(avant, apres, 1), encoding="utf-8")


def lister_fautes(dossier: Path, jour: date = JOUR) -> list[str]:
    """Les fautes d'un droit, chacune avec sa place et son code."""
    lu = lire_droit(dossier)
    assert lu.diagnostics == []
    contrat = Dossier(genres=frozenset({"droit_livre"}), droit_livre_lu=lu.livrer(), jour=jour)
    fautes = trier(appliquer(contrat, lu.situer, choisir("P")))
    return [f"{d.fichier}:{d.ligne}:{d.colonne}: {d.gravite.value}[{d.code}] {d.message}" for d in fautes]

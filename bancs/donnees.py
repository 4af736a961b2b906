"""Les données des bancs : des contrats de N fiches, des journaux de N écritures, des lots de N ménages."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

from bancs.hasard import Hasard
from contrat.modele.bareme import Bareme
from contrat.modele.lot import COLONNES

RACINE = Path(__file__).resolve().parent.parent
MODELE = RACINE / "tests" / "contrat_minimal"
JOUR = date(2025, 11, 1)
# Ce qui se tire une fois se recopie sous d'autres id : tirer un million de ménages durerait plus que les juger.
TIRES = 20_000


def ecrire_contrat(dossier: Path, fiches: int) -> Path:
    """Un contrat minimal dont une fiche est recopiée sous d'autres noms, avec d'autres notifications."""
    shutil.copytree(MODELE / "data", dossier / "data")
    # Les séances citent les fiches d'origine.
    shutil.rmtree(dossier / "data" / "seances")
    actions = dossier / "data" / "actions"
    fiche = (actions / "cafe-rencontre.yaml").read_text(encoding="utf-8")
    for ancienne in actions.iterdir():
        ancienne.unlink()
    for rang in range(1, fiches + 1):
        propres = {"id: cafe-rencontre": f"id: cafe-{rang}", "numero: 1": f"numero: {rang}", "D-2010-12": f"D-{rang}"}
        texte = fiche
        for ancien, neuf in propres.items():
            texte = texte.replace(ancien, neuf)
        (actions / f"cafe-{rang}.yaml").write_text(texte, encoding="utf-8")
    return dossier


def ecrire_journal(fichier: Path, fiches: int) -> Path:
    """Les mêmes dépenses prévues, en écritures de partie double pour hledger."""
    ecritures = (
        f"2010-09-01 café {rang}\n  depenses:fonctionnement:011  10000.00 EUR\n"
        f"  depenses:investissement:21  30000.00 EUR\n  ressources:departement  -12000.00 EUR\n  ressources:ville\n\n"
        for rang in range(1, fiches + 1)
    )
    fichier.write_text("".join(ecritures), encoding="utf-8")
    return fichier


def ecrire_lot(fichier: Path, bareme: Bareme, menages: int) -> Path:
    """Un lot d'un seul jour, toutes les colonnes remplies presque partout."""
    tires = [[ligne[c] for c in COLONNES] for ligne in Hasard(bareme, 1, JOUR).lignes(min(menages, TIRES))]
    rang_id = COLONNES.index("id")
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        ecrivain = csv.writer(flux, lineterminator="\n")
        ecrivain.writerow(COLONNES)
        for rang in range(menages):
            ligne = tires[rang % len(tires)]
            ligne[rang_id] = f"M-{rang:07}"
            ecrivain.writerow(ligne)
    return fichier

"""Un prix que l'on ne sait pas, puis son ordre de grandeur : la page dit « de … à … » selon les classes gagnées."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import ESTIMATION, PRIX, QUESTIONS
from contrat.calculs.eligibilite.scenarios import imaginer
from contrat.cli.entretien.frappe import comprendre
from contrat.depot.chargement import GUICHET, charger
from contrat.modele.bareme import Bareme
from contrat.modele.menage import Menage
from tests.conftest import REFERENCE, Commande

AMPLEUR = "mpr-parcours-accompagne"
MENAGE: dict[str, Any] = {
    "id": "M-0001",
    "source": "fiction",
    "occupants": {"nombre": "2"},
    "revenus": [{"annee": "2025", "rfr": "15000"}],
    "logement": {
        "commune": "15187", "statut_occupation": "proprietaire_occupant", "residence_principale": "oui",
        "achevement": "1962", "type": "maison", "dpe": "F",
    },
    "projet": {
        "demande": "2026-11-20", "nature": "energie", "commences": "non", "professionnel": "oui",
        "gestes_isolation": "2", "energie_fossile": "aucune", "accompagnement": "oui",
    },
}  # fmt: skip
FOURCHETTE = {"estimation": {"de": "20000", "a": "45000"}}
# Très modestes : 80 % de 30 000 € au plus pour deux classes, de 40 000 € au-delà.
DEUX, TROIS, QUATRE = (2, 16000, 24000), (3, 16000, 32000), (4, 16000, 32000)


@pytest.fixture(scope="module")
def droit() -> Bareme:
    return charger(REFERENCE, GUICHET, {2026}).dossier.droit


@pytest.mark.parametrize(
    ("logement", "projet", "attendus"),
    [
        ({}, FOURCHETTE, [DEUX, TROIS, QUATRE]),
        ({}, {}, []),
        ({}, {"travaux_ht": "20000"}, [(2, 16000, 16000), (3, 16000, 16000), (4, 16000, 16000)]),
        # D'un logement E, quatre classes mènent à A ; la classe visée connue, un seul scénario reste.
        ({"dpe": "E"}, FOURCHETTE, [DEUX, TROIS, QUATRE]),
        ({}, {**FOURCHETTE, "dpe_vise": "C"}, [TROIS]),
        ({"dpe": None}, FOURCHETTE, [DEUX, TROIS, QUATRE]),
        # Tout est connu, ou l'aide est refusée : rien à imaginer.
        ({}, {"travaux_ht": "20000", "travaux_ttc": "21100", "dpe_vise": "C"}, []),
        ({"residence_principale": "non"}, FOURCHETTE, []),
        ({"dpe": "D"}, FOURCHETTE, []),
    ],
)
def test_un_montant_par_nombre_de_classes(
    droit: Bareme, logement: Mapping[str, str], projet: Mapping[str, Any], attendus: list[tuple[int, int, int]]
) -> None:
    blocs = {"logement": MENAGE["logement"] | logement, "projet": MENAGE["projet"] | projet}
    menage = Menage.model_validate(MENAGE | {n: {k: v for k, v in b.items() if v} for n, b in blocs.items()})
    jour = menage.projet.demande
    assert jour
    trouves = imaginer(juger(formuler(menage, jour), droit), droit)
    bornes = [(s.sauts, s.bas, s.haut) for s in trouves.get(AMPLEUR, ())]
    assert bornes == [(sauts, Decimal(bas), Decimal(haut)) for sauts, bas, haut in attendus]
    assert set(trouves) <= {AMPLEUR}


def test_la_page_et_la_feuille_le_disent(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(REFERENCE / "data", tmp_path / "data")
    fichier = tmp_path / "data/menages/M-0001.yaml"
    ecrit = json.dumps(MENAGE | {"projet": MENAGE["projet"] | FOURCHETTE}, ensure_ascii=False, indent=1)
    fichier.write_text(ecrit, encoding="utf-8")
    attendu = (
        "deux classes d'énergie gagnées, de 16 000 € à 24 000 € ; trois, de 16 000 € à 32 000 € ; quatre, "
        "de 16 000 € à 32 000 €"
    )
    page = contrat("eligibilite", "data/menages/M-0001.yaml", "--format", "md", dans=tmp_path)
    assert attendu in page.sortie.replace("\u202f", " ").replace("\u00a0", " ")
    feuille = contrat("rapport", "menage", "M-0001", "--format", "md", dans=tmp_path)
    dite = feuille.sortie.replace("\u202f", " ").replace("\u00a0", " ")
    assert f"à confirmer, selon les travaux : {attendu}\n" in dite
    objet = json.loads(contrat("eligibilite", "data/menages/M-0001.yaml", "--format", "json", dans=tmp_path).sortie)
    scenarios = next(a["scenarios"] for a in objet["aides"] if a["code"] == AMPLEUR)
    assert scenarios[0] == {"classes_gagnees": 2, "de": "16000.00", "a": "24000.00"}


def test_le_prix_ignore_son_ordre_de_grandeur_est_demande(droit: Bareme) -> None:
    """Une fois, seulement s'il chiffrerait une aide, et lu comme il se dit."""
    ecrit = MENAGE | {"projet": MENAGE["projet"] | {"dpe_vise": "C"}}
    entretien = Entretien(droit, date(2026, 11, 20), ecrit)
    while question := entretien.prochaine():
        entretien = entretien.passer(question)
    assert [q.champ for q in entretien.precisions()][:1] == [PRIX]
    assert ESTIMATION not in {q.champ for q in entretien.precisions()}
    entretien = entretien.passer(entretien.precisions()[0])
    question = entretien.precisions()[0]
    assert question.champ == ESTIMATION
    for tape in ("20 000 à 40 000 €", "entre 20 000 et 40 000", "20000-40000"):
        assert comprendre(question, tape, droit.liste_communes) == "20000 à 40000"
    seule = entretien.repondre(question, comprendre(question, "environ 30 000", droit.liste_communes))
    assert seule.contenu["projet"]["estimation"] == {"de": "30000", "a": "30000"}
    assert ESTIMATION not in {q.champ for q in seule.precisions()}
    connue = next(c for c in seule.connues() if c.question.champ == ESTIMATION)
    assert connue.texte == "30000 à 30000"
    assert "estimation" not in replace(seule, depart=seule.contenu, reponses=()).passer(question).contenu["projet"]
    refuse = Entretien(droit, date(2026, 11, 20), MENAGE | {"logement": {**MENAGE["logement"], "dpe": "D"}})
    prix = next(q for q in QUESTIONS if q.champ == PRIX)
    assert ESTIMATION not in {q.champ for q in refuse.passer(prix).precisions()}

"""`--au` d'un jour passé : ce qui était su ce jour-là, ce qui l'était peut-être, et rien de ce qui a suivi."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contrat.calculs.connu import Incertain, connaitre_au
from contrat.depot.chargement import BUDGET, charger
from contrat.modele.dossier import Dossier
from tests.conftest import Commande
from tests.presentation.test_presenter import completer

CAFE = "Café de rencontre"


@pytest.fixture(name="racine")
def _racine(tmp_path: Path) -> Path:
    completer(tmp_path)
    return tmp_path


def lire(racine: Path) -> Dossier:
    return charger(racine, (*BUDGET, "aides", "seances")).dossier


def test_une_date_au_mois_n_est_pas_son_premier_jour(racine: Path) -> None:
    dossier = lire(racine)
    statuts = {
        jour: connaitre_au(dossier, jour).dossier.actions["cafe-rencontre"].statut
        for jour in (date(2010, 2, 15), date(2010, 9, 29), date(2010, 9, 30))
    }
    assert list(statuts.values()) == ["approuvee", "approuvee", "lancee"]
    assert connaitre_au(dossier, date(2010, 9, 29)).incertains == (Incertain("2010-09", CAFE, "lancee"),)
    assert connaitre_au(dossier, date(2010, 2, 14)).dossier.actions == {}


def test_l_argent_n_est_acquis_qu_a_son_acte_et_paye_qu_a_sa_date(racine: Path) -> None:
    def argent(jour: date) -> tuple[Any, ...]:
        fiche = connaitre_au(lire(racine), jour).dossier.actions["cafe-rencontre"]
        return (fiche.plan.ressources[2].etat, fiche.plan.ressources[2].notification is None,
                fiche.budget.lignes[1].prevu, fiche.budget.lignes[1].realise)  # fmt: skip

    prevu = lire(racine).actions["cafe-rencontre"].budget.lignes[1]
    assert argent(date(2010, 5, 31)) == ("sollicite", True, prevu.prevu, None)
    assert argent(date(2010, 6, 1)) == ("accorde", False, prevu.prevu, None)
    assert argent(date(2010, 12, 31)) == ("accorde", False, prevu.prevu, prevu.realise)


def test_la_page_d_un_jour_passe(contrat: Commande, racine: Path) -> None:
    issue = contrat("presenter", "gouvernance", "resultats", "--au", "2011-06-30", "--format", "md", dans=racine)
    texte = issue.sortie.replace("\u00a0", " ")
    assert issue.code == 0
    assert "> Ce qui était su le 30 juin 2011 : ce qui a suivi n'est pas montré.\n" in texte
    assert "- 2011 : adhérents\n" in texte
    assert "le lien est renforcé" not in texte
    assert "cachés, faute d'une source d'avant ce jour." in texte


def test_une_evaluation_d_un_jour_passe(contrat: Commande, racine: Path) -> None:
    def valeurs(*options: str) -> list[Any]:
        objet = json.loads(contrat("evaluation", *options, "--format", "json", dans=racine).sortie)
        return [objet.get("connu", {}).get("au"), [m["valeur"] and m["valeur"]["valeur"] for m in objet["indicateurs"]]]

    assert valeurs("--au", "2011-06-30") == ["2011-06-30", [None]]
    assert valeurs("--au", "2011-12-31") == ["2011-12-31", ["12"]]
    assert valeurs() == [None, ["12"]]


def test_une_source_datee_d_avant_se_montre(racine: Path) -> None:
    sources = racine / "data" / "sources.yaml"
    texte = sources.read_text(encoding="utf-8")
    datee = texte.replace("  - id: fiction", "    date: 2010-03\n  - id: fiction")
    sources.write_text(datee, encoding="utf-8")
    dossier = lire(racine)
    avant, apres = (connaitre_au(dossier, jour) for jour in (date(2010, 3, 30), date(2010, 3, 31)))
    assert (len(avant.dossier.contrat.suites), len(apres.dossier.contrat.suites)) == (0, 1)
    assert apres.non_dates == 0


def test_un_statut_incertain_est_marque(contrat: Commande, racine: Path) -> None:
    sortie = contrat("action", "lister", "--au", "2010-09-15", "--format", "md", dans=racine).sortie
    assert "| lancée (?) |" in sortie
    assert "(?)" not in contrat("action", "lister", "--au", "2010-09-30", "--format", "md", dans=racine).sortie

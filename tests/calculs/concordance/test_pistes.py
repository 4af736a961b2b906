"""Où les données disent ce qu'un chiffre publié compte : les lignes d'une somme, le champ d'une fiche, une aide."""

from __future__ import annotations

from typing import get_args

import pytest

from contrat.calculs.concordance.concordance import Concordance
from contrat.calculs.concordance.mesures import METHODES
from contrat.calculs.concordance.pistes import chercher_pistes
from contrat.modele.action import Action
from contrat.modele.contrat import Mesure
from tests.calculs.argent.pieces import equipement, fiche, ligne, ressource
from tests.calculs.fabriques import dossier, publie

LIGNES = (
    ligne(exercice="2009"),
    ligne(exercice="2010"),
    equipement(exercice="2011"),
    ligne(exercice="2012"),
    ligne(exercice="2011", sens="recette", chapitre="74"),
)
RESSOURCES = (
    ressource(exercice="2012"),
    ressource(exercice="2010"),
    ressource(organisme="ccas", nature="autofinancement"),
    # Un emprunt pèse sur qui l'encaisse.
    ressource(organisme="etat", nature="emprunt", budget="ville"),
    ressource(organisme="ecole"),
    ressource(organisme="etat", nature="emprunt", budget="association"),
)


def chercher(mesure: str, *fiches: Action, **champs: str) -> list[str]:
    celui = publie(mesure=mesure, **champs)  # type: ignore[arg-type]
    concordance = Concordance(0, celui, METHODES[celui.mesure], "", None, frozenset())
    fiches = fiches or (fiche(*LIGNES, ressources=RESSOURCES),)
    adresses = chercher_pistes(dossier(*fiches), concordance)
    return [f"{a.genre}/{a.identifiant}/{'.'.join(map(str, a.chemin))}" for a in adresses]


@pytest.mark.parametrize(
    ("mesure", "liste", "rangs"),
    [
        ("budget.depenses.total", "budget.lignes", [1, 2]),
        ("budget.depenses.fonctionnement", "budget.lignes", [1]),
        ("budget.depenses.investissement", "budget.lignes", [2]),
        ("enveloppes.fonctionnement", "budget.lignes", [1]),
        ("enveloppes.investissement", "budget.lignes", [2]),
        ("budget.ressources.total", "plan.ressources", [1, 2, 3, 4, 5]),
        # Le centre d'action sociale et l'école qui lui est rattachée sont la ville.
        ("budget.ressources.ville", "plan.ressources", [2, 3, 4]),
        ("actions.ressources.ville", "plan.ressources", [2, 3, 4]),
        ("budget.ressources.externes", "plan.ressources", [1, 5]),
    ],
)
def test_les_lignes_d_une_somme(mesure: str, liste: str, rangs: list[int]) -> None:
    assert chercher(mesure) == [f"actions/visites/{liste}.{rang}" for rang in rangs]


CHAMPS = {
    "organismes.financeurs": "plan",
    "budget.exercices": "budget",
    "actions.approuvees": "historique",
    "actions.mises_en_oeuvre": "historique",
    "actions.deliberees": "deliberations",
    "actions.exercices": "calendrier",
    "actions.partenaires": "partenaires",
    "actions.criteres_atteints": "criteres_dd",
    "indicateurs.autre_source": "indicateurs",
}


@pytest.mark.parametrize("mesure", [m for m in get_args(Mesure) if METHODES[m].origine != "somme"])
def test_le_champ_d_une_fiche_jamais_celui_d_un_menage(mesure: str) -> None:
    attendu = [f"actions/visites/{CHAMPS[mesure]}"] if mesure in CHAMPS else []
    assert chercher(mesure) == attendu
    assert not attendu or CHAMPS[mesure] in Action.model_fields


def test_une_action_nommee_est_la_seule_montree() -> None:
    deux = (fiche(), fiche(id="relais"))
    assert chercher("actions.exercices", *deux) == ["actions/visites/calendrier", "actions/relais/calendrier"]
    assert chercher("actions.exercices", *deux, action="relais") == ["actions/relais/calendrier"]
    assert chercher("actions.exercices", *deux, action="absente") == []


def test_une_aide() -> None:
    assert chercher("aides.forfait", aide="prime") == ["aides/prime/"]

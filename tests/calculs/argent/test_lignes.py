"""Les lignes d'une action dans chaque vue : tout ce qu'elles disent, et les années où l'argent bouge vraiment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from contrat.calculs.argent.lignes import VUES, LigneConsolidee, Vue, consolider_lignes, encaisser, payer
from tests.calculs.argent.pieces import equipement, etaler, fiche, ligne, ressource
from tests.calculs.fabriques import dossier

VILLE = frozenset({"ville", "ccas"})


def lignes(vue: Vue, *depenses: dict[str, Any], ressources: tuple[dict[str, Any], ...] = ()) -> list[LigneConsolidee]:
    return list(consolider_lignes(fiche(*depenses, ressources=ressources), vue, dossier(), VILLE))


def test_les_vues() -> None:
    assert get_args(Vue) == VUES


def test_tout_ce_que_dit_une_depense() -> None:
    etapes = {"prevu": "1", "vote": "2", "engage": "3", "realise": "4", "report": "5", "autorisation": "6"}
    celle = equipement(**etapes, beneficiaire="ecole", article="2188", fonction="520", source="autre")
    assert lignes("prevu", celle) == [
        LigneConsolidee(
            "visites", "axe-1", 2011, "investissement", "depense", "achat",

            Decimal(1), "non_precisee", "autre", "ville", 2011,
            chapitre="21", ouvert=Decimal(2), vote=Decimal(2), engage=Decimal(3), realise=Decimal(4), report=Decimal(5),
            autorisation=Decimal(6), payes=((2011, Decimal(4)),), beneficiaire="ecole", article="2188", fonction="520",
        )
    ]  # fmt: skip
    assert [lignes(vue, celle)[0].montant for vue in VUES] == [1, 2, 3, 4]
    assert lignes("prevu", ligne(sens="recette", prevu="1")) == []
    assert lignes("prevu", ligne(prevu="1"))[0].source == "essai"


def test_tout_ce_que_dit_une_ressource() -> None:
    celle = ressource(sollicite="120", programme="DETR", reception="2011-02-03", encaisse="30", budget="ccas")
    assert lignes("prevu", ressources=(celle,)) == [
        LigneConsolidee(
            "visites", "axe-1", 2011, "fonctionnement", "ressource", "État",

            Decimal(100), "non_precisee", "essai", "ccas",
            nature="subvention_publique", organisme="etat", etat="accorde", programme="DETR", sollicite=Decimal(120),
            accorde=Decimal(100), encaisse=Decimal(30), reception=date(2011, 2, 3), inscrite=2011,
        )
    ]  # fmt: skip
    assert lignes("realise", ressources=(celle,))[0].montant == 30
    inconnu = lignes("prevu", ressources=(ressource(organisme="inconnu", source="autre"),))[0]
    assert (inconnu.libelle, inconnu.est_ville, inconnu.source) == ("inconnu", False, "autre")


@pytest.mark.parametrize(
    ("champs", "est_ville"),
    [
        ({"organisme": "ville"}, True),
        ({"organisme": "ccas"}, True),
        ({"organisme": "etat"}, False),
        # Un emprunt, la compensation de TVA : dans la part de qui les encaisse.
        ({"organisme": "etat", "nature": "emprunt"}, True),
        ({"organisme": "etat", "nature": "fctva"}, True),
        ({"organisme": "ville", "nature": "emprunt", "budget": "ecole"}, False),
    ],
)
def test_ce_que_la_ville_porte(champs: dict[str, str], est_ville: bool) -> None:
    assert lignes("prevu", ressources=(ressource(**champs),))[0].est_ville is est_ville


@pytest.mark.parametrize(
    ("champs", "annees"),
    [
        ({}, {}),
        ({"realise": "0"}, {2011: 0}),
        ({"realise": "5"}, {2011: 5}),
        ({"paiements": [("2012", "3"), ("2011", "4"), ("2012", "1")]}, {2012: 4, 2011: 4}),
    ],
)
def test_ce_qui_a_ete_paye_par_exercice(champs: dict[str, Any], annees: dict[int, int]) -> None:
    if "paiements" in champs:
        champs = {"paiements": [{"exercice": e, "montant": m} for e, m in champs["paiements"]]}
    celle = fiche(ligne() | champs).budget.lignes[0]
    assert payer(celle) == annees
    vues: list[Any] = [(x.exercice, x.montant) for x in lignes("realise", ligne() | champs)]
    inconnu: list[Any] = [(2011, None)]
    assert vues == (list(annees.items()) or inconnu)
    assert [x.exercice for x in lignes("engage", ligne() | champs)] == [2011]


@pytest.mark.parametrize(
    ("champs", "annees"),
    [
        ({}, {}),
        ({"encaisse": "30"}, {2011: 30}),
        ({"encaisse": "30", "reverse": "10"}, {2011: 20}),
        ({"encaissements": [("2011", "30"), ("2012", "50")]}, {2011: 30, 2012: 50}),
        ({"encaissements": [("2011", "30"), ("2012", "50")], "reverse": "20"}, {2011: 30, 2012: 30}),
        ({"encaissements": [("2012", "50")], "reversements": [("2013", "20")]}, {2012: 50, 2013: -20}),
    ],
)
def test_ce_qui_a_ete_encaisse_par_exercice(champs: dict[str, Any], annees: dict[int, int]) -> None:
    dits = {
        cle: [{"exercice": e, "montant": m} for e, m in valeur] if isinstance(valeur, list) else valeur
        for cle, valeur in champs.items()
    }
    celle = fiche(ressources=(ressource() | dits,)).plan.ressources[0]
    assert encaisser(celle) == annees
    recues: list[Any] = [(x.exercice, x.montant) for x in lignes("realise", ressources=(ressource() | dits,))]
    inconnu: list[Any] = [(2011, None)]
    assert recues == (list(annees.items()) or inconnu)
    assert [x.exercice for x in lignes("prevu", ressources=(ressource() | dits,))] == [2011]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, {}),
        ({"encaisse": "0"}, {2011: "0"}),
        ({"encaisse": "50", "reverse": "20"}, {2011: "30"}),
        ({"encaissements": etaler((2012, "60"), (2013, "40")), "reverse": "10"}, {2012: "60", 2013: "30"}),
        ({"encaissements": etaler((2012, "60")), "reversements": etaler((2014, "15"))}, {2012: "60", 2014: "-15"}),
        ({"encaisse": "60", "reversements": etaler((2011, "15"))}, {2011: "45"}),
    ],
)
def test_ce_qui_entre_et_ce_qui_ressort_par_exercice(champs: dict[str, Any], attendu: dict[int, str]) -> None:
    (celle,) = fiche(ressources=(ressource(**champs),)).plan.ressources
    assert encaisser(celle) == {annee: Decimal(montant) for annee, montant in attendu.items()}

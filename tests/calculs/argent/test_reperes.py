"""Ce que les dépenses prennent d'une enveloppe, et les totaux publiés que les fiches redonnent au centime."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.lignes import Vue
from contrat.calculs.argent.reperes import Consommation, Rapprochement, comparer_aux_enveloppes, rapprocher_des_publies
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat
from tests.calculs.argent.pieces import enveloppe, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import CONTRAT, dossier, objet, publie

CELLE = fiche(
    ligne(prevu="60"), equipement(prevu="7", exercice="2010"),
    ressources=(ressource(organisme="ville", montant="30"), ressource(montant="40")),
)  # fmt: skip


def comparer(
    *enveloppes: dict[str, Any], exercices: tuple[int, ...] = (2011,), celle: Action = CELLE
) -> list[Consommation]:
    contrat = objet(Contrat, CONTRAT, enveloppes=list(enveloppes))
    celui = dossier(celle, contrats={"contrat": contrat})
    return comparer_aux_enveloppes(celui, consolider(celui, exercices))


@pytest.mark.parametrize(
    ("montant", "reste", "depassement"),
    [("60", 0, 0), ("59.99", "-0.01", "0.01"), ("60.01", "0.01", 0), ("0", -60, 60)],
)
def test_une_enveloppe_depassee_d_un_centime(montant: str, reste: str | int, depassement: str | int) -> None:
    (celle,) = comparer(enveloppe("fonctionnement", montant))
    assert (celle.depenses, celle.reste, celle.depassement) == (Decimal(60), Decimal(reste), Decimal(depassement))
    assert celle.part == (None if montant == "0" else Decimal(6000) / Decimal(montant))


def test_les_enveloppes_qui_couvrent_les_exercices() -> None:
    toutes = (
        enveloppe("fonctionnement", "1"), enveloppe("investissement", "2"),
        enveloppe("fonctionnement", "3", "2011", "2011"),
        enveloppe("fonctionnement", "4", "2010", "2010"), enveloppe("fonctionnement", "5", "2012", "2012"),
    )  # fmt: skip
    assert [c.enveloppe.montant for c in comparer(*toutes)] == [1, 2, 3]
    deux = comparer(*toutes, exercices=(2010, 2011))
    assert {c.enveloppe.montant: c.depenses for c in deux} == {Decimal(1): Decimal(60), Decimal(2): Decimal(7)}


def test_sans_aucune_ligne_rien_n_est_connu() -> None:
    (vide,) = comparer(enveloppe("fonctionnement", "1"), celle=fiche())
    assert (vide.depenses, vide.part, vide.reste, vide.depassement) == (None, None, None, Decimal(0))
    (inconnue,) = comparer(enveloppe("fonctionnement", "0"), celle=fiche(ligne()))
    assert (inconnue.depenses, inconnue.reste, inconnue.depassement) == (None, None, Decimal(0))


def rapprocher(*publies: Any, vue: Vue = "prevu", exercices: tuple[int, ...] = (2010, 2011)) -> list[Rapprochement]:
    contrat = objet(Contrat, CONTRAT).model_copy(update={"publies": publies})
    return rapprocher_des_publies(contrat, consolider(dossier(CELLE), exercices, vue))


@pytest.mark.parametrize(
    ("mesure", "montant"),
    [
        ("budget.depenses.total", 67), ("budget.depenses.fonctionnement", 60), ("budget.depenses.investissement", 7),
        ("budget.ressources.total", 70), ("budget.ressources.ville", 30), ("budget.ressources.externes", 40),
    ],
)  # fmt: skip
def test_chaque_total_publie(mesure: str, montant: int) -> None:
    (juste,) = rapprocher(publie(mesure=mesure, valeur=str(montant)))
    assert (juste.calcule, juste.est_retrouve) == (Decimal(montant), True)
    (faux,) = rapprocher(publie(mesure=mesure, valeur=f"{montant}.01"))
    assert not faux.est_retrouve


def test_ce_qui_ne_se_rapproche_pas() -> None:
    """Un chiffre approché, d'une action, d'une autre grandeur, ou d'une année qu'on ne regarde pas."""
    total = "budget.depenses.total"
    assert rapprocher(
        publie(mesure=total, approche="oui"), publie(mesure=total, action="visites"), publie(mesure="axes.total"),
        publie(2010, 2012, mesure=total), publie(2009, 2010, mesure=total),
    ) == []  # fmt: skip
    (dix,) = rapprocher(publie(2010, 2010, mesure=total, valeur="7"))
    assert dix.est_retrouve


def test_un_zero_publie_n_est_pas_retrouve_dans_un_exercice_sans_ligne() -> None:
    (sans_ligne,) = rapprocher(publie(2012, 2012, mesure="budget.depenses.total", valeur="0"), exercices=(2011, 2012))
    assert (sans_ligne.calcule, sans_ligne.est_retrouve) == (None, False)
    (un,) = rapprocher(publie(2010, 2010, mesure="budget.depenses.fonctionnement", valeur="0"))
    assert un.est_retrouve

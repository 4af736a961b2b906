"""Ce que devient un budget d'un exercice à l'autre : payé plus tard, reporté, rendu, en HT et en TTC."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.etat import etablir_budget
from contrat.calculs.argent.execution import consolider_les_vues, payer_ailleurs, ranger_execution
from contrat.calculs.argent.lignes import encaisser
from contrat.erreurs import ErreurContrat
from contrat.modele.action import Action
from tests.calculs.argent.pieces import fiche, ligne, ressource
from tests.calculs.fabriques import dossier


def etaler(*sommes: tuple[int, str]) -> Any:
    return [{"exercice": str(annee), "montant": montant} for annee, montant in sommes]


# 1 200 € ouverts en 2010, 900 € engagés, 500 € payés ; 400 € reportés, dont 300 € payés en 2011.
REPORTEE = fiche(
    ligne(
        exercice="2010",
        prevu="1000",
        vote="1200",
        engage="900",
        report="400",
        paiements=etaler((2010, "500"), (2011, "300")),
    )
)


@pytest.mark.parametrize(
    ("exercices", "attendu", "ailleurs"),
    [
        ((2010,), ("1000", "1200", "900", "500", "75.00", "41.67", "55.56", None), "300"),
        ((2011,), (None, None, None, "300", "100.00", "75.00", "75.00", "400"), "0"),
        ((2010, 2011), ("1000", "1200", "900", "800", "75.00", "66.67", "88.89", None), "0"),
        ((2012,), (None, None, None, None, None, None, None, None), "0"),
    ],
)
def test_un_credit_reporte_se_paie_l_annee_d_apres(
    exercices: tuple[int, ...], attendu: tuple[str | None, ...], ailleurs: str
) -> None:
    lu = dossier(REPORTEE)
    ensemble = ranger_execution(lu, consolider_les_vues(lu, exercices), "section")[-1]
    trouves = (
        ensemble.prevu, ensemble.vote, ensemble.engage, ensemble.realise,
        ensemble.taux_engagement, ensemble.taux_execution, ensemble.taux_paiement, ensemble.reporte,
    )  # fmt: skip
    assert [x and round(x, 2) for x in trouves] == [x and Decimal(x) for x in attendu]
    assert payer_ailleurs(lu, exercices) == Decimal(ailleurs)


def test_le_realise_est_la_somme_des_paiements_de_chaque_exercice() -> None:
    payees = {e: consolider(dossier(REPORTEE), [e], "realise").total_depenses for e in (2010, 2011, 2012)}
    assert payees == {2010: Decimal(500), 2011: Decimal(300), 2012: None}
    assert REPORTEE.budget.lignes[0].realise == Decimal(800)


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


def bases(*couples: tuple[str, str]) -> Action:
    return fiche(*(ligne(section=s, base=b, prevu="10", chapitre="21") for s, b in couples))


def test_une_section_ht_et_l_autre_ttc_se_lisent() -> None:
    lu = dossier(bases(("investissement", "HT"), ("fonctionnement", "TTC")))
    trouve = consolider(lu, [2011])
    assert (trouve.a_bases_melees, trouve.sections_melees, trouve.total_depenses) == (True, (), Decimal(20))
    assert etablir_budget(lu, [2011]).consolidation.total_depenses == Decimal(20)


def test_une_section_en_ht_et_ttc_est_refusee() -> None:
    lu = dossier(bases(("investissement", "HT"), ("investissement", "TTC")))
    assert consolider(lu, [2011]).sections_melees == ("investissement",)
    with pytest.raises(ErreurContrat, match=r"des montants HT \(visites\) et TTC \(visites\) ne s'additionnent pas"):
        etablir_budget(lu, [2011])


@pytest.mark.parametrize(
    ("jour", "repreneur", "comptees"),
    [
        ("2010-12-31", "etat", 0),
        ("2011-01-01", "etat", 0),
        ("2011-01-02", "etat", 1),
        ("2011", "etat", 1),
        ("2010", "etat", 0),
        ("2010-12-31", "ccas", 1),
    ],
)
def test_une_action_transferee_quitte_le_budget_avec_l_exercice_suivant(
    jour: str, repreneur: str, comptees: int
) -> None:
    """Le jour du transfert vaut pour les exercices qui le suivent ; reprise par un rattaché, elle reste à la ville."""
    etapes = [{"statut": "approuvee", "date": "2009", "source": "essai"}]
    celle = fiche(
        ligne(prevu="10", realise="4"),
        statut="transferee",
        historique=[*etapes, {"statut": "transferee", "date": jour, "source": "essai"}],
        liens={"repreneur": repreneur},
    )
    lu = dossier(celle)
    prevu, paye = consolider(lu, [2011]), consolider(lu, [2011], "realise")
    assert (len(prevu.lignes), [x.motif for x in prevu.exclues]) == (
        comptees,
        [] if comptees else ["action_transferee"],
    )
    assert paye.total_depenses == Decimal(4)


def test_ce_qui_ne_s_encaisse_pas_ne_manque_pas() -> None:
    """L'autofinancement se vote ; une aide sans accord ne peut pas être encaissée."""
    celle = fiche(
        ressources=(
            ressource(organisme="ville", nature="autofinancement", etat="pressenti"),
            ressource(etat="sollicite"),
            ressource(etat="accorde", note="la seule"),
        )
    )
    manquantes = consolider(dossier(celle), [2011], "realise").non_renseignees
    assert [x.etat for x in manquantes] == ["accorde"]

"""Prévu, voté, engagé, payé : un taux ne se prend que sur les lignes dont les deux montants sont connus."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.execution import (
    Execution,
    consolider_les_vues,
    depense_sortie,
    payer_ailleurs,
    ranger_execution,
)
from contrat.calculs.argent.ventilation import Dimension
from contrat.modele.action import Action
from tests.calculs.argent.pieces import TOUS, equipement, etaler, fiche, ligne, ressource
from tests.calculs.fabriques import dossier


def mesurer(*actions: Action, par: Dimension = "section") -> list[Execution]:
    lu = dossier(*actions)
    return ranger_execution(lu, consolider_les_vues(lu, TOUS), par)


def resumer(mesure: Execution) -> tuple[Any, ...]:
    montants = mesure.prevu, mesure.vote, mesure.engage, mesure.realise
    taux = mesure.taux_engagement, mesure.taux_execution, mesure.taux_paiement
    return (mesure.cle, *(None if x is None else float(x) for x in (*montants, *taux)))


def test_par_section_puis_ensemble() -> None:
    assert [resumer(m) for m in mesurer(fiche(
        ligne(prevu="100", vote="80", engage="40", realise="20"), equipement(prevu="50", engage="25", realise="25"),
        ressources=(ressource(montant="7", encaisse="7"),),
    ))] == [
        ("fonctionnement", 100, 80, 40, 20, 50, 25, 50), ("investissement", 50, None, 25, 25, 50, 50, 100),
        (None, 150, 80, 65, 45, 50, 4500 / 130, 4500 / 65),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lignes", "taux"),
    [
        # Un engagement inconnu n'est pas un engagement nul.
        ([{"prevu": "100", "engage": "50"}, {"prevu": "100"}], (50, None, None)),
        ([{"prevu": "100", "engage": "50", "realise": "10"}, {"engage": "50", "realise": "50"}], (50, 10, 60)),
        ([{"prevu": "100", "realise": "0"}], (None, 0, None)),
        ([{"prevu": "0", "engage": "5", "realise": "5"}], (None, None, 100)),
        ([{}], (None, None, None)),
    ],
)
def test_les_taux(lignes: list[dict[str, str]], taux: tuple[float | None, ...]) -> None:
    assert resumer(mesurer(fiche(*(ligne(**x) for x in lignes)))[-1])[5:] == taux


def test_les_actions_abandonnees_sont_a_part() -> None:
    perdue = fiche(ligne(prevu="1", engage="2", realise="3"), id="perdue", statut="abandonnee")
    gardee = fiche(ligne(prevu="10", realise="5"))
    assert resumer(mesurer(perdue, gardee)[-1])[1:5] == (10, None, None, 5)
    assert depense_sortie(dossier(perdue, gardee), TOUS) == Decimal(3)
    assert depense_sortie(dossier(perdue, gardee), (2010,)) == Decimal(0)


def test_une_action_transferee_est_a_part_apres_son_transfert() -> None:
    """Ce qui est inscrit après n'est nulle part, payé compris ; ce qui l'est avant reste, même payé plus tard."""
    avant: Any = ligne(exercice="2010", prevu="10", engage="8") | {"paiements": [{"exercice": "2012", "montant": "4"}]}
    apres = ligne(exercice="2012", prevu="90", engage="80", realise="70")
    etapes = [{"statut": "lancee", "date": "2010", "source": "essai"},
              {"statut": "transferee", "date": "2011-06-01", "instance": "conseil", "source": "essai"}]  # fmt: skip
    cedee = fiche(avant, apres, id="cedee", statut="transferee", historique=etapes, liens={"repreneur": "etat"})
    assert resumer(mesurer(cedee)[-1])[1:] == (10, None, 8, 4, 80, 40, 50)
    assert depense_sortie(dossier(cedee), TOUS) == Decimal(70)


@pytest.mark.parametrize(
    ("etats", "attendu"),
    [
        ([{"etat": "accorde", "encaisse": "40"}], (100, None, 100, 40, 100, 40, 40)),
        ([{"etat": "sollicite"}], (100, None, None, None, None, None, None)),
        # Une ressource acquise dont l'encaissement n'est pas dit : son taux de paiement n'est pas connu.
        ([{"etat": "accorde", "encaisse": "40"}, {"etat": "accorde"}], (200, None, 200, 40, 100, 20, None)),
        ([{"etat": "accorde", "encaisse": "40"}, {"etat": "sollicite"}], (200, None, 100, 40, 50, 20, 40)),
    ],
)
def test_les_ressources_d_un_financeur(etats: list[dict[str, str]], attendu: tuple[float | None, ...]) -> None:
    celui, ensemble = mesurer(fiche(ressources=tuple(ressource(**e) for e in etats)), par="financeur")
    assert celui.cle == "etat"
    assert resumer(celui)[1:] == resumer(ensemble)[1:] == attendu


def test_un_groupe_sans_aucune_ligne_n_a_rien_a_dire() -> None:
    assert [resumer(m) for m in mesurer(fiche(), par="exercice")][-1] == (None, *[None] * 7)
    assert [m.cle for m in mesurer(fiche(ligne(realise="4")), par="chapitre")] == ["011", None]


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


def test_un_credit_reporte_se_range_dans_l_exercice_ou_il_est_ouvert() -> None:
    sans = fiche(ligne(exercice="2010", vote="50", chapitre="60"), id="sans-report")
    lu = dossier(REPORTEE, sans)
    mesures = ranger_execution(lu, consolider_les_vues(lu, (2011,)), "exercice")
    assert [(m.cle, m.reporte) for m in mesures] == [("2011", Decimal(400)), (None, Decimal(400))]
    par_chapitre = ranger_execution(lu, consolider_les_vues(lu, (2011,)), "chapitre")
    assert [m.cle for m in par_chapitre] == ["011", None]
    assert payer_ailleurs(dossier(REPORTEE, fiche(ligne(exercice="2010", realise="8"), id="b")), (2011,)) == 0


@pytest.mark.parametrize(("jour", "sortie"), [("2011-12-31", 70), ("2012-01-01", 70), ("2012-01-02", 0)])
def test_l_exercice_du_transfert_compte_en_entier(jour: str, sortie: int) -> None:
    etapes = [{"statut": s, "date": d, "source": "essai"} for s, d in (("lancee", "2010"), ("transferee", jour))]
    champs: dict[str, Any] = {"statut": "transferee", "historique": etapes, "liens": {"repreneur": "etat"}}
    assert depense_sortie(dossier(fiche(ligne(exercice="2012", realise="70"), **champs)), TOUS) == sortie

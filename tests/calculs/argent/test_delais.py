"""Les délais d'une aide accordée, la veille et le lendemain de chacun, selon le dispositif et le jour de l'accord."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from contrat.calculs.argent.delais import aides_en_peril, menacer
from contrat.depot.droit import charger_finances
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne
from tests.calculs.fabriques import dossier


@cache
def finances() -> DroitFinancier:
    return charger_finances()


def accorder(le: str, programme: str = "FNADT", **champs: str) -> dict[str, Any]:
    return aide(programme=programme, **champs) | {"notification": {"date": le, "reference": "N"}}


def lire(*lignes: dict[str, Any], aide_: dict[str, Any], **champs: Any) -> Dossier:
    return dossier(fiche(*lignes, ressources=(aide_,), **champs), finances_lues=finances())


def perils(lu: Dossier, jour: str) -> list[tuple[str, str | None]]:
    """Le genre de chaque péril, et l'article du texte."""
    return [(x.genre, x.regle.article if x.regle else None) for x in aides_en_peril(lu, date.fromisoformat(jour))]


@pytest.mark.parametrize(
    ("le", "programme", "dernier", "article"),
    [
        ("2015-01-10", "FNADT", "2017-01-10", "article 11"),
        ("2018-09-30", "FNADT", "2020-09-30", "article 11"),
        ("2018-10-01", "FNADT", None, None),  # le délai du décret de 2018 n'a pas été lu
        ("2015-01-10", "DETR", "2017-01-10", "article R. 2334-28"),
        ("2024-02-29", "detr", "2026-02-28", "article R. 2334-28"),
        ("2018-05-31", "DSIL", None, None),
        ("2018-06-01", "DSIL", "2020-06-01", "article R. 2334-28"),
    ],
)
def test_rien_n_est_commence(le: str, programme: str, dernier: str | None, article: str | None) -> None:
    lu = lire(equipement(prevu="9", engage="0"), aide_=accorder(le, programme))
    if dernier is None:
        assert perils(lu, "2030-01-01") == []
        return
    lendemain = date.fromordinal(date.fromisoformat(dernier).toordinal() + 1).isoformat()
    assert perils(lu, dernier) == []
    assert perils(lu, lendemain) == [("commencement", article)]


@pytest.mark.parametrize(
    ("ligne", "aide_"),
    [
        ({"engage": "1"}, {}), ({}, {}), ({"engage": "0"}, {"etat": "acompte"}),
        ({"engage": "0"}, {"etat": "sollicite"}),
        ({"engage": "0"}, {"nature": "prive"}), ({"engage": "0"}, {"section": "fonctionnement"}),
        ({"engage": "0"}, {"organisme": "ville"}),
        ({"engage": "0"}, {"etat": "solde"}),
    ],
)  # fmt: skip
def test_ce_qui_ne_menace_pas(ligne: dict[str, str], aide_: dict[str, str]) -> None:
    """Une dépense engagée, un engagement inconnu, une aide qui n'est pas de l'État ou pas accordée."""
    lu = lire(equipement(prevu="9", **ligne), aide_=accorder("2012-01-01") | aide_)
    assert perils(lu, "2014-06-01") == []


def test_le_jour_de_la_decision() -> None:
    """Le 31 décembre 2020 ; pour un autre financeur que l'État, aucun texte ne le dit."""
    fixee = accorder("2019-01-10", achevement="2020-12-31")
    lu = lire(equipement(), aide_=fixee)
    assert perils(lu, "2020-12-31") == []
    assert perils(lu, "2021-01-01") == [("achevement", "articles 8 et 14")]
    assert perils(lire(equipement(), aide_=fixee | {"organisme": "ville"}), "2021-01-01") == [("achevement", None)]
    for champs in ({"etat": "solde"}, {"etat": "caduc"}):
        assert perils(lire(equipement(), aide_=fixee | champs), "2021-01-01") == []
    assert perils(lire(equipement(), aide_=fixee, statut="realisee"), "2021-01-01") == []
    assert perils(lire(equipement(), aide_=fixee, statut="abandonnee"), "2021-01-01") == []


@pytest.mark.parametrize(
    ("paye", "dernier"),
    [
        ({"paiements": [{"exercice": "2015", "montant": "1", "date": "2015-03-01"}]}, "2019-03-01"),
        ({"paiements": [{"exercice": "2015", "montant": "1"}]}, "2019-12-31"),
        # Le premier de tous.
        (
            {
                "paiements": [
                    {"exercice": "2015", "montant": "1", "date": "2015-03-01"},
                    {"exercice": "2016", "montant": "1"},
                ]
            },
            "2019-03-01",
        ),
        ({"exercice": "2015", "realise": "1"}, "2019-12-31"),
    ],
)
def test_quatre_ans_de_travaux(paye: dict[str, Any], dernier: str) -> None:
    """Un paiement prouve que les travaux sont commencés ; sans son jour, ils le sont à la fin de son année."""
    lu = lire(equipement(**paye), aide_=accorder("2014-01-01", "DETR"))
    lendemain = date.fromordinal(date.fromisoformat(dernier).toordinal() + 1).isoformat()
    assert (perils(lu, dernier), perils(lu, lendemain)) == ([], [("travaux", "article R. 2334-29")])
    # Le décret de 2018 n'a pas ce délai : la décision en fixe le jour.
    assert perils(lire(equipement(**paye), aide_=accorder("2019-01-01")), "2030-01-01") == []


def test_un_delai_ne_se_dit_qu_une_fois() -> None:
    """La décision prime sur le délai du texte ; chaque ressource, une par une, donne ce que donne le contrat."""
    paye = equipement(paiements=[{"exercice": "2015", "montant": "1", "date": "2015-03-01"}])  # type: ignore[arg-type]
    lu = lire(paye, aide_=accorder("2014-01-01", "DETR", achevement="2022-06-30"))
    assert perils(lu, "2022-06-30") == []
    (action,) = lu.actions.values()
    jour = date(2022, 7, 1)
    assert list(menacer(action.plan.ressources[0], action, lu, jour)) == list(aides_en_peril(lu, jour))
    assert perils(lu, "2022-07-01") == [("achevement", "article R. 2334-29")]


def test_ce_qui_menace_se_lit_aux_seules_depenses_d_investissement() -> None:
    """Une aide conventionnée se perd aussi ; une dépense engagée suffit, une autre section ne prouve rien."""
    nulle, engagee = equipement(prevu="9", engage="0"), equipement(prevu="9", engage="1")
    animation = ligne(prevu="9", engage="5", paiements=[{"exercice": "2012", "montant": "5"}])  # type: ignore[arg-type]
    commencement = [("commencement", "article R. 2334-28")]
    conventionnee = accorder("2012-01-01", "DETR", etat="conventionne")
    assert perils(lire(nulle, animation, aide_=conventionnee), "2014-06-01") == commencement
    assert perils(lire(nulle, engagee, aide_=conventionnee), "2014-06-01") == []
    versee = accorder("2012-01-01", "DETR", etat="acompte")
    commencee = equipement(paiements=[{"exercice": "2012", "montant": "1"}])  # type: ignore[arg-type]
    assert perils(lire(commencee, aide_=versee), "2017-01-01") == [("travaux", "article R. 2334-29")]
    assert perils(lire(equipement(), animation, aide_=versee), "2017-01-01") == []

"""Un versement de la ville à un organisme rattaché ne compte qu'une fois, chez celui qui dépense."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.lignes import Vue
from contrat.modele.dossier import Dossier
from tests.calculs.argent.pieces import TOUS, fiche, ligne, ressource
from tests.calculs.argent.test_budget import resumer
from tests.calculs.fabriques import dossier


def verser(*apports: dict[str, str], **etapes: str) -> Dossier:
    """La ville verse au CCAS, qui dépense 50 € et compte ces apports."""
    ville = fiche(ligne(beneficiaire="ccas", libelle="versement", **etapes), id="a-ville")
    depense = ligne(prevu="50", vote="50", engage="50", realise="50", libelle="dépense")
    return dossier(ville, fiche(depense, ressources=apports, id="b-ccas", porteur="ccas"))


def internes(celui: Dossier, celle: Vue = "prevu") -> tuple[list[Any], list[Any]]:
    trouve = consolider(celui, TOUS, celle)
    comptes = [(x.libelle, None if x.montant is None else str(x.montant)) for x in trouve.lignes]
    return comptes, [(x.ligne.libelle, str(x.ligne.montant)) for x in trouve.exclues if x.motif == "flux_interne"]


def test_un_versement_ne_compte_qu_une_fois() -> None:
    """Le versement sort des dépenses ; la ville paie dans sa propre fiche et le CCAS dans la sienne."""
    celui = verser(prevu="40")
    assert internes(celui) == ([("dépense", "50")], [("versement", "40")])


@pytest.mark.parametrize(
    ("celle", "etapes", "retire"),
    [
        ("prevu", {"prevu": "30", "vote": "20", "engage": "10", "realise": "5"}, "30"),
        ("vote", {"prevu": "30", "vote": "20", "engage": "10", "realise": "5"}, "30"),  # la somme convenue
        ("engage", {"prevu": "30", "vote": "20", "engage": "10", "realise": "5"}, "30"),
        ("engage", {"vote": "20", "engage": "10", "realise": "5"}, "20"),
        ("prevu", {"vote": "20", "engage": "10"}, "20"),
        ("prevu", {"engage": "10", "realise": "5"}, "10"),
        ("prevu", {"realise": "5"}, "5"),
        ("prevu", {"prevu": "0", "vote": "20"}, None),
        ("realise", {"prevu": "30", "vote": "20", "engage": "10", "realise": "5"}, "5"),
        ("realise", {"prevu": "30"}, None),
    ],
)
def test_la_somme_convenue(celle: Vue, etapes: dict[str, str], retire: str | None) -> None:
    """Ce que la ville apporte pour payer le versement sort des ressources, à hauteur de la somme convenue."""
    ville = fiche(
        ligne(beneficiaire="ccas", libelle="versement", **etapes), id="a-ville",
        ressources=(ressource(organisme="ville", montant="100", encaisse="100"),),
    )  # fmt: skip
    ccas = fiche(ligne(prevu="50", vote="50", engage="50", realise="50"), id="b-ccas", porteur="ccas")
    comptes, exclus = internes(dossier(ville, ccas), celle)
    apports = [montant for libelle, montant in comptes if libelle == "Ville"]
    assert [montant for libelle, montant in exclus if libelle == "Ville"] == ([retire] if retire else [])
    assert apports == [str(Decimal(100) - Decimal(retire or 0))]
    assert [libelle for libelle, _ in exclus if libelle == "versement"] == ["versement"]


@pytest.mark.parametrize(
    ("apports", "exclus", "restes"),
    [
        # Pas plus que l'apport, et le suivant complète ; ce qui n'a fait que payer ne reste pas à zéro.
        ([{"montant": "10"}, {"montant": "100"}], ["10", "20"], ["80"]),
        ([{"montant": "30"}, {"montant": "100"}], ["30"], ["100"]),
        # Une autre année, une autre section, un autre financeur : rien n'en est retiré.
        ([{"montant": "0"}, {"montant": "100"}], ["30"], ["0", "70"]),
        ([{"montant": "0.50"}, {"montant": "100"}], ["0.50", "29.50"], ["70.50"]),
        ([{"montant": "10", "exercice": "2012"}], [], ["10"]),
        ([{"montant": "10", "section": "investissement"}], [], ["10"]),
        ([{"montant": "10", "organisme": "etat"}], [], ["10"]),
        # L'apport encaissé par qui verse passe avant les autres.
        ([{"montant": "20", "budget": "ccas"}, {"montant": "25"}], ["25", "5"], ["15"]),
    ],
)
def test_l_apport_qui_paie_le_versement(apports: list[dict[str, str]], exclus: list[str], restes: list[str]) -> None:
    ville = fiche(
        ligne(beneficiaire="ccas", prevu="30", libelle="versement"), id="a-ville",
        ressources=tuple(ressource(**({"organisme": "ville"} | a)) for a in apports),
    )  # fmt: skip
    trouve = consolider(dossier(ville, fiche(ligne(prevu="50"), id="b-ccas", porteur="ccas")), TOUS)
    assert [str(x.ligne.montant) for x in trouve.exclues if x.ligne.sens == "ressource"] == exclus
    assert [str(x.montant) for x in trouve.lignes_ressources] == restes


def test_un_versement_exclu_ne_retire_rien() -> None:
    ville = fiche(ligne(beneficiaire="ccas", prevu="30"), id="a-ville", statut="abandonnee")
    ccas = fiche(ligne(prevu="50"), id="b-ccas", porteur="ccas", ressources=(ressource(organisme="ville"),))
    comptes, exclus = resumer(consolider(dossier(ville, ccas), TOUS))
    assert (comptes, exclus) == (["50", "100"], [("30", "action_abandonnee")])
    # Deux versements de la même fiche : le second est neutralisé même si le premier est hors des exercices demandés.
    deux = fiche(ligne(beneficiaire="ccas", prevu="30", exercice="2010"), ligne(beneficiaire="ccas", prevu="5"),
                 id="a-ville")  # fmt: skip
    depenses = (ligne(prevu="50", exercice="2010"), ligne(prevu="50"))
    trouve = consolider(dossier(deux, fiche(*depenses, id="b-ccas", porteur="ccas")), [2011])
    assert resumer(trouve) == (["50"], [("5", "flux_interne")])


def test_un_versement_hors_du_contrat_ne_cache_pas_le_suivant() -> None:
    deux = fiche(ligne(beneficiaire="ccas", prevu="30", exercice="2013"), ligne(beneficiaire="ccas", prevu="5"),
                 id="a-ville")  # fmt: skip
    depenses = (ligne(prevu="50", exercice="2013"), ligne(prevu="50"))
    trouve = consolider(dossier(deux, fiche(*depenses, id="b-ccas", porteur="ccas")), [2011, 2013])
    assert [(str(x.ligne.montant), x.motif) for x in trouve.exclues if x.motif == "flux_interne"] == [
        ("5", "flux_interne")
    ]


def test_un_versement_ne_touche_que_l_action_qui_verse() -> None:
    """Ce que la ville apporte à une autre fiche, la même année, y reste."""
    celui = verser(prevu="40")
    autre = fiche(ressources=(ressource(organisme="ville"),), id="c-autre")
    trouve = consolider(dossier(*celui.actions.values(), autre), TOUS)
    assert [(x.action, x.montant) for x in trouve.lignes_ressources] == [("c-autre", Decimal(100))]


def test_un_versement_d_une_annee_non_demandee_ne_retire_rien() -> None:
    ville = fiche(
        ligne(beneficiaire="ccas", prevu="30", exercice="2010"), id="a-ville",
        ressources=(ressource(organisme="ville", montant="10"),),
    )  # fmt: skip
    ccas = fiche(ligne(prevu="50", exercice="2010"), id="b-ccas", porteur="ccas")
    assert resumer(consolider(dossier(ville, ccas), [2011])) == (["10"], [])

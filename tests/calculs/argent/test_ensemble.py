"""Plusieurs contrats ensemble : chacun sur sa période, un inconnu n'est pas zéro."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.argent.ensemble import reunir_les_budgets
from contrat.rendu.argent.ensemble import NOTES, composer
from contrat.rendu.page import lister
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche, ligne


def test_chacun_sur_sa_periode() -> None:
    apports = (aide(montant="4"), aide(organisme="ville", nature="autofinancement", montant="2"))
    un = avec_droit(
        fiche(ligne(prevu="10"), equipement(prevu="3"), ligne(prevu="99", exercice="2013"), ressources=apports)
    )
    deux = avec_droit(
        fiche(ligne(prevu="7", exercice="2013"), ligne(prevu="70", exercice="2014")),
        contrat="periode: {debut: 2013, fin: 2015}",
    )
    ensemble = reunir_les_budgets([un, deux], "prevu")
    assert [(x.depenses[-1].montant, x.ressources[-1].montant) for x in ensemble.etats] == [
        (Decimal(13), Decimal(6)),
        (Decimal(77), Decimal(0)),
    ]
    assert (ensemble.vue, ensemble.depenses, ensemble.ressources) == ("prevu", Decimal(90), Decimal(6))
    assert [x.dossier for x in ensemble.etats] == [un, deux]


def test_sans_aucun_montant_le_total_est_inconnu() -> None:
    ensemble = reunir_les_budgets([avec_droit(fiche())], "vote")
    assert (ensemble.vue, ensemble.depenses, ensemble.ressources) == ("vote", None, None)


def test_hors_taxes_et_toutes_taxes_comprises_ne_s_additionnent_pas_d_un_contrat_a_l_autre() -> None:
    ht = avec_droit(fiche(ligne(prevu="10", base="HT"), ligne(libelle="oubli", base="HT")))
    ttc = avec_droit(fiche(ligne(prevu="12", base="TTC")))
    ensemble = reunir_les_budgets([ht, ttc], "prevu")
    assert ([x.depenses[-1].montant for x in ensemble.etats], ensemble.depenses) == ([Decimal(10), Decimal(12)], None)
    (page,) = composer(ensemble).parties
    assert page.blocs[1] == lister(
        "Pas de somme : en fonctionnement, un contrat est hors taxes, un autre toutes taxes comprises.",
        *NOTES,
        "contrat-valbrume · 1 montant à renseigner, hors des totaux : Visites, 2011, oubli.",
        "contrat-valbrume · Montants hors taxes.",
        "contrat-valbrume · Montants toutes taxes comprises.",
    )
    equipe = avec_droit(fiche(equipement(prevu="5", base="TTC")))
    assert reunir_les_budgets([ht, equipe], "prevu").depenses == Decimal(15)

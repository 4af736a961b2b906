"""Plusieurs contrats ensemble : chacun sur sa période, un inconnu n'est pas zéro."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.argent.ensemble import reunir_les_budgets
from tests.calculs.argent.pieces import aide, avec_droit, fiche, ligne


def test_chacun_sur_sa_periode() -> None:
    un = avec_droit(fiche(ligne(prevu="10"), ligne(prevu="99", exercice="2013"), ressources=(aide(montant="4"),)))
    deux = avec_droit(fiche(ligne(prevu="7", exercice="2013")), contrat="periode: {debut: 2013, fin: 2015}")
    ensemble = reunir_les_budgets([un, deux], "prevu")
    assert [(x.depenses, x.ressources) for x in ensemble.contrats] == [
        (Decimal(10), Decimal(4)),
        (Decimal(7), Decimal(0)),
    ]
    assert (ensemble.vue, ensemble.depenses, ensemble.ressources) == ("prevu", Decimal(17), Decimal(4))
    assert [x.contrat for x in ensemble.contrats] == [un.contrat, deux.contrat]


def test_sans_aucun_montant_le_total_est_inconnu() -> None:
    ensemble = reunir_les_budgets([avec_droit(fiche())], "vote")
    assert (ensemble.vue, ensemble.depenses, ensemble.ressources) == ("vote", None, None)

"""Ce qu'un contrat publie : chaque page se calcule à la demande, du même jour et du même dossier."""

from __future__ import annotations

from datetime import date

from contrat.calculs.rapports.public import ContratPublic
from tests.calculs.argent.pieces import avec_droit, equipement, fiche, ressource

JOUR = date(2011, 6, 30)


def test_chaque_page_est_du_meme_jour() -> None:
    celle = fiche(equipement(prevu="60"), ressources=(ressource(montant="30"),))
    public = ContratPublic(avec_droit(celle), JOUR)
    assert {public.presente.jour, public.liste.jour, public.bilan.jour, public.examiner(celle.id).jour} == {JOUR}
    assert public.evaluation.periode == public.contrat.periode
    assert (public.ventiler("axe").par, public.presente.budget.par) == ("axe", None)
    assert public.planifier(celle.id).action == celle
    assert [rapport.organisme for rapport in public.financeurs()] == [celle.plan.ressources[0].organisme]

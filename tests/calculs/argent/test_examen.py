"""L'examen d'un plan : le plan, les règles de son jour, et les seules subventions qu'il verse."""

from __future__ import annotations

from contrat.calculs.argent.examen import examiner_plan
from contrat.calculs.argent.financement import dresser
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche, ligne


def test_l_examen_du_plan() -> None:
    verse = {"beneficiaire": "ecole", "prevu": "100"}
    une = fiche(ligne(**verse), equipement(prevu="100"), ressources=(aide(),))
    autres = fiche(ligne(**verse, exercice="2012"), id="autre"), fiche(ligne(**verse), id="meme-annee")
    celui = avec_droit(une, *autres)
    examen = examiner_plan(une, celui)
    assert (examen.dossier, examen.droit, examen.plan) == (celui, celui.finances, dresser(une))
    assert [j.regle.id for j in examen.jugements] == ["part-minimale", "aides-publiques"]
    assert [(s.beneficiaire, s.exercice) for s in examen.subventions] == [("ecole", 2011)]

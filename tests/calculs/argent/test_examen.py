"""L'examen d'un plan : le plan, les règles de son jour, et les seules subventions qu'il verse."""

from __future__ import annotations

from decimal import Decimal

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


def test_la_part_propre_et_ses_parts_du_cout() -> None:
    apports = (("autofinancement", "10"), ("emprunt", "20"), ("fctva", "5"), ("prive", "40"), ("autofinancement", "1"))
    une = fiche(equipement(prevu="100"), ressources=tuple(aide(nature=n, montant=m) for n, m in apports))
    (part,) = examiner_plan(une, avec_droit(une)).parts
    attendues = {"autofinancement": Decimal(11), "emprunt": Decimal(20), "fctva": Decimal(5)}
    assert (part.natures, part.taux) == (attendues, attendues)
    assert (part.montant, part.taux_total) == (Decimal(36), Decimal(36))
    vide = fiche()
    assert [(p.montant, p.taux_total) for p in examiner_plan(vide, avec_droit(vide)).parts] == [(Decimal(0), None)]


def test_les_conventions_qui_couvrent_une_ressource_et_une_part_propre_nulle() -> None:
    convenue = {"id": "c", "objet": "o", "organismes": ["etat"], "source": "e", "couvre": [{"organisme": "etat"}]}
    une = fiche(equipement(prevu="1"), ressources=(aide(), aide(organisme="caf")), conventions=[convenue])
    examen = examiner_plan(une, avec_droit(une))
    couvertes = [[c.convention.id for c in examen.couvrant(r)] for r in une.plan.ressources]
    assert (couvertes, examen.parts[0].natures) == ([["c"], []], {})

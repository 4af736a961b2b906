"""Une séance classée : le classement, puis ce qu'un poids changerait."""

from __future__ import annotations

from contrat.calculs.seances.hierarchisation import hierarchiser
from contrat.calculs.seances.seance_classee import classer_seance
from contrat.calculs.seances.sensibilite import eprouver
from tests.calculs.fabriques import dossier
from tests.calculs.seances.test_hierarchisation import SEANCE


def test_une_seance_classee() -> None:
    celui = dossier()
    classee = classer_seance(celui, SEANCE)
    assert classee is not None
    assert (classee.dossier, classee.seance, classee.classement) == (celui, SEANCE, hierarchiser(SEANCE))
    assert classee.variations == tuple(eprouver(hierarchiser(SEANCE)))
    assert classee.absents == ()


def test_sans_grille_rien_ne_se_classe() -> None:
    assert classer_seance(dossier(), SEANCE.model_copy(update={"grille": None})) is None

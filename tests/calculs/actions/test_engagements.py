"""Ce qui a été arrêté après l'approbation, et rien de ce qui l'a été avant ou peut-être le même mois."""

from __future__ import annotations

import pytest

from contrat.calculs.actions.engagements import FixationTardive, changement_du_contrat, changements, date_approbation
from tests.calculs.fabriques import action, dossier

QUESTIONS = "evaluation: {questions: [], source: essai, fixees_le: %s}"


@pytest.mark.parametrize(
    ("fixees_le", "change"),
    [("2010-02-14", False), ("2010-02-15", False), ("2010-02-16", True), ("2010-02", False), ("2010-03", True)],
)
def test_des_questions_fixees_apres_l_approbation(fixees_le: str, change: bool) -> None:
    attendu = [FixationTardive("questions d'évaluation", fixees_le, "2010-02-15", ("evaluation", "fixees_le"))] * change
    assert changements(action(QUESTIONS % fixees_le)) == attendu


def test_les_criteres_et_les_cibles() -> None:
    criteres = action().criteres_dd.model_dump(exclude_none=True) | {"fixes_le": "2011"}
    indicateur = {"id": "a", "libelle": "visites", "niveau": "realisation", "unite": "visite"}
    fiche = action(criteres_dd=criteres, indicateurs=[indicateur, indicateur | {"cible_fixee_le": "2012"}])
    assert changements(fiche) == [
        FixationTardive("critères de développement durable", "2011", "2010-02-15", ("criteres_dd", "fixes_le")),
        FixationTardive("cible de « visites »", "2012", "2010-02-15", ("indicateurs", 1, "cible_fixee_le")),
    ]


def test_sans_approbation_rien_n_est_fige() -> None:
    proposee = [{"statut": "proposee", "date": "2009", "source": "essai"}]
    approuvee = [{"statut": "approuvee", "date": d, "source": "essai"} for d in ("2010-01", "2011-01")]
    assert changements(action(QUESTIONS % "2020", historique=proposee)) == []
    assert date_approbation(action(historique=proposee)) is None
    assert date_approbation(action(historique=[*proposee, *approuvee])) == "2010-01"


@pytest.mark.parametrize(
    ("fixes", "attendu"),
    [("2010-02-16", ("2010-02-16", "2010-02-15")), ("2010-02-15", None), ("2009", None), (None, None)],
)
def test_les_criteres_du_contrat(fixes: str | None, attendu: tuple[str, str] | None) -> None:
    evaluation = f"evaluation: {{source: essai, {f'criteres_fixes: {fixes}' if fixes else ''}}}"
    tardive = action(id="autre", historique=[{"statut": "approuvee", "date": "2012", "source": "essai"}])
    proposee = action(id="idee", historique=[{"statut": "proposee", "date": "2009", "source": "essai"}])
    assert changement_du_contrat(dossier(tardive, proposee, action(), contrat=evaluation)) == attendu
    assert changement_du_contrat(dossier(contrat=evaluation)) is None
    assert changement_du_contrat(dossier(action())) is None

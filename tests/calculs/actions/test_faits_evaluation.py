"""Un fait d'évaluation : ce qu'il ajoute à une fiche, un axe ou le contrat, ce qu'il contredirait."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.actions.faits_evaluation import conclure, constater, poser, repondre
from contrat.calculs.argent.fait import FaitImpossible
from contrat.modele.action import Axe
from contrat.modele.contrat import Contrat
from contrat.modele.saisie import Saisie
from tests.calculs.fabriques import CONTRAT, action, lire, objet

NUE = action("{}", evaluation={"questions": [], "source": "essai"})
AXE = objet(Axe, "{id: axe-1, numero: 1, titre: U, titre_court: U, finalite: f, source: essai}")


def contrat(evaluation: str = "") -> Contrat:
    return objet(Contrat, CONTRAT, **(lire(evaluation) or {}))


def chemins(saisies: list[Saisie]) -> dict[str, Any]:
    return {".".join(map(str, s.chemin)): s.valeur for s in saisies}


def refuser(geste: Any, *arguments: Any) -> tuple[str, str]:
    with pytest.raises(FaitImpossible) as refus:
        geste(*arguments)
    return str(refus.value), refus.value.aide


def test_poser_une_question() -> None:
    """La date des questions change avec elles ; une évaluation qui n'existait pas prend sa source."""
    assert chemins(poser(NUE, "q", "2011-03", "2012", "essai")) == {
        "evaluation.questions": ["q"], "evaluation.fixees_le": "2011-03", "evaluation.echeance": "2012",
    }  # fmt: skip
    assert chemins(poser(AXE, "q", "2011-03", None, "essai")) == {
        "evaluation.questions": ["q"], "evaluation.fixees_le": "2011-03", "evaluation.source": "essai",
    }  # fmt: skip
    assert chemins(poser(contrat(), "q", "2011-03", "2012", "essai")) == {
        "evaluation.questions": ["q"], "evaluation.criteres_fixes": "2011-03", "evaluation.prevue": "2012",
        "evaluation.source": "essai",
    }  # fmt: skip


def test_ce_qui_est_deja_pose_ou_prevu_autrement() -> None:
    prevue = contrat("evaluation: {questions: [q], prevue: 2012, source: essai}")
    assert refuser(poser, prevue, "q", "2011-03", None, "essai") == ("« q » est déjà posée", "rien n'est à écrire")
    assert refuser(poser, prevue, "r", "2011-03", "2013", "essai") == (
        "l'évaluation est déjà prévue (2012)", "corriger evaluation.prevue dans le fichier",
    )  # fmt: skip
    echue = action("evaluation: {questions: [], echeance: 2012, source: essai}")
    assert refuser(poser, echue, "r", "2011-03", "2013", "essai")[1] == "corriger evaluation.echeance dans le fichier"
    # Dite une seconde fois, la même date ne contredit rien.
    assert "evaluation.prevue" in chemins(poser(prevue, "r", "2011-03", "2012", "essai"))


@pytest.mark.parametrize(
    ("connue", "date", "ecrite"),
    [
        ("2011-03", "2011-04", "2011-04"),
        ("2011-03", "2011-02", "2011-03"),
        ("2011-03", "2011-03-15", "2011-03-15"),
        ("2011", "2011-03", "2011-03"),
    ],
)
def test_la_date_des_questions_est_celle_de_la_derniere(connue: str, date: str, ecrite: str) -> None:
    arretee = action("{}", evaluation={"questions": ["q"], "fixees_le": connue, "source": "essai"})
    assert chemins(poser(arretee, "r", date, None, "essai"))["evaluation.fixees_le"] == ecrite


def test_une_question_que_posent_les_criteres_est_deja_posee() -> None:
    pose = contrat("criteres_durables: [{critere: economique, question: e, source: essai}]")
    assert refuser(poser, pose, "e", "2011-03", None, "essai") == ("« e » est déjà posée", "rien n'est à écrire")


def test_une_reponse_ne_precede_pas_sa_question() -> None:
    arretee = action("{}", evaluation={"questions": ["q"], "fixees_le": "2012-04", "source": "essai"})
    assert refuser(repondre, arretee, REPONSE) == (
        "« q » aurait sa réponse avant que les questions soient arrêtées, en avril 2012", "vérifier --date",
    )  # fmt: skip
    assert len(repondre(arretee, REPONSE | {"date": "2012-04"})) == 1


REPONSE = {"question": "q", "reponse": "r", "date": "2012-03", "source": "essai"}


def test_repondre_une_fois_par_date() -> None:
    assert chemins(repondre(NUE, REPONSE)) == {"evaluation.reponses": [REPONSE]}
    assert chemins(repondre(AXE, REPONSE)) == {"evaluation.source": "essai", "evaluation.reponses": [REPONSE]}
    repondue = action("{}", evaluation={"questions": ["q"], "source": "essai", "reponses": [REPONSE]})
    message, aide = refuser(repondre, repondue, REPONSE)
    assert message == "« q » a déjà une réponse de mars 2012"
    assert aide == "une erreur se corrige dans le fichier ; une autre réponse a une autre --date"
    for autre in ({"date": "2012-04"}, {"question": "p"}):
        assert len(repondre(repondue, REPONSE | autre)) == 1


BILAN = {"niveau": "fort", "justification": "j", "source": "essai"}


def test_constater_ce_qui_etait_vise() -> None:
    assert constater(NUE, "social", BILAN) == [Saisie(("criteres_dd", "social", "bilan"), BILAN)]
    critere: dict[str, Any] = {"prevu": BILAN}
    faits = {"economique": critere, "social": critere | {"bilan": BILAN}, "environnemental": critere}
    constatee = action("{}", criteres_dd=faits)
    assert len(constater(constatee, "economique", BILAN)) == 1
    message, aide = refuser(constater, constatee, "social", BILAN)
    assert message == "le critère social a déjà son bilan"
    assert aide == "le corriger dans la fiche : criteres_dd"
    vide = NUE.model_copy(update={})
    vide.model_fields_set.discard("criteres_dd")
    assert refuser(constater, vide, "social", BILAN) == (
        "rien n'est dit de ce que « visites » visait",
        "écrire d'abord criteres_dd: dans la fiche, ce que l'action vise",
    )


def test_conclure_une_fois() -> None:
    assert chemins(conclure(NUE, "mieux", "2012-06")) == {
        "evaluation.conclusions": "mieux", "evaluation.conclu_le": "2012-06",
    }  # fmt: skip
    assert refuser(conclure, AXE, "mieux", "2012-06") == (
        "aucune évaluation n'est ouverte ici", "poser d'abord une question : evaluation poser",
    )  # fmt: skip
    conclue = contrat("evaluation: {conclusions: oui, source: essai}")
    assert refuser(conclure, conclue, "mieux", "2012-06") == (
        "l'évaluation est déjà conclue", "corriger evaluation.conclusions dans le fichier",
    )  # fmt: skip

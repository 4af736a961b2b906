"""La question qui décide le plus, et celles qui ne servent qu'au montant."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.permanence.questionnaire import (
    QUESTIONS,
    Question,
    Utiles,
    choisir,
    compter_utiles,
    lister_precisions,
    ranger,
)
from tests.calculs.fabriques import FORFAIT, aide, bareme, demande

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
PRO = "{genre: egal, champ: professionnel, seuil: oui%s}"
TAUX = "{genre: taux, libelle: aide, taux: {tres_modeste: 35 %, modeste: 20 %}, assiette: travaux_ht, plafond: 13000}"
RESERVE = PRO % ", sans_reponse: reserve"


def juger_pour(*aides: Any, **dit: Any) -> Any:
    return juger(demande(**dit), bareme(*aides))


def noms(questions: list[Question]) -> list[str]:
    return [q.champ for q in questions]


def test_l_ordre_d_un_entretien() -> None:
    assert noms(list(QUESTIONS)) == [
        "statut_occupation", "residence_principale", "commune", "domicile", "personnes", "rfr", "rfr_repli",
        "choix_revenus", "tranche_age", "achevement", "type", "surface", "commences", "pret_taux_zero", "autres_aides",
        "nature", "parties", "accord", "besoin_adaptation", "arrete", "dpe", "dpe_vise", "gain", "gestes_isolation",
        "gestes", "quantite", "energie_fossile", "professionnel", "travaux_ht", "estimation", "travaux_ttc",
        "autres_travaux", "autres_ht", "autres_ttc", "accompagnement",
        "prix_accompagnement", "accompagnement_finance", "rendez_vous_conseil", "contrat_local", "aides_locales",
    ]  # fmt: skip
    places = {q.champ: (q.bloc, q.cle) for q in QUESTIONS}
    assert places["personnes"] == ("occupants", "nombre")
    assert places["rfr"] == places["rfr_repli"] == ("revenus", "rfr")
    assert {bloc for bloc, _ in places.values()} == {"occupants", "revenus", "choix_revenus", "logement", "projet"}
    assert places["dpe"] == ("logement", "dpe")
    assert places["gain"] == ("projet", "gain")


@pytest.mark.parametrize(
    ("champ", "reponses"),
    [
        ("commences", ("oui", "non")),
        ("dpe", ("A", "B", "C", "D", "E", "F", "G")),
        ("type", ("maison", "appartement", "habitat_leger")),
        ("tranche_age", ("moins_de_40", "40_a_59", "60_a_69", "70_et_plus")),
        ("gain", ()),
        ("rfr", ()),
        ("personnes", ()),
    ],
)
def test_les_reponses_possibles(champ: str, reponses: tuple[str, ...]) -> None:
    (question,) = [q for q in QUESTIONS if q.champ == champ]
    assert question.reponses == reponses


def test_compter_ce_que_chaque_donnee_decide() -> None:
    jugement = juger_pour(aide("a", FORFAIT, COMMENCES), aide("b", FORFAIT, COMMENCES, PRO % ""),
                          aide("c", FORFAIT, RESERVE))  # fmt: skip
    utiles = compter_utiles(jugement)
    assert utiles.a_verifier == Counter(commences=2, professionnel=1)
    assert utiles.sous_reserve == Counter(professionnel=1)


@pytest.mark.parametrize(
    ("a_verifier", "sous_reserve", "ecartees", "attendu"),
    [
        ({"commences": 2, "professionnel": 1}, {}, (), "commences"),
        ({"commences": 1, "professionnel": 2}, {}, (), "professionnel"),
        ({"commences": 1, "statut_occupation": 1}, {}, (), "statut_occupation"),  # à égalité, l'ordre d'un entretien
        ({"commences": 2, "professionnel": 1}, {}, ("commences",), "professionnel"),
        ({"commences": 1}, {"gain": 9}, (), "commences"),
        ({"commences": 1}, {"gain": 1}, ("commences",), "gain"),
        ({}, {}, (), None),
        ({"gain": 1}, {"gain": 1}, ("gain",), None),
        ({"inconnu": 1}, {}, (), None),
    ],
)
def test_la_question_qui_decide_le_plus(
    a_verifier: dict[str, int], sous_reserve: dict[str, int], ecartees: tuple[str, ...], attendu: str | None
) -> None:
    question = choisir(Utiles(Counter(a_verifier), Counter(sous_reserve)), ecartees)
    assert (question.champ if question else None) == attendu


@pytest.mark.parametrize(
    ("montant", "champs", "dit", "attendu"),
    [
        (TAUX, {}, {}, {"travaux_ht"}),
        (TAUX, {}, {"travaux_ht": "10"}, {"travaux_ttc"}),
        (TAUX, {}, {"travaux_ht": "0"}, set()),  # une aide de zéro : rien à compléter
        (FORFAIT, {}, {}, {"travaux_ttc"}),
        (FORFAIT, {}, {"travaux_ttc": "10"}, set()),
        (FORFAIT, {"depense": "diagnostic"}, {}, set()),
        (FORFAIT, {}, {"commences": True}, set()),
        (TAUX, {}, {"commences": None, "revenus": {}}, {"travaux_ht", "rfr"}),
    ],
)
def test_ce_qui_ne_sert_qu_au_montant(
    montant: str, champs: dict[str, str], dit: dict[str, Any], attendu: set[str]
) -> None:
    jugement = juger_pour(aide("prime", montant, COMMENCES, **champs), **({"commences": False} | dit))
    assert lister_precisions(jugement) == attendu


def test_ce_qui_decide_n_est_pas_une_precision() -> None:
    taux = aide("taux", TAUX)
    exige = aide("exige", FORFAIT, "{genre: connue, champ: travaux_ht}")
    assert lister_precisions(juger_pour(taux, exige, travaux_ttc="10")) == set()
    reserve = aide("exige", FORFAIT, "{genre: connue, champ: travaux_ht, sans_reponse: reserve}")
    assert lister_precisions(juger_pour(taux, reserve, travaux_ttc="10")) == set()


def test_ranger() -> None:
    assert noms(ranger(["gain", "commune", "absent"], ())) == ["commune", "gain"]
    assert noms(ranger(["gain", "commune"], ("commune",))) == ["gain"]


def test_une_aide_chiffree_parmi_d_autres_suffit_a_demander_le_cout() -> None:
    inconnue = aide("inconnue", "{genre: non_retrouve, libelle: p}")
    assert lister_precisions(juger_pour(inconnue, aide("prime"))) == {"travaux_ttc"}

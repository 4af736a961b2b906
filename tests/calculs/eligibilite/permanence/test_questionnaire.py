"""La question qui décide le plus, et celles qui ne servent qu'au montant."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.permanence.questionnaire import (
    APRES,
    QUESTIONS,
    SUIVI,
    Question,
    Utiles,
    choisir,
    compter_utiles,
    lire_reponse,
    lister_precisions,
    ranger,
)
from tests.calculs.fabriques import FORFAIT, REGLES, aide, bareme, demande

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


Q = {question.champ: question for question in (*QUESTIONS, *SUIVI)}
CONTENU: dict[str, Any] = {
    "secteur": "bourg",
    "occupants": {"nombre": "2"},
    "revenus": [{"annee": "2009", "rfr": "1"}, {"annee": "2010", "rfr": "2"}, {"annee": "2009", "rfr": "3"}],
    "choix_revenus": {"annee": "2009", "motif": "baisse"},
    "projet": {
        "gestes": [{"geste": "audit"}, {"geste": "fenetres", "quantite": "4"}],
        "estimation": {"de": "1000", "a": "2000"},
        "souhaites": ["isoler", "aérer"],
        "autres_travaux": [{"nature": "energie"}, {"nature": "autonomie", "travaux_ht": "7"}],
    },
}


@pytest.mark.parametrize(
    ("champ", "dit"),
    [
        ("secteur", "bourg"), ("origine", ""), ("personnes", "2"), ("rfr", "1 + 3"), ("choix_revenus", "baisse"),
        ("gestes", "audit + fenetres"), ("quantite", "4"), ("estimation", "1000 à 2000"),
        ("souhaites", "isoler ; aérer"), ("autres_travaux", "autonomie"), ("autres_ht", "7"), ("autres_ttc", ""),
        ("dpe", ""),
    ],
)  # fmt: skip
def test_ce_qu_un_dossier_repond_deja(champ: str, dit: str) -> None:
    assert lire_reponse(Q[champ], CONTENU, 2009) == dit
    assert lire_reponse(Q[champ], {}, 2009) == ""


def test_l_annee_des_revenus_compte() -> None:
    assert (lire_reponse(Q["rfr"], CONTENU, 2010), lire_reponse(Q["rfr"], CONTENU, 2008)) == ("2", "")
    assert lire_reponse(Q["choix_revenus"], CONTENU, 2010) == ""


def test_la_place_de_chaque_reponse() -> None:
    """Dans un bloc du dossier, à sa racine, ou dans le dernier élément d'une liste."""
    assert [Q[c].chemin for c in ("secteur", "dpe", "choix_revenus")] == [
        ("secteur",), ("logement", "dpe"), ("choix_revenus", "motif"),
    ]  # fmt: skip
    listes = {q.champ: (q.bloc, q.liste, q.cle) for q in QUESTIONS if q.liste}
    assert listes == {
        "quantite": ("projet", "gestes", "quantite"), "autres_travaux": ("projet", "autres_travaux", "nature"),
        "autres_ht": ("projet", "autres_travaux", "travaux_ht"),
        "autres_ttc": ("projet", "autres_travaux", "travaux_ttc"),
    }  # fmt: skip
    assert [(q.champ, q.bloc, q.cle) for q in SUIVI] == [
        ("origine", "", "origine"), ("secteur", "", "secteur"), ("chauffage", "logement", "chauffage"),
        ("souhaites", "projet", "souhaites"),
    ]  # fmt: skip
    assert Q["autres_travaux"].reponses == Q["nature"].reponses
    assert "audit" in Q["gestes"].reponses
    assert (Q["choix_revenus"].reponses, Q["chauffage"].reponses != ()) == ((), True)


def test_un_prix_ne_se_demande_qu_apres_ce_dont_il_est_le_prix() -> None:
    assert APRES == {"prix_accompagnement": "accompagnement", "accompagnement_finance": "accompagnement"}
    for a_verifier, sous_reserve, ecartees, attendu in (
        ({"prix_accompagnement": 2, "accompagnement": 1}, {}, (), "accompagnement"),
        ({"prix_accompagnement": 2}, {"accompagnement": 1}, (), "accompagnement"),
        ({"prix_accompagnement": 2, "accompagnement": 1}, {}, ("accompagnement",), "prix_accompagnement"),
        ({"prix_accompagnement": 2}, {}, (), "prix_accompagnement"),
        ({"accompagnement_finance": 2, "accompagnement": 1}, {}, (), "accompagnement"),
    ):  # fmt: skip
        question = choisir(Utiles(Counter(a_verifier), Counter(sous_reserve)), ecartees)
        assert question is not None
        assert question.champ == attendu


def test_d_autres_travaux_on_demande_leurs_montants_et_d_un_geste_combien() -> None:
    nature = "{genre: egal, champ: nature, seuil: autonomie}"
    autres = ({"nature": "autonomie"},)
    jugement = juger_pour(aide("b", TAUX, nature), nature="energie", autres_travaux=autres, travaux_ht="5")
    assert lister_precisions(jugement) == {"autres_ht", "autres_ttc"}
    depense = "{genre: au_plus, champ: travaux_ttc, seuil: 9}"
    jugement = juger_pour(aide("b", FORFAIT, nature, depense), nature="energie", autres_travaux=autres)
    assert compter_utiles(jugement).a_verifier == Counter(autres_ttc=1)
    gestes = """{genre: gestes, libelle: g, plafond: 9, ecretement: {tres_modeste: 90 %}, gestes: [
      {geste: fenetres, par: equipement, periodes: [{du: 2010-01-01, montants: {tres_modeste: 5}}]}]}"""
    choisi = ({"geste": "fenetres", "travaux_ttc": "900"},)
    assert "quantite" in lister_precisions(juger_pour(aide("g", gestes), gestes=choisi, travaux_ttc="900"))


def test_l_avis_attendu_se_redemande() -> None:
    regles = REGLES.replace("recul: 2,", "recul: 1, repli: 2, parution: 08-31,")
    celle = demande(annee_choisie=2009)
    assert compter_utiles(juger(celle, bareme(aide("prime"), regles=regles))).sous_reserve == Counter(rfr=1)
    reserve = "{genre: categorie, parmi: [tres_modeste], sans_reponse: reserve}"
    sans = demande(annee_choisie=2009, revenus={})
    assert compter_utiles(juger(sans, bareme(aide("p", FORFAIT, reserve), regles=regles))).sous_reserve["rfr"] == 2

"""Les renvois d'une aide à l'autre, et ce qui reste à vérifier ou à confirmer."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.verdicts import a_verifier, sous_reserve
from contrat.erreurs import ErreurContrat
from tests.calculs.fabriques import FORFAIT, aide, bareme, demande, juger_aide

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %}"
RESERVE = "{genre: au_moins, champ: gain, seuil: 25 %, sans_reponse: reserve}"
PARITE = "{genre: parite, libelle: majoration, plafond: 500}"
ECRETE = """{genre: ecretement, taux: {tres_modeste: 100 %}, assiette: travaux_ttc,
montant: {genre: forfait, libelle: prime, montant: 1000}}"""
LOCALE: dict[str, Any] = {"niveau": "locale", "egale_par_parite": "oui"}
OUI, NON, DOUTE = Verdict.ELIGIBLE, Verdict.NON_ELIGIBLE, Verdict.INDETERMINE


def test_une_aide_en_exige_une_autre() -> None:
    exige = "{genre: aide_accordee, aide: %s}"
    droit = bareme(aide("prime", FORFAIT, COMMENCES), aide("suite", FORFAIT, exige % "prime"),
                   aide("morte", FORFAIT, exige % "abrogee"))  # fmt: skip
    for commences, verdict in ((False, OUI), (True, NON), (None, DOUTE)):
        assert juger_aide("suite", droit, commences=commences)[1].verdict is verdict
    # Une aide qui n'existe pas ce jour-là n'est pas accordée.
    assert juger_aide("morte", droit)[1].verdict is NON
    rond = bareme(aide("deja", rang="0"), aide("a", FORFAIT, exige % "b"), aide("b", FORFAIT, exige % "a"))
    with pytest.raises(ErreurContrat) as faute:
        juger(demande(), rond)
    assert faute.value.args[0] == "des aides se conditionnent en rond : a → b → a"
    assert faute.value.aide == "corriger data/aides/"


def test_ce_qui_reste_a_verifier_et_ce_qui_n_est_qu_une_reserve() -> None:
    une = f"{{genre: une_parmi, conditions: [{COMMENCES}, {GAIN}]}}"
    resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, une, COMMENCES)), commences=True)[1]
    # Des travaux commencés : seul le gain peut encore lever le doute de la première condition.
    assert [c.condition.genre for c in a_verifier(resultat.conditions)] == ["au_moins"]
    assert sous_reserve(resultat.conditions) == []
    reserve = f"{{genre: toutes, conditions: [{COMMENCES}, {RESERVE}]}}"
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, reserve, GAIN)), commences=False)
    assert [c.bloque for c in sous_reserve(resultat.conditions)] == [False]
    assert [c.bloque for c in a_verifier(resultat.conditions)] == [False, True]


def test_une_alternative_n_a_pas_de_reserve_a_confirmer() -> None:
    une = f"{{genre: une_parmi, conditions: [{COMMENCES}, {RESERVE}]}}"
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, une)))
    # Tout est inconnu : la réserve est celle de l'alternative entière.
    assert [c.condition.genre for c in sous_reserve(resultat.conditions)] == ["une_parmi"]
    assert resultat.verdict is OUI
    _, refusee = juger_aide("prime", bareme(aide("prime", FORFAIT, une)), commences=True)
    assert (sous_reserve(refusee.conditions), refusee.verdict) == ([], DOUTE)


def test_une_reserve_suit_l_aide_qui_en_exige_une_autre() -> None:
    exige = "{genre: aide_accordee, aide: base}"
    droit = bareme(aide("base", FORFAIT, RESERVE), aide("suite", FORFAIT, exige))
    _, resultat = juger_aide("suite", droit)
    assert (resultat.verdict, [c.condition.genre for c in sous_reserve(resultat.conditions)]) == (
        OUI,
        ["aide_accordee"],
    )
    _, resultat = juger_aide("suite", droit, gain="30 %")
    assert (resultat.verdict, sous_reserve(resultat.conditions)) == (OUI, [])


def test_toutes_les_reserves_s_additionnent() -> None:
    pro = "{genre: egal, champ: professionnel, seuil: oui, sans_reponse: reserve}"
    toutes = f"{{genre: toutes, conditions: [{pro}, {COMMENCES}]}}"
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, RESERVE, toutes)), commences=False)
    assert [c.condition.genre for c in sous_reserve(resultat.conditions)] == ["au_moins", "egal"]


AUTONOMIE = "{genre: egal, champ: nature, seuil: autonomie}"
PARMI = "{genre: parmi, champ: nature, valeurs: [autonomie, travaux_lourds]}"
NON_JUGE = """{genre: portee, champ: statut_occupation, cas: [{valeurs: [heberge], admis: non_juge, libelle: h}]}"""


PARTIES_NON_JUGEES = "{genre: portee, champ: parties, cas: [{valeurs: [communes], admis: non_juge, libelle: p}]}"


@pytest.mark.parametrize(
    ("conditions", "verdict", "hors_sujet"),
    [
        ((), OUI, False),
        ((AUTONOMIE,), NON, True),
        ((PARMI,), NON, True),
        ((COMMENCES,), NON, False),
        ((COMMENCES, AUTONOMIE), NON, True),
        # D'une aide à d'autres travaux, peu importe que l'outil ne juge pas ce ménage.
        ((NON_JUGE,), Verdict.NON_JUGE, False),
        ((NON_JUGE, AUTONOMIE), NON, True),
        ((NON_JUGE, "{genre: egal, champ: nature, seuil: energie}"), Verdict.NON_JUGE, False),
        ((NON_JUGE, "{genre: egal, champ: accord, seuil: oui}"), Verdict.NON_JUGE, False),
        # Ni d'une aide à d'autres gens ; le refus d'un lieu ou d'une partie de l'immeuble ne dit rien d'eux.
        ((PARTIES_NON_JUGEES, NON_JUGE.replace("non_juge", "non")), NON, False),
        ((NON_JUGE, PARTIES_NON_JUGEES.replace("non_juge", "non")), Verdict.NON_JUGE, False),
    ],
)
def test_une_aide_a_d_autres_travaux(conditions: tuple[str, ...], verdict: Verdict, hors_sujet: bool) -> None:
    dit = {
        "nature": "energie",
        "commences": True,
        "statut_occupation": "heberge",
        "accord": False,
        "parties": "communes",
    }
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, *conditions)), **dit)
    assert (resultat.verdict, resultat.est_hors_sujet) == (verdict, hors_sujet)


def test_l_aide_qu_une_aide_suppose_dit_ses_travaux() -> None:
    exige = "{genre: aide_accordee, aide: base}"
    droit = bareme(aide("base", FORFAIT, AUTONOMIE), aide("suite", FORFAIT, COMMENCES, exige))
    assert juger_aide("suite", droit, nature="energie", commences=True)[1].est_hors_sujet
    assert not juger_aide("suite", droit, nature="autonomie", commences=True)[1].est_hors_sujet


def test_ce_qui_est_sans_objet_ne_se_montre_pas() -> None:
    admet = "{genre: egal, champ: accord, seuil: oui, sans_reponse: admet}"
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, admet, COMMENCES)), commences=False)
    assert ([c.condition.champ for c in resultat.conditions], resultat.verdict) == (["commences"], OUI)  # type: ignore[union-attr]
    _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, admet)), accord=False)
    assert (len(resultat.conditions), resultat.verdict) == (1, NON)


def test_les_reserves_d_un_cas_s_additionnent() -> None:
    cas = f"{{valeurs: [acquereur], admis: oui, libelle: a, conditions: [{RESERVE}, {COMMENCES}]}}"
    portee = f"{{genre: portee, champ: statut_occupation, cas: [{cas}]}}"
    droit = bareme(aide("prime", FORFAIT, portee))
    _, resultat = juger_aide("prime", droit, statut_occupation="acquereur", commences=False)
    assert [c.condition.genre for c in sous_reserve(resultat.conditions)] == ["au_moins"]

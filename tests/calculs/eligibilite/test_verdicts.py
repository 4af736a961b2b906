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

"""Chaque genre de condition à ses bornes, et ce que devient un « non » douteux ou une donnée inconnue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.conditions import Contexte, ResultatCondition, evaluer, plafond_admis
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.ressources import classer
from contrat.modele.bareme import Seuil
from tests.calculs.fabriques import FORFAIT, TABLE, aide, bareme, condition, demande, juger_aide

OUI, NON, DOUTE = Etat.REMPLIE, Etat.NON_REMPLIE, Etat.A_VERIFIER
BAREME = bareme()


def juger(
    texte: str, verdict: Verdict = Verdict.ELIGIBLE, droit: Any = None, sous_reserve: bool = False, **dit: Any
) -> ResultatCondition:
    """Juger une condition ; `verdict` est celui de toutes les autres aides."""
    celle = demande(**dit)
    return evaluer(
        condition(texte), Contexte(celle, classer(celle, droit or BAREME), lambda _: verdict, lambda _: sous_reserve)
    )


@pytest.mark.parametrize(
    ("texte", "dit", "etat"),
    [
        ("{genre: egal, champ: commences, seuil: non}", {"commences": False}, OUI),
        ("{genre: egal, champ: nature, seuil: energie}", {"nature": "energie"}, OUI),
        ("{genre: egal, champ: nature, seuil: energie}", {"nature": "autonomie"}, NON),
        ("{genre: egal, champ: nature, seuil: energie}", {"nature": "travaux_lourds"}, NON),
        ("{genre: egal, champ: nature, seuil: energie}", {}, DOUTE),
        ("{genre: egal, champ: saut_classes, seuil: 2}", {"dpe": "F", "dpe_vise": "D"}, OUI),
        ("{genre: egal, champ: saut_classes, seuil: 2}", {"dpe": "F", "dpe_vise": "C"}, NON),
        ("{genre: egal, champ: saut_classes, seuil: 2}", {"dpe": "F", "dpe_vise": "E"}, NON),
        ("{genre: egal, champ: saut_classes, seuil: 2}", {"dpe": "F"}, DOUTE),
        ("{genre: egal, champ: saut_classes, seuil: 5}", {"dpe": "F"}, DOUTE),  # de A : encore possible
        ("{genre: egal, champ: saut_classes, seuil: 6}", {"dpe": "F"}, NON),
        ("{genre: egal, champ: saut_classes, seuil: 0}", {"dpe_vise": "A"}, DOUTE),
        ("{genre: parmi, champ: dpe_vise, valeurs: [A, B]}", {"dpe_vise": "B"}, OUI),
        ("{genre: parmi, champ: dpe_vise, valeurs: [A, B]}", {"dpe_vise": "C"}, NON),
        ("{genre: parmi, champ: dpe_vise, valeurs: [A, B]}", {}, DOUTE),
        ("{genre: au_moins, champ: gain, seuil: 25 %}", {"gain": "25 %"}, OUI),
        ("{genre: au_moins, champ: gain, seuil: 25 %}", {"gain": "24.99 %"}, NON),
        ("{genre: au_moins, champ: gain, seuil: 25 %}", {}, DOUTE),
        ("{genre: au_moins, champ: age_logement, seuil: 15}", {"achevement": "1996-09-20"}, OUI),
        ("{genre: au_moins, champ: age_logement, seuil: 15}", {"achevement": "1996-09-21"}, NON),
        ("{genre: au_moins, champ: age_logement, seuil: 15}", {"achevement": "1996"}, DOUTE),
        ("{genre: au_moins, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001-06-01"}, OUI),
        ("{genre: au_moins, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001-05-31"}, NON),
        ("{genre: au_moins, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001"}, DOUTE),
        ("{genre: au_plus, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001-06-01"}, OUI),
        ("{genre: au_plus, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001-06-02"}, NON),
        ("{genre: au_plus, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001"}, DOUTE),
        ("{genre: au_plus, champ: achevement, seuil: 2001-06-01}", {"achevement": "2001-06"}, DOUTE),
        ("{genre: au_moins, champ: achevement, seuil: 2001}", {"achevement": "2001-01-01"}, OUI),
        ("{genre: au_moins, champ: achevement, seuil: 2001}", {"achevement": "2000-12-31"}, NON),
        ("{genre: au_plus, champ: travaux_ht, seuil: 1000}", {"travaux_ht": "1000"}, OUI),
        ("{genre: au_plus, champ: travaux_ht, seuil: 1000}", {"travaux_ht": "1000.01"}, NON),
        ("{genre: au_plus, champ: travaux_ht, seuil: 1000}", {}, DOUTE),
        ("{genre: connue, champ: commences}", {"commences": False}, OUI),
        ("{genre: connue, champ: commences}", {}, DOUTE),
        ("{genre: non_retrouvee}", {}, DOUTE),
    ],
)
def test_une_condition_a_ses_bornes(texte: str, dit: dict[str, Any], etat: Etat) -> None:
    assert juger(texte, **dit).etat is etat


@pytest.mark.parametrize(
    ("texte", "dit", "valeur", "seuil"),
    [
        ("{genre: au_moins, champ: gain, seuil: 25 %}", {"gain": "30 %"}, Decimal(30), Decimal(25)),
        ("{genre: parmi, champ: dpe, valeurs: [F, G]}", {"dpe": "F"}, "F", ("F", "G")),
        ("{genre: au_moins, champ: age_logement, seuil: 15}", {"achevement": "1996-09"}, "1996-09", 15),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {"dpe": "F", "dpe_vise": "C"}, 3, 2),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {"dpe": "F"}, None, 2),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {}, None, 2),
        ("{genre: connue, champ: dpe}", {"dpe": "C"}, "C", None),
        ("{genre: aide_accordee, aide: prime}", {}, Verdict.ELIGIBLE, Verdict.ELIGIBLE),
        ("{genre: categorie, parmi: [tres_modeste]}", {}, ("tres_modeste",), Seuil(Decimal(10000), Decimal(10000))),
        ("{genre: categorie, parmi: [tres_modeste]}", {"revenus": {}}, None, Seuil(Decimal(10000), Decimal(10000))),
    ],
)
def test_la_valeur_lue_et_le_seuil(texte: str, dit: dict[str, Any], valeur: Any, seuil: Any) -> None:
    resultat = juger(texte, **dit)
    assert (resultat.valeur, resultat.seuil) == (valeur, seuil)


@pytest.mark.parametrize(
    ("verdict", "etat"), [(Verdict.ELIGIBLE, OUI), (Verdict.NON_ELIGIBLE, NON), (Verdict.INDETERMINE, DOUTE)]
)
def test_une_autre_aide_exigee(verdict: Verdict, etat: Etat) -> None:
    assert juger("{genre: aide_accordee, aide: prime}", verdict).etat is etat


GAIN = "{genre: au_moins, champ: gain, seuil: 25 %%%s}"


@pytest.mark.parametrize(
    ("en_plus", "dit", "etat", "bloque", "compte"),
    [
        ("", {"gain": "10 %"}, NON, True, NON),
        (", derogation: sur avis", {"gain": "10 %"}, DOUTE, True, DOUTE),
        (", statut: incertain", {"gain": "10 %"}, DOUTE, True, DOUTE),
        (", statut: deduit", {"gain": "10 %"}, NON, True, NON),
        (", statut: incertain", {"gain": "25 %"}, OUI, True, OUI),
        ("", {}, DOUTE, True, DOUTE),
        (", sans_reponse: reserve", {}, DOUTE, False, OUI),
        # La donnée est connue : la réserve ne vaut que pour l'inconnu.
        (", sans_reponse: reserve, derogation: sur avis", {"gain": "10 %"}, DOUTE, True, DOUTE),
        (", sans_reponse: reserve", {"gain": "10 %"}, NON, True, NON),
    ],
)
def test_un_non_douteux_et_une_donnee_inconnue(
    en_plus: str, dit: dict[str, Any], etat: Etat, bloque: bool, compte: Etat
) -> None:
    resultat = juger(GAIN % en_plus, **dit)
    assert (resultat.etat, resultat.bloque, resultat.compte) == (etat, bloque, compte)


COMMENCES = "{genre: egal, champ: commences, seuil: non}"


@pytest.mark.parametrize(
    ("commences", "gain", "une", "toutes"),
    [
        (False, "25 %", OUI, OUI),
        (False, "10 %", OUI, NON),
        (True, "10 %", NON, NON),
        (None, "25 %", OUI, DOUTE),
        (None, "10 %", DOUTE, NON),
    ],
)
def test_les_conditions_composees(commences: bool | None, gain: str, une: Etat, toutes: Etat) -> None:
    for genre, etat in (("une_parmi", une), ("toutes", toutes)):
        resultat = juger(f"{{genre: {genre}, conditions: [{COMMENCES}, {GAIN % ''}]}}", commences=commences, gain=gain)
        assert resultat.etat is etat
        assert [s.condition.genre for s in resultat.sous] == ["egal", "au_moins"]
        assert (resultat.valeur, resultat.seuil, resultat.bloque) == (None, None, True)


GAIN_RESERVE = GAIN % ", sans_reponse: reserve"
PRO_RESERVE = "{genre: egal, champ: professionnel, seuil: oui, sans_reponse: reserve}"


@pytest.mark.parametrize(
    ("genre", "conditions", "commences", "etat", "bloque"),
    [
        # Une réserve remonte avec la réponse.
        ("toutes", f"{COMMENCES}, {GAIN_RESERVE}", False, DOUTE, False),
        ("toutes", f"{COMMENCES}, {GAIN_RESERVE}", True, NON, True),
        ("toutes", f"{COMMENCES}, {GAIN_RESERVE}", None, DOUTE, True),
        ("toutes", f"{COMMENCES}, {GAIN % ''}", False, DOUTE, True),
        # Elle ne décide pas d'une alternative.
        ("une_parmi", f"{COMMENCES}, {GAIN_RESERVE}", False, OUI, True),
        ("une_parmi", f"{COMMENCES}, {GAIN_RESERVE}", True, DOUTE, True),
        ("une_parmi", f"{COMMENCES}, {GAIN_RESERVE}", None, DOUTE, False),
        ("une_parmi", f"{COMMENCES}, {GAIN % ''}", None, DOUTE, True),
        ("une_parmi", f"{PRO_RESERVE}, {GAIN_RESERVE}", None, DOUTE, False),
    ],
)
def test_une_reserve_dans_une_composee(
    genre: str, conditions: str, commences: bool | None, etat: Etat, bloque: bool
) -> None:
    texte = f"{{genre: {genre}, conditions: [{conditions}]}}"
    resultat = juger(texte, commences=commences)
    assert (resultat.etat, resultat.bloque) == (etat, bloque)
    # Celle que la composée porterait elle-même ne vaut rien : elle n'a pas de donnée.
    porte = texte.replace("conditions:", "sans_reponse: reserve, conditions:")
    assert juger(porte, commences=commences).bloque is bloque


def test_une_alternative_ouverte_compte_chacune_pour_ce_qu_on_en_sait() -> None:
    interne = f"{{genre: toutes, conditions: [{PRO_RESERVE}, {GAIN_RESERVE}]}}"
    resultat = juger(f"{{genre: une_parmi, conditions: [{COMMENCES}, {interne}]}}", commences=True)
    assert [s.bloque for s in resultat.sous] == [True, True]
    assert [s.bloque for s in resultat.sous[1].sous] == [True, True]
    assert [s.compte for s in resultat.sous] == [NON, DOUTE]


@pytest.mark.parametrize(
    ("verdict", "sous_reserve", "etat", "bloque"),
    [
        (Verdict.ELIGIBLE, True, DOUTE, False),
        (Verdict.ELIGIBLE, False, OUI, True),
        (Verdict.NON_ELIGIBLE, True, NON, True),
        (Verdict.INDETERMINE, True, DOUTE, True),
    ],
)
def test_une_autre_aide_accordee_sous_reserve(verdict: Verdict, sous_reserve: bool, etat: Etat, bloque: bool) -> None:
    resultat = juger("{genre: aide_accordee, aide: prime}", verdict, sous_reserve=sous_reserve)
    assert (resultat.etat, resultat.bloque, resultat.valeur, resultat.seuil) == (
        etat, bloque, verdict, Verdict.ELIGIBLE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seuil", "achevement", "etat"),
    [
        ("2001", "2001-06-01", OUI),  # une date l'est à sa précision
        ("2001", "2001", OUI),
        ("2001", "2000-12-31", NON),
        ("2001", "2002-01-01", NON),
        ("2001-06", "2001", DOUTE),
        ("2001-06", "2001-06-30", OUI),
    ],
)
def test_une_date_egale(seuil: str, achevement: str, etat: Etat) -> None:
    assert juger(f'{{genre: egal, champ: achevement, seuil: "{seuil}"}}', achevement=achevement).etat is etat
    assert (
        juger(f'{{genre: parmi, champ: achevement, valeurs: ["1950", "{seuil}"]}}', achevement=achevement).etat is etat
    )


@pytest.mark.parametrize(("rfr", "etat"), [("9000", OUI), ("9000.01", NON), (None, DOUTE)])
def test_le_revenu_de_l_annee_exigee(rfr: str | None, etat: Etat) -> None:
    revenus = {2009: rfr} if rfr else {2010: "1"}
    resultat = juger("{genre: au_plus, champ: rfr, seuil: 9000}", revenus=revenus)
    assert (resultat.etat, resultat.valeur) == (etat, None if rfr is None else Decimal(rfr))


@pytest.mark.parametrize(("rfr", "etat"), [("10000", OUI), ("10000.01", NON), ("20000.01", NON), (None, DOUTE)])
def test_une_categorie(rfr: str | None, etat: Etat) -> None:
    revenus = {2009: rfr} if rfr else {}
    assert juger("{genre: categorie, parmi: [tres_modeste]}", revenus=revenus).etat is etat


def test_une_categorie_possible_hors_de_celles_admises() -> None:
    encadre = bareme(tables=(TABLE.replace("[10000,", "[9000..11000,"),))
    dit: dict[str, Any] = {"revenus": {2009: "10000"}}
    # Très modeste ou modeste : exclu des supérieurs, douteux pour chacune, sûr pour les deux ensemble.
    assert juger("{genre: categorie, parmi: [superieur]}", droit=encadre, **dit).etat is NON
    assert juger("{genre: categorie, parmi: [tres_modeste]}", droit=encadre, **dit).etat is DOUTE
    assert juger("{genre: categorie, parmi: [tres_modeste, modeste]}", droit=encadre, **dit).etat is OUI


GUICHET = """
genre: guichet
periodes:
  - {du: 2011-07-01, au: 2011-09-20, ouvert_a: [tres_modeste], statut: %s}
  - {du: 2011-10-01, au: 2011-10-31}
"""


@pytest.mark.parametrize(
    ("jour", "rfr", "statut", "etat", "ouvert_a"),
    [
        (date(2011, 6, 30), "15000", "certain", OUI, None),
        (date(2011, 7, 1), "15000", "certain", NON, ("tres_modeste",)),
        (date(2011, 9, 20), "9000", "certain", OUI, ("tres_modeste",)),
        (date(2011, 9, 21), "15000", "certain", OUI, None),
        (date(2011, 10, 1), "9000", "certain", NON, ()),
        (date(2011, 10, 31), "9000", "certain", NON, ()),
        (date(2011, 11, 1), "9000", "certain", OUI, None),
        # Une fermeture que l'on connaît mal ne refuse pas.
        (date(2011, 9, 20), "15000", "incertain", DOUTE, ("tres_modeste",)),
    ],
)
def test_un_guichet(jour: date, rfr: str, statut: str, etat: Etat, ouvert_a: Any) -> None:
    resultat = juger(GUICHET % statut, jour=jour, revenus={2009: rfr})
    assert (resultat.etat, resultat.valeur, resultat.seuil) == (etat, jour, ouvert_a)
    assert resultat.fondement is (resultat.regle or resultat.condition)
    assert (resultat.regle is None) == (ouvert_a is None)


def test_sans_aucune_categorie_possible_on_ne_sait_pas() -> None:
    sans = bareme(tables=(TABLE.replace("autres_regions", "ile_de_france"),))
    assert juger("{genre: categorie, parmi: [tres_modeste]}", droit=sans).etat is DOUTE


@pytest.mark.parametrize(
    ("parmi", "attendu"),
    [
        ("[tres_modeste]", 10000),
        ("[modeste]", 20000),
        ("[tres_modeste, modeste]", 20000),
        ("[superieur]", None),
        ("[modeste, superieur]", 20000),
        ("[tres_modeste, modeste, superieur]", None),
    ],
)
def test_le_plus_haut_plafond_admis(parmi: str, attendu: int | None) -> None:
    lue = condition(f"{{genre: categorie, parmi: {parmi}}}")
    trouve = plafond_admis(lue, classer(demande(), bareme()))  # type: ignore[arg-type]
    assert trouve == (None if attendu is None else Seuil(Decimal(attendu), Decimal(attendu)))


def test_le_plus_haut_plafond_quand_une_borne_manque() -> None:
    lue = condition("{genre: categorie, parmi: [tres_modeste, modeste]}")
    for basse, haute in (("10000..", "20000.."), ("..10000", "..20000")):
        table = TABLE.replace("[10000,", f"[{basse},").replace("[20000,", f"[{haute},")
        trouve = plafond_admis(lue, classer(demande(), bareme(tables=(table,))))  # type: ignore[arg-type]
        assert trouve is not None
        assert Decimal(20000) in (trouve.bas, trouve.haut)


def test_une_exception_dont_rien_n_est_dit_est_sans_objet() -> None:
    admet = "{genre: egal, champ: accord, seuil: oui, sans_reponse: %s}"
    for sans_reponse, accord, nombre in (("admet", None, 0), ("admet", False, 1), ("reserve", None, 1)):
        _, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, admet % sans_reponse)), accord=accord)
        assert len(resultat.conditions) == nombre

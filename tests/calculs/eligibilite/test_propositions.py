"""Ce qu'un ménage pourrait changer : les données, leur ordre, et les jours jusqu'à un an plus loin."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.propositions import HORIZON, Proposition, manquantes, proposer
from contrat.modele.bareme import ProtocoleLocal
from tests.calculs.fabriques import FORFAIT, JOUR, REGLES, TABLE, aide, bareme, juger_aide

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %}"
AGE = "{genre: au_moins, champ: age_logement, seuil: 15}"


def proposees(*conditions: str, **dit: Any) -> list[Proposition]:
    """Les données à changer, sans les jours."""
    droit = bareme(aide("prime", FORFAIT, *conditions))
    jugement, resultat = juger_aide("prime", droit, **dit)
    return [p for p in proposer(jugement, resultat, droit) if p.champ != "date"]


def jours(droit: Any, **dit: Any) -> list[date]:
    jugement, resultat = juger_aide("prime", droit, **dit)
    return [p.vers for p in proposer(jugement, resultat, droit) if p.champ == "date"]


@pytest.mark.parametrize(
    ("condition", "dit", "champ", "de", "vers", "modifie"),
    [
        (GAIN, {"gain": "10 %"}, "gain", Decimal(10), Decimal(25), {"gain": Decimal(25)}),
        (GAIN, {}, "gain", None, Decimal(25), {"gain": Decimal(25)}),
        (COMMENCES, {}, "commences", None, False, {"commences": False}),
        ("{genre: au_plus, champ: travaux_ht, seuil: 900}", {"travaux_ht": "901"}, "travaux_ht", Decimal(901),
         Decimal(900), {"travaux_ht": Decimal(900)}),
        ("{genre: parmi, champ: statut_occupation, valeurs: [usufruitier_occupant, locataire]}", {},
         "statut_occupation", None, "usufruitier_occupant", {"statut_occupation": "usufruitier_occupant"}),
        ("{genre: parmi, champ: dpe_vise, valeurs: [A, B]}", {"dpe_vise": "C"}, "dpe_vise", "C", "B",
         {"dpe_vise": "B"}),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {"dpe": "F", "dpe_vise": "E"}, "dpe_vise", "E", "D",
         {"dpe_vise": "D"}),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {"dpe": "C", "dpe_vise": "C"}, "dpe_vise", "C", "A",
         {"dpe_vise": "A"}),
        ("{genre: categorie, parmi: [tres_modeste]}", {"revenus": {2009: "15000"}}, "rfr", Decimal(15000),
         Decimal(10000), {"revenus": {2009: Decimal(10000)}}),
        ("{genre: au_plus, champ: rfr, seuil: 9000}", {"revenus": {2009: "9500"}}, "rfr", Decimal(9500), Decimal(9000),
         {"revenus": {2009: Decimal(9000)}}),
        ("{genre: au_moins, champ: achevement, seuil: 2001-06-01}", {}, "achevement", None, "2001-06-01",
         {"achevement": "2001-06-01"}),
    ],
)  # fmt: skip
def test_une_donnee_a_changer(
    condition: str, dit: dict[str, Any], champ: str, de: Any, vers: Any, modifie: dict[str, Any]
) -> None:
    (trouvee,) = proposees(condition, **dit)
    assert (trouvee.champ, trouvee.de, trouvee.vers, trouvee.modifie) == (champ, de, vers, modifie)
    attendu = "revenu fiscal de référence 2009" if champ == "rfr" else f"condition {condition[8:].split(',')[0]}"
    assert trouvee.libelle == attendu.replace("_", "-")


@pytest.mark.parametrize(
    ("condition", "dit"),
    [
        (COMMENCES, {"commences": False}),
        (COMMENCES, {"commences": True}),  # des travaux commencés ne se défont pas
        (AGE, {"achevement": "2005"}),
        (AGE, {}),
        ("{genre: egal, champ: dpe, seuil: F}", {"dpe": "E"}),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {"dpe": "B", "dpe_vise": "A"}),  # aucune classe n'y suffit
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {}),
        ("{genre: au_plus, champ: saut_classes, seuil: 1}", {"dpe": "F", "dpe_vise": "A"}),
        ("{genre: non_retrouvee}", {}),
        ("{genre: connue, champ: gain}", {}),
        ("{genre: au_moins, champ: rfr, seuil: 9500}", {}),  # gagner plus n'ouvre pas une aide
    ],
)
def test_ce_qui_ne_se_change_pas(condition: str, dit: dict[str, Any]) -> None:
    assert proposees(condition, **dit) == []


FIGEES = (
    ("commune", "15187", "15014"), ("departement", "15", "75"), ("personnes", 1, "2"),
    ("achevement", "1990", "2001-06-01"), ("statut_occupation", "locataire", "usufruitier_occupant"),
    ("nature", "energie", "autonomie"), ("dpe", "E", "F"), ("type", "maison", "appartement"),
    ("besoin_adaptation", False, "oui"), ("arrete", False, "oui"), ("commences", True, "non"),
)  # fmt: skip


@pytest.mark.parametrize(("champ", "valeur", "seuil"), FIGEES)
def test_ce_que_le_menage_ne_change_pas_pour_une_aide(champ: str, valeur: Any, seuil: str) -> None:
    genre = "au_moins" if champ in ("achevement", "personnes") else "egal"
    condition = f'{{genre: {genre}, champ: {champ}, seuil: "{seuil}"}}'
    assert proposees(condition, **{champ: valeur}) == []
    # Tant que la donnée manque, la connaître peut suffire.
    assert [p.champ for p in proposees(condition, **{champ: None})] == [champ]


def test_la_tranche_d_age_ne_se_change_pas() -> None:
    condition = "{genre: parmi, champ: tranche_age, valeurs: [60_a_69]}"
    assert [p.champ for p in proposees(condition)] == ["tranche_age"]
    assert proposees(condition, tranche_age="40_a_59") == []


def test_une_condition_remplie_ne_cache_pas_les_suivantes() -> None:
    assert [p.champ for p in proposees(COMMENCES, GAIN, commences=False)] == ["gain"]


def test_un_guichet_partiel_propose_le_plafond_admis() -> None:
    guichet = "{genre: guichet, periodes: [{du: 2011-09-01, au: 2011-09-30, ouvert_a: [tres_modeste, superieur]}]}"
    (trouvee,) = proposees(guichet, revenus={2009: "15000"})
    assert (trouvee.champ, trouvee.vers) == ("rfr", Decimal(10000))
    assert proposees(guichet.replace("2011-09-30", "2011-09-19"), revenus={2009: "15000"}) == []


def test_un_plafond_encadre_propose_son_bas_et_rien_sans_lui() -> None:
    for plafond, attendu in (("9000..11000", [Decimal(9000)]), ("..11000", [])):
        droit = bareme(
            aide("prime", FORFAIT, "{genre: categorie, parmi: [tres_modeste]}"),
            tables=(TABLE.replace("[10000,", f"[{plafond},"),),
        )
        jugement, resultat = juger_aide("prime", droit, revenus={2009: "15000"})
        assert [p.vers for p in proposer(jugement, resultat, droit) if p.champ == "rfr"] == attendu


def test_l_ordre_des_propositions() -> None:
    """Pour chaque donnée, du plus petit changement au plus grand ; les données dans l'ordre des conditions."""
    une = "{genre: une_parmi, conditions: [%s]}"
    gains = ", ".join(f"{{genre: au_moins, champ: gain, seuil: {n} %}}" for n in (35, 25))
    classes = ", ".join(f"{{genre: parmi, champ: dpe_vise, valeurs: [{c}]}}" for c in "AB")
    categories = ", ".join(f"{{genre: categorie, parmi: [{c}]}}" for c in ("tres_modeste", "modeste"))
    trouvees = proposees(
        une % gains, une % classes, une % categories, GAIN, gain="10 %", dpe_vise="E", revenus={2009: "30000"}
    )
    assert [(p.champ, str(p.vers)) for p in trouvees] == [
        ("gain", "25"), ("gain", "35"), ("dpe_vise", "B"), ("dpe_vise", "A"), ("rfr", "20000"), ("rfr", "10000"),
    ]  # fmt: skip


def test_les_conditions_d_une_aide_exigee_manquent_aussi() -> None:
    exige = "{genre: aide_accordee, aide: %s}"
    droit = bareme(
        aide("prime", FORFAIT, exige % "base", exige % "abrogee", COMMENCES),
        aide("base", FORFAIT, GAIN, exige % "tierce"),
        aide("tierce", FORFAIT, AGE),
    )
    jugement, resultat = juger_aide("prime", droit, gain="10 %", commences=False, achevement="2005")
    assert [m.condition.champ for m in manquantes(jugement, resultat)] == ["gain", "age_logement"]  # type: ignore[union-attr]
    # Une aide déjà suivie ne l'est pas deux fois.
    assert list(manquantes(jugement, resultat, ("base",))) == []


@pytest.mark.parametrize(
    ("du", "propose"),
    [
        (JOUR, False),
        (JOUR + timedelta(days=1), True),
        (JOUR + timedelta(days=366), True),
        (JOUR + timedelta(days=367), False),  # au-delà d'un an, une date n'aide plus personne
    ],
)
def test_les_jours_proposes_vont_jusqu_a_un_an(du: date, propose: bool) -> None:
    droit = bareme(aide("prime"), protocoles=(ProtocoleLocal("15187", du, None, "convention"),))
    assert timedelta(days=366) == HORIZON
    assert (du in jours(droit)) is propose


def test_chaque_cause_d_un_jour_propose() -> None:
    conditions = (
        "{genre: connue, champ: dpe, du: 2011-10-02, au: 2011-10-31}",
        "{genre: guichet, periodes: [{du: 2011-11-01, au: 2011-11-04}, {du: 2011-11-10, au: 2011-11-14}]}",
        "{genre: au_moins, champ: age_logement, seuil: 15}",
        "{genre: au_moins, champ: gain, seuil: 25 %}",
    )
    partagee = "{genre: connue, champ: gain, au: 2011-12-05}"
    suite = {"du": "2011-12-10", "verifie_le": "2026-01-01", "montant": {
        "genre": "forfait", "libelle": "p", "montant": "1", "source": "loi", "statut": "certain"}}  # fmt: skip
    celle = aide("prime", FORFAIT, *conditions, version="au: 2011-12-09")
    celle = celle.model_validate(celle.model_dump() | {"versions": [*celle.model_dump()["versions"], suite]})
    tables = (TABLE.replace("au: 2012-12-31", "au: 2011-12-19"), TABLE.replace("du: 2010-01-01", "du: 2011-12-20"))
    regles = REGLES.replace("- {du: 2010-01-01, au: 2012-12-31, recul: 2",
        "- {du: 2011-12-25, au: 2012-12-31, recul: 1, substitution: sans_objet, source: loi, statut: certain}\n"
        "  - {du: 2010-01-01, au: 2011-12-24, recul: 2")  # fmt: skip
    protocoles = tuple(ProtocoleLocal(c, date(2011, 12, j), None, "c") for c, j in (("15187", 1), ("15014", 10)))
    droit = bareme(celle, tables=tables, regles=regles, protocoles=protocoles, communes=(partagee,))
    jugement, resultat = juger_aide("prime", droit, achevement="1996-11-20")
    dates = [p for p in proposer(jugement, resultat, droit) if p.champ == "date"]
    assert [p.vers.isoformat() for p in dates] == [
        "2011-10-02", "2011-11-01", "2011-11-05", "2011-11-15", "2011-11-20", "2011-12-01", "2011-12-06",
        "2011-12-10", "2011-12-20", "2011-12-25", "2012-01-01",
    ]  # fmt: skip
    assert {(p.libelle, p.de) for p in dates} == {("date de la demande", JOUR)}
    # Le jour où un contrat local s'ouvre, le ménage en a un.
    assert [p.modifie for p in dates if len(p.modifie) > 1] == [{"jour": date(2011, 12, 1), "contrat_local": True}]
    assert dates[0].modifie == {"jour": date(2011, 10, 2)}


def test_les_conditions_communes_a_toutes_les_versions() -> None:
    commune = {"genre": "connue", "champ": "dpe", "au": "2011-10-31", "code": "connue", "libelle": "dpe",
               "source": "loi", "statut": "certain"}  # fmt: skip
    assert jours(bareme(aide("prime", conditions=[commune]))) == [date(2011, 11, 1), date(2012, 1, 1)]


@pytest.mark.parametrize(
    ("achevement", "attendu"),
    [
        ("1996-11-20", date(2011, 11, 20)),
        ("1996-11", date(2011, 11, 30)),
        ("1996", date(2011, 12, 31)),
        ("1996-02-29", None),  # déjà passé
        ("1997-02-28", date(2012, 2, 28)),
        # Né un 29 février, il a son âge le 1er mars des années ordinaires.
    ],
)
def test_l_age_du_logement_a_venir(achevement: str, attendu: date | None) -> None:
    droit = bareme(aide("prime", FORFAIT, AGE))
    ordinaires = {date(2012, 1, 1)}
    assert set(jours(droit, achevement=achevement)) - ordinaires == ({attendu} if attendu else set())


@pytest.mark.parametrize(
    ("jour", "seuil", "attendu"),
    [(date(2010, 9, 20), 15, date(2011, 3, 1)), (date(2011, 9, 20), 16, date(2012, 3, 1))],
)
def test_un_logement_acheve_un_29_fevrier(jour: date, seuil: int, attendu: date) -> None:
    droit = bareme(aide("prime", FORFAIT, AGE.replace("15", str(seuil))))
    assert attendu in jours(droit, jour=jour, achevement="1996-02-29")


def test_un_revenu_inconnu_se_propose_au_plafond_et_deux_dates_se_suivent() -> None:
    (trouvee,) = proposees("{genre: categorie, parmi: [tres_modeste]}", revenus={})
    assert (trouvee.champ, trouvee.de, trouvee.vers) == ("rfr", None, Decimal(10000))
    acheve = "{{genre: au_moins, champ: achevement, seuil: {}}}"
    deux = proposees(acheve.format("2005-01-01"), acheve.format("2001-06-01"))
    assert [p.vers for p in deux] == ["2005-01-01", "2001-06-01"]


def test_la_residence_se_change_le_territoire_non() -> None:
    (trouvee,) = proposees("{genre: egal, champ: residence_principale, seuil: oui}", residence_principale=False)
    assert (trouvee.de, trouvee.vers) == (False, True)
    assert (
        proposees("{genre: parmi, champ: territoire, valeurs: [metropole]}", departement="974", territoire="outre_mer")
        == []
    )


def test_le_contrat_local_est_celui_de_la_commune() -> None:
    """Une autre commune signe le jour où le droit change ici."""
    protocoles = tuple(ProtocoleLocal("15014", j, None, "c") for j in (date(2011, 10, 5), date(2012, 1, 1)))
    droit = bareme(aide("prime"), protocoles=protocoles)
    jugement, resultat = juger_aide("prime", droit)
    assert [p.modifie for p in proposer(jugement, resultat, droit)] == [{"jour": date(2012, 1, 1)}]

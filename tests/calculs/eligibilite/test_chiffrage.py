"""Les aides locales que l'État double, celles qui limitent un écrêtement, les montants entre deux bornes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from tests.calculs.fabriques import FORFAIT, aide, bareme, juger_aide

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %}"
RESERVE = "{genre: au_moins, champ: gain, seuil: 25 %, sans_reponse: reserve}"
PARITE = "{genre: parite, libelle: majoration, plafond: 500}"
ECRETE = """{genre: ecretement, taux: {tres_modeste: 100 %}, assiette: travaux_ttc,
montant: {genre: forfait, libelle: prime, montant: 1000}}"""
LOCALE: dict[str, Any] = {"niveau": "locale", "egale_par_parite": "oui"}
OUI, NON, DOUTE = Verdict.ELIGIBLE, Verdict.NON_ELIGIBLE, Verdict.INDETERMINE


DOUBLEES = bareme(
    aide("ville", FORFAIT, COMMENCES, **LOCALE),
    aide("ordinaire", "{genre: forfait, libelle: prime, montant: 40}", niveau="locale"),
    aide("parite", PARITE),
)


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ({"commences": False}, 500),
        ({"commences": None}, 500),  # une aide locale à vérifier compte
        ({"commences": True}, 0),
        ({"commences": False, "aides_locales": "300"}, 300),  # ce que le ménage déclare l'emporte
        ({"commences": False, "aides_locales": "0"}, 0),
        ({"commences": False, "aides_locales": "500.01"}, 500),
    ],
)
def test_les_aides_locales_que_l_etat_double(dit: dict[str, Any], attendu: int) -> None:
    assert juger_aide("parite", DOUBLEES, **dit)[1].montant == Decimal(attendu)


def test_une_aide_locale_incalculable_rend_la_parite_inconnue() -> None:
    inconnue = aide("ville", "{genre: non_retrouve, libelle: barème}", **LOCALE)
    assert juger_aide("parite", bareme(inconnue, aide("parite", PARITE)))[1].montant is None
    deux = (aide(c, "{genre: forfait, libelle: prime, montant: 200}", **LOCALE) for c in ("ville", "departement"))
    assert juger_aide("parite", bareme(*deux, aide("parite", PARITE)))[1].montant == Decimal(400)


@pytest.mark.parametrize(
    ("depense", "dit", "attendu"),
    [
        ("travaux", {}, 600),  # 1 500 de travaux, 900 d'autres aides : il en reste 600
        ("diagnostic", {}, 1000),  # une aide locale au diagnostic ne paie pas les travaux
        ("travaux", {"autres_aides": "100"}, 500),
        ("travaux", {"aides_locales": "200"}, 1000),
        ("travaux", {"aides_locales": "600", "autres_aides": "100"}, 800),
    ],
)
def test_les_autres_aides_limitent_l_ecretement(depense: str, dit: dict[str, Any], attendu: int) -> None:
    locale = aide("ville", "{genre: forfait, libelle: p, montant: 900}", niveau="locale", depense=depense)
    droit = bareme(locale, aide("ecretee", ECRETE))
    assert juger_aide("ecretee", droit, travaux_ttc="1500", **dit)[1].montant == Decimal(attendu)


def test_une_aide_locale_incalculable_ne_limite_rien() -> None:
    droit = bareme(aide("ville", "{genre: non_retrouve, libelle: b}", niveau="locale"), aide("ecretee", ECRETE))
    assert juger_aide("ecretee", droit, travaux_ttc="900", autres_aides="100")[1].montant == Decimal(800)


TAUX = "{genre: taux, libelle: aide, taux: {tres_modeste: 35 %, modeste: 20 %}, assiette: travaux_ht, plafond: 13000}"
FORFAITS = "{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 160, modeste: 80, superieur: 80}}"
CATEGORIE = "{genre: categorie, parmi: [%s]}"


@pytest.mark.parametrize(
    ("conditions", "rfr", "montant", "bornes"),
    [
        ((), "9000", "160.00", None),
        ((), None, None, ("80.00", "160.00")),
        ((), "10000.01", None, ("80.00", "160.00")),  # une personne ou plusieurs : deux catégories possibles
        ((CATEGORIE % "tres_modeste, modeste, superieur",), None, None, ("80.00", "160.00")),
        # Une catégorie qui ferait refuser l'aide ne compte pas.
        ((CATEGORIE % "modeste, superieur",), None, "80.00", None),
        ((CATEGORIE % "tres_modeste",), None, "160.00", None),
    ],
)
def test_un_montant_ou_deux_bornes(
    conditions: tuple[str, ...], rfr: str | None, montant: str | None, bornes: tuple[str, str] | None
) -> None:
    revenus = {2009: rfr} if rfr else {}
    nombre = None if rfr == "10000.01" else 1
    droit = bareme(aide("prime", FORFAITS, *conditions))
    _, resultat = juger_aide("prime", droit, revenus=revenus, personnes=nombre)
    assert (resultat.montant_possible and str(resultat.montant_possible)) == montant
    assert (resultat.fourchette and tuple(map(str, resultat.fourchette[:2]))) == bornes
    if resultat.fourchette:
        calculs = {categorie: calcul.resultat for categorie, calcul in resultat.fourchette.calculs}
        tous = {"tres_modeste": Decimal(160), "modeste": Decimal(80), "superieur": Decimal(80)}
        assert calculs == {c: m for c, m in tous.items() if rfr is None or c != "superieur"}
        assert resultat.derivation.resultat is None


def test_une_categorie_sans_montant_laisse_l_aide_inconnue() -> None:
    _, resultat = juger_aide("taux", bareme(aide("taux", TAUX)), revenus={}, travaux_ht="100")
    assert (resultat.montant, resultat.fourchette) == (None, None)


def test_deux_categories_au_meme_montant_arrondi() -> None:
    proches = FORFAITS.replace("160", "80.40")
    arrondie = aide("prime", proches, version="arrondi: euro")
    _, resultat = juger_aide("prime", bareme(arrondie), revenus={})
    assert (str(resultat.montant), resultat.fourchette) == ("80.00", None)
    assert resultat.derivation.resultat == Decimal("80.40")

"""Ce qu'une condition ou un montant lit d'un ménage, et le rang de ses valeurs parmi les seuils du droit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.rapide.menages import PLACES
from contrat.calculs.eligibilite.rapide.traits import (
    LOCALES,
    RESSOURCES,
    Trait,
    en_nombre,
    lire_condition,
    lire_montant,
    ranger,
)
from tests.calculs.fabriques import FORFAIT, condition, montant

CLASSES = [Trait("valeur", "dpe"), Trait("valeur", "dpe_vise")]
MURS = "{geste: murs_exterieur, par: m2, periodes: [{du: 2010-01-01, montants: {modeste: 60}}]}"
GESTES = "{genre: gestes, libelle: g, plafond: 9, ecretement: {modeste: 75 %%}, listes_non_lues: [%s], gestes: [%s]}"
TAUX = "{genre: taux, libelle: t, assiette: travaux_ttc, taux: {modeste: 20 %}, plafond: 9}"


def nombre(*champs: str) -> list[Trait]:
    return [Trait("nombre", champ) for champ in champs]


@pytest.mark.parametrize(
    ("texte", "traits"),
    [
        ("{genre: egal, champ: commences, seuil: non}", [Trait("valeur", "commences")]),
        ("{genre: egal, champ: commune, seuil: '15187'}", [Trait("parmi", "commune", ("15187",))]),
        ("{genre: parmi, champ: departement, valeurs: ['75', '15', '75']}",
         [Trait("parmi", "departement", ("15", "75"))]),
        ("{genre: egal, champ: domicile, seuil: '75'}", [Trait("parmi", "domicile", ("75",))]),
        ("{genre: au_moins, champ: gain, seuil: 25 %}", [Trait("rang", "gain", (Decimal(25),))]),
        ("{genre: au_plus, champ: personnes, seuil: 3}", [Trait("rang", "personnes", (3,))]),
        ("{genre: parmi, champ: personnes, valeurs: [4, 2, 4]}", [Trait("rang", "personnes", (2, 4))]),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", CLASSES),
        ("{genre: au_plus, champ: rfr, seuil: 9000}", [RESSOURCES]),
        ("{genre: au_plus, champ: achevement, seuil: 2001-06}", [Trait("achevement", seuils=(20010601, 20010630))]),
        ("{genre: au_moins, champ: age_logement, seuil: 15}", [Trait("age", seuils=(15,))]),
        ("{genre: parmi, champ: age_logement, valeurs: [60, 15, 30, 15, 45]}", [Trait("age", seuils=(15, 30, 45, 60))]),
        ("{genre: parmi, champ: achevement, valeurs: [2001, 1999, 1980-05, 1962]}",
         [Trait("achevement", "", (19620101, 19621231, 19800501, 19800531, 19990101, 19991231, 20010101, 20011231))]),
        ("{genre: parmi, champ: personnes, valeurs: [6, 4, 2, 5, 3]}", [Trait("rang", "personnes", (2, 3, 4, 5, 6))]),
        ("{genre: parmi, champ: commune, valeurs: ['5', '3', '1', '4', '2']}",
         [Trait("parmi", "commune", ("1", "2", "3", "4", "5"))]),
        ("{genre: connue, champ: achevement}", [Trait("connu", "achevement")]),
        ("{genre: connue, champ: saut_classes}", CLASSES),
        ("{genre: categorie, parmi: [modeste]}", [RESSOURCES]),
        ("{genre: guichet, periodes: [{du: 2011-09-01, au: 2011-12-31, ouvert_a: [modeste]}]}", [RESSOURCES]),
        ("{genre: non_retrouvee}", []),
        ("{genre: aide_accordee, aide: base}", [Trait("aide", "base")]),
        ("{genre: geste_compris, geste: audit}", [RESSOURCES, Trait("valeur", "geste")]),
        ("{genre: geste_admis}", [RESSOURCES, Trait("valeur", "geste")]),
        ("{genre: toutes, conditions: [{genre: aide_accordee, aide: a}, {genre: une_parmi, conditions: "
         "[{genre: egal, champ: dpe, seuil: F}, {genre: non_retrouvee}]}]}",
         [Trait("aide", "a"), Trait("valeur", "dpe")]),
    ],
)  # fmt: skip
def test_ce_qu_une_condition_lit(texte: str, traits: list[Trait]) -> None:
    assert list(lire_condition(condition(texte), montant(FORFAIT))) == traits


def test_ce_qu_une_portee_lit() -> None:
    """Toutes les valeurs de ses cas, puis les conditions de chacun ; un achèvement s'y compare comme un texte."""
    cas = """[{valeurs: ['15'], admis: oui, libelle: a, conditions: [{genre: egal, champ: dpe, seuil: F}]},
      {valeurs: ['75', '72'], admis: non, libelle: b}]"""
    portee = "{genre: portee, champ: %s, cas: %s}"
    assert list(lire_condition(condition(portee % ("departement", cas)), montant(FORFAIT))) == [
        Trait("parmi", "departement", ("15", "72", "75")), Trait("valeur", "dpe"),
    ]  # fmt: skip
    une = "[{valeurs: [1962], admis: oui, libelle: a}]"
    acheve = condition(portee % ("achevement", une))
    assert list(lire_condition(acheve, montant(FORFAIT))) == [Trait("valeur", "achevement")]


@pytest.mark.parametrize(
    ("texte", "traits"),
    [
        (FORFAIT, []),
        ("{genre: forfait_categorie, libelle: f, montants: {modeste: 80}}", []),
        ("{genre: non_retrouve, libelle: n}", []),
        (TAUX, nombre("travaux_ttc", "surface")),
        ("{genre: taux_par_saut, libelle: s, assiette: travaux_ht, paliers: "
         "[{sauts: 2, plafond: 9, taux: {modeste: 9 %}}]}", [*nombre("travaux_ht"), *CLASSES]),
        ("{genre: bonus, libelle: b, avant: [F], apres: [A], montant: 9}", CLASSES),
        ("{genre: parite, libelle: p, plafond: 9}", [LOCALES]),
        (f"{{genre: somme, termes: [{TAUX}, {{genre: parite, libelle: p, plafond: 9}}]}}",
         [*nombre("travaux_ttc", "surface"), LOCALES]),
        (f"{{genre: ecretement, taux: {{modeste: 9 %}}, assiette: travaux_ttc, montant: {TAUX}}}",
         [LOCALES, *nombre("travaux_ttc", "travaux_ht", "travaux_ttc", "surface")]),
    ],
)  # fmt: skip
def test_ce_qu_un_montant_lit(texte: str, traits: list[Trait]) -> None:
    assert list(lire_montant(montant(texte))) == traits


PAC = """{geste: pac_air_eau, par: forfait, departements: ['15'], periodes: [
  {du: 2010-01-01, au: 2010-12-31, sauf_departements: ['75'], type: maison, gain: 25 %, energie_fossile: [aucune],
   montants: {modeste: 5}},
  {du: 2011-01-01, type: appartement, gain: 10 %, montants: {modeste: 5}}]}"""
LISTE = "{du: 2011-01-01, departements: ['971']}"


def test_ce_qu_une_aide_par_geste_lit() -> None:
    """Les côtés où un projet tombe de ce que chaque forfait exige ; un geste qu'elle ne paie pas n'a que son lieu."""
    lu = montant(GESTES % (LISTE, f"{MURS}, {PAC}"))
    trait, *autres = lire_montant(lu)
    assert autres == nombre("quantite", "cee", "travaux_ttc")
    assert trait.genre == "geste"
    assert [tuple(seuil) for seuil in trait.seuils] == [
        (None, (("971",),), (), (), ()), ("murs_exterieur", ((), ("971",)), (), (), ()),
        ("pac_air_eau", ((), ("15",), ("75",), ("971",)), ("appartement", "maison"), (("aucune",),),
         (Decimal(10), Decimal(25))),
    ]  # fmt: skip
    assert list(lire_condition(condition("{genre: geste_admis}"), lu)) == [RESSOURCES, trait]


def situer(trait: Trait, **valeurs: Any) -> Any:
    ligne: list[Any] = [None] * len(PLACES)
    for nom, valeur in valeurs.items():
        ligne[PLACES[nom]] = valeur
    return ranger(trait, PLACES)(ligne)


@pytest.mark.parametrize(
    ("trait", "valeurs", "rang"),
    [
        (Trait("connu", "dpe"), {}, True), (Trait("connu", "dpe"), {"dpe": "F"}, False),
        (Trait("nombre", "rfr"), {}, True), (Trait("nombre", "rfr"), {"rfr": Decimal(0)}, False),
        (Trait("parmi", "commune", ("15187",)), {"commune": "15187"}, "15187"),
        (Trait("parmi", "commune", ("15187",)), {"commune": "75056"}, ""),
        (Trait("parmi", "commune", ("15187",)), {}, None),
        # Sous le seuil, sur lui, au-dessus.
        (Trait("rang", "gain", (25,)), {"gain": 24}, 0), (Trait("rang", "gain", (25,)), {"gain": 25}, 1),
        (Trait("rang", "gain", (25,)), {"gain": 26}, 2), (Trait("rang", "gain", (25,)), {}, None),
        (Trait("rang", "gain", (25, 35)), {"gain": 25}, 1), (Trait("rang", "gain", (25, 35)), {"gain": 30}, 2),
        (Trait("rang", "gain", (25, 35)), {"gain": 35}, 3), (Trait("rang", "gain", (25, 35)), {"gain": 36}, 4),
        (Trait("rang", "gain", (25, 35)), {}, None),
        (Trait("achevement", seuils=(20010601, 20010630)), {"premier": 20010101, "dernier": 20011231}, (0, 4)),
        (Trait("achevement", seuils=(20010601, 20010630)), {"premier": 20010601, "dernier": 20010630}, (1, 3)),
        (Trait("achevement", seuils=(20010601,)), {}, None),
        # Quinze ans le jour même, pas la veille ; une année laisse deux âges possibles.
        (Trait("age", seuils=(15,)), {"jour": 20110920, "premier": 19960920, "dernier": 19960920}, (1, 1)),
        (Trait("age", seuils=(15,)), {"jour": 20110919, "premier": 19960920, "dernier": 19960920}, (0, 0)),
        (Trait("age", seuils=(15,)), {"jour": 20110920, "premier": 19960101, "dernier": 19961231}, (0, 1)),
        (Trait("age", seuils=(15,)), {"jour": 20110920}, None),
    ],
)  # fmt: skip
def test_le_rang_d_une_valeur(trait: Trait, valeurs: dict[str, Any], rang: Any) -> None:
    assert situer(trait, **valeurs) == rang


@pytest.mark.parametrize(
    ("valeurs", "rang"),
    [
        ({}, None),
        ({"geste": "murs_exterieur"}, ("murs_exterieur", False, None, None, None)),
        ({"geste": "murs_exterieur", "departement": "971"}, ("murs_exterieur", (False, True), None, None, None)),
        # Un geste que l'aide ne paie pas.
        ({"geste": "audit", "departement": "971", "type": "maison"}, (None, (True,), None, None, None)),
        ({"geste": "pac_air_eau", "departement": "15"}, ("pac_air_eau", (False, True, False, False), None, None, None)),
        ({"geste": "pac_air_eau", "type": "maison"}, ("pac_air_eau", False, (False, True), None, None)),
        ({"geste": "pac_air_eau", "energie_fossile": "aucune"}, ("pac_air_eau", False, None, (True,), None)),
        ({"geste": "pac_air_eau", "energie_fossile": "gaz"}, ("pac_air_eau", False, None, (False,), None)),
        ({"geste": "pac_air_eau", "gain": Decimal(25)}, ("pac_air_eau", False, None, None, 3)),
        ({"geste": "murs_exterieur", "gain": Decimal(25)}, ("murs_exterieur", False, None, None, None)),
    ],
)  # fmt: skip
def test_le_rang_d_un_geste(valeurs: dict[str, Any], rang: Any) -> None:
    (trait, *_) = lire_montant(montant(GESTES % (LISTE, f"{MURS}, {PAC}")))
    assert situer(trait, **valeurs) == rang


def test_les_deux_traits_sans_champ() -> None:
    assert (RESSOURCES, LOCALES) == (("ressources", "", ()), ("locales", "", ()))


def test_un_jour_en_un_nombre() -> None:
    assert en_nombre(date(2011, 9, 20)) == 20110920
    assert en_nombre(date(2011, 12, 31)) < en_nombre(date(2012, 1, 1))

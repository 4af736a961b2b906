"""La catégorie à ses bornes : au plafond, un centime au-dessus, de une à sept personnes, l'année exigée."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Etat
from contrat.calculs.eligibilite.ressources import Ressources, classer, comparer, situer_zone
from contrat.modele.bareme import Seuil
from tests.calculs.fabriques import REGLES, TABLE, bareme, demande

BAREME = bareme()
EXACT = "{du: 2010-01-01, au: 2012-12-31, recul: 2, substitution: sans_objet, source: loi, statut: certain}"


def regler(regle: str) -> Any:
    """Le petit droit, avec cette règle de revenu."""
    assert EXACT in REGLES
    base = "{du: 2010-01-01, au: 2012-12-31, source: loi, statut: certain, "
    return bareme(regles=REGLES.replace(EXACT, base + regle + "}"))


@pytest.mark.parametrize(
    ("personnes", "rfr", "attendu"),
    [
        (1, "10000", "tres_modeste"),
        (1, "10000.01", "modeste"),
        (1, "20000", "modeste"),
        (1, "20000.01", "superieur"),
        (1, "0", "tres_modeste"),
        (2, "11000", "tres_modeste"),
        (2, "11000.01", "modeste"),
        (5, "14000", "tres_modeste"),
        (5, "14000.01", "modeste"),
        (6, "15000", "tres_modeste"),
        (6, "15000.01", "modeste"),
        (7, "26000", "modeste"),
        (7, "26000.01", "superieur"),
    ],
)
def test_au_plafond_et_un_centime_au_dessus(personnes: int, rfr: str, attendu: str) -> None:
    trouve = classer(demande(personnes=personnes, revenus={2009: rfr}), BAREME)
    assert (trouve.categorie, trouve.possibles, trouve.est_sure) == (attendu, (attendu,), True)


def test_tout_ce_que_dit_un_classement() -> None:
    assert classer(demande(personnes=6, revenus={2009: "9000"}), BAREME) == Ressources(
        zone="autres_regions",
        annee=2009,
        rfr=Decimal(9000),
        possibles=("tres_modeste",),
        plafonds={
            "tres_modeste": Seuil(Decimal(15000), Decimal(15000)), "modeste": Seuil(Decimal(25000), Decimal(25000)),
        },
        sources={"tres_modeste": "t", "modeste": "m"},
        est_sure=True,
        reserve="",
    )  # fmt: skip


TOUTES = ("tres_modeste", "modeste", "superieur")


@pytest.mark.parametrize(
    ("dit", "possibles"),
    [
        ({"revenus": {}}, TOUTES),
        ({"revenus": {2010: "9000"}}, TOUTES),  # une autre année que celle demandée
        ({"personnes": None, "revenus": {2009: "20000.01"}}, TOUTES),
        ({"personnes": None, "revenus": {2009: "90000"}}, TOUTES),
    ],
)
def test_ce_qui_manque_laisse_des_possibles(dit: dict[str, Any], possibles: tuple[str, ...]) -> None:
    trouve = classer(demande(**dit), BAREME)
    assert (trouve.possibles, trouve.est_sure, trouve.categorie) == (possibles, False, None)


@pytest.mark.parametrize(
    ("dit", "possibles"),
    [
        # Sous le plafond d'une personne seule, on est sous tous les autres.
        ({"personnes": None, "revenus": {2009: "10000"}}, ("tres_modeste",)),
        ({"personnes": None, "revenus": {2009: "10000.01"}}, ("tres_modeste", "modeste")),
        ({"personnes": None, "revenus": {2009: "20000"}}, ("tres_modeste", "modeste")),
        ({"departement": None}, ("tres_modeste",)),
    ],
)
def test_ce_qui_manque_et_ne_change_rien(dit: dict[str, Any], possibles: tuple[str, ...]) -> None:
    trouve = classer(demande(**dit), BAREME)
    assert (trouve.possibles, trouve.est_sure) == (possibles, len(possibles) == 1)


def test_sans_zone_ni_plafond_ni_source() -> None:
    trouve = classer(demande(departement=None), BAREME)
    assert (trouve.zone, trouve.plafonds, trouve.sources) == (None, {}, {"tres_modeste": "t", "modeste": "m"})
    assert classer(demande(personnes=None), BAREME).plafonds == {}
    assert classer(demande(personnes=None), BAREME).sources == {"tres_modeste": "t", "modeste": "m"}
    # Les deux zones se cumulent : ici les plafonds d'Île-de-France sont doublés.
    double = TABLE.replace("autres_regions", "ile_de_france").replace("[10000,", "[5000,")
    possibles = classer(demande(departement=None), bareme(tables=(TABLE, double))).possibles
    assert possibles == ("tres_modeste", "modeste")


def test_sans_table_aucune_categorie() -> None:
    sans = bareme(tables=(TABLE.replace("autres_regions", "ile_de_france"),))
    trouve = classer(demande(), sans)
    assert (trouve.possibles, trouve.est_sure, trouve.plafonds) == ((), False, {})


@pytest.mark.parametrize(
    ("departement", "zone"), [("75", "ile_de_france"), ("92", "ile_de_france"), ("15", "autres_regions"), (None, None)]
)
def test_la_zone(departement: str | None, zone: str | None) -> None:
    assert situer_zone(demande(departement=departement), BAREME) == zone


@pytest.mark.parametrize(
    ("rfr", "bas", "haut", "etat"),
    [
        ("100", "100", "100", Etat.REMPLIE),
        ("100.01", "100", "100", Etat.NON_REMPLIE),
        ("100.01", "100", "110", Etat.A_VERIFIER),
        ("110", "100", "110", Etat.A_VERIFIER),
        ("110.01", "100", "110", Etat.NON_REMPLIE),
        ("90", None, "110", Etat.A_VERIFIER),
        ("110.01", None, "110", Etat.NON_REMPLIE),
        ("100", "100", None, Etat.REMPLIE),
        ("9999", "100", None, Etat.A_VERIFIER),
    ],
)
def test_comparer_a_un_plafond_exact_ou_encadre(rfr: str, bas: str | None, haut: str | None, etat: Etat) -> None:
    plafond = Seuil(*(None if b is None else Decimal(b) for b in (bas, haut)))
    assert comparer(Decimal(rfr), plafond) is etat


def test_un_plafond_encadre_laisse_deux_categories() -> None:
    encadre = bareme(tables=(TABLE.replace("[10000,", "[9000..11000,"),))
    assert classer(demande(revenus={2009: "9000"}), encadre).categorie == "tres_modeste"
    assert classer(demande(revenus={2009: "9000.01"}), encadre).possibles == ("tres_modeste", "modeste")
    assert classer(demande(revenus={2009: "11000.01"}), encadre).categorie == "modeste"


ADMISE, INCERTAINE = "recul: 2, substitution: admise", "recul: 2, substitution: incertaine"
BAISSE = "revenus de 2010 plus bas : leur prise en compte est à confirmer"


@pytest.mark.parametrize(
    ("regle", "revenus", "annee", "rfr", "possibles", "reserve"),
    [
        (ADMISE, {2009: "15000"}, 2009, "15000", ("modeste",), ""),
        (ADMISE, {2009: "15000", 2010: "15000"}, 2009, "15000", ("modeste",), ""),
        (ADMISE, {2009: "15000", 2010: "16000"}, 2009, "15000", ("modeste",), ""),
        (ADMISE, {2009: "15000", 2010: "9000"}, 2010, "9000", ("tres_modeste",),
         "revenus de 2010 retenus à la place de ceux de 2009"),
        (ADMISE, {2010: "9000"}, 2010, "9000", ("tres_modeste",),
         "revenus de 2010 retenus à la place de ceux de 2009"),
        (INCERTAINE, {2009: "15000", 2010: "9000"}, 2009, "15000", ("tres_modeste", "modeste"), BAISSE),
        (INCERTAINE, {2009: "15000", 2010: "14999.99"}, 2009, "15000", ("modeste",), BAISSE),
        (INCERTAINE, {2010: "9000"}, 2009, None, TOUTES, ""),
        (INCERTAINE, {2008: "9000"}, 2009, None, TOUTES, ""),
    ],
)  # fmt: skip
def test_les_revenus_de_l_annee_suivante(
    regle: str, revenus: dict[int, str], annee: int, rfr: str | None, possibles: tuple[str, ...], reserve: str
) -> None:
    trouve = classer(demande(revenus=revenus), regler(regle))
    assert (trouve.annee, trouve.rfr) == (annee, None if rfr is None else Decimal(rfr))
    assert (trouve.possibles, trouve.reserve) == (possibles, reserve)


REPLI = "recul: 1, repli: 2, substitution: sans_objet"
INVITE = "ceux de 2009 ne se retiennent qu'avec un motif"


@pytest.mark.parametrize(
    ("revenus", "choix", "annee", "rfr", "possibles", "reserve"),
    [
        ({2010: "15000"}, None, 2010, "15000", ("modeste",), ""),
        ({2010: "15000", 2009: "15000"}, None, 2010, "15000", ("modeste",), ""),
        ({2010: "15000", 2009: "9000"}, None, 2010, "15000", ("modeste",),
         "revenus de 2010, leur avis étant paru, et non de 2009"),
        ({2009: "9000"}, None, 2010, None, TOUTES, f"revenus de 2010 attendus ; {INVITE}"),
        ({}, None, 2010, None, TOUTES, ""),
        ({2010: "15000", 2009: "9000"}, 2009, 2009, "9000", ("tres_modeste",),
         "revenus de 2009 choisis par le conseiller"),
        ({2010: "15000", 2009: "9000"}, 2010, 2010, "15000", ("modeste",),
         "revenus de 2010 choisis par le conseiller"),
        ({2010: "15000"}, 2009, 2009, None, TOUTES, "revenus de 2009 choisis par le conseiller"),
        ({2010: "15000", 2008: "9000"}, 2008, 2010, "15000", ("modeste",), ""),  # une année que le droit n'admet pas
    ],
)  # fmt: skip
def test_deux_annees_possibles(
    revenus: dict[int, str], choix: int | None, annee: int, rfr: str | None, possibles: tuple[str, ...], reserve: str
) -> None:
    trouve = classer(demande(revenus=revenus, annee_choisie=choix), regler(REPLI))
    assert (trouve.annee, trouve.rfr) == (annee, None if rfr is None else Decimal(rfr))
    assert (trouve.possibles, trouve.reserve) == (possibles, reserve)
    assert trouve.est_a_choisir is reserve.endswith(INVITE)


@pytest.mark.parametrize(
    ("revenus", "choix", "possibles", "reserve"),
    [
        ({2010: "15000", 2009: "9000"}, None, ("tres_modeste", "modeste"),
         "revenus de 2009 plus bas : leur prise en compte est à confirmer"),
        ({2010: "9000", 2009: "15000"}, None, ("tres_modeste",),
         "revenus de 2010, leur avis étant paru, et non de 2009"),
        ({2010: "9000", 2009: "9000"}, None, ("tres_modeste",), ""),
        ({2010: "15000"}, None, ("modeste",), ""),
        ({2010: "15000", 2009: "9000"}, 2010, ("modeste",), "revenus de 2010 choisis par le conseiller"),
    ],
)  # fmt: skip
def test_un_repli_plus_bas_que_certains_textes_admettent(
    revenus: dict[int, str], choix: int | None, possibles: tuple[str, ...], reserve: str
) -> None:
    regle = regler(REPLI.replace("sans_objet", "incertaine"))
    trouve = classer(demande(revenus=revenus, annee_choisie=choix), regle)
    assert (trouve.annee, trouve.possibles, trouve.reserve) == (2010, possibles, reserve)


@pytest.mark.parametrize(
    ("jour", "revenus", "choix", "annee", "attendue", "reserve"),
    [
        (date(2011, 7, 31), {2009: "9000"}, None, 2009, None,
         "revenus de 2009 : l'avis de 2010, pas encore paru, est à redemander ensuite"),
        (date(2011, 8, 1), {2009: "9000"}, None, 2010, None, f"revenus de 2010 attendus ; {INVITE}"),
        (date(2011, 7, 31), {2009: "9000", 2010: "15000"}, None, 2010, None,
         "revenus de 2010, leur avis étant paru, et non de 2009"),
        (date(2011, 7, 31), {}, None, 2010, None, ""),
        (date(2011, 7, 31), {2009: "9000"}, 2009, 2009, None, "revenus de 2009 choisis par le conseiller"),
        (date(2011, 8, 1), {2009: "9000"}, 2009, 2009, 2010,
         "revenus de 2009 choisis par le conseiller ; l'avis de 2010, paru depuis, est à demander"),
        (date(2011, 8, 1), {2009: "9000", 2010: "15000"}, 2009, 2009, None,
         "revenus de 2009 choisis par le conseiller"),
        (date(2011, 8, 1), {2010: "15000"}, 2010, 2010, None, "revenus de 2010 choisis par le conseiller"),
    ],
)  # fmt: skip
def test_avant_et_apres_la_parution_des_avis(
    jour: date, revenus: dict[int, str], choix: int | None, annee: int, attendue: int | None, reserve: str
) -> None:
    """Avant, l'avis précédent vaut sous réserve ; après, il se choisit, et celui qui manque est redemandé."""
    droit = regler(REPLI + ", parution: 07-31")
    trouve = classer(demande(jour=jour, revenus=revenus, annee_choisie=choix), droit)
    assert (trouve.annee, trouve.attendue, trouve.reserve) == (annee, attendue, reserve)
    assert (trouve.rfr is None) == (annee not in revenus)


def test_la_regle_et_la_table_du_jour() -> None:
    suite = REGLES.replace(EXACT, EXACT.replace("2012-12-31", "2011-09-20") + "\n  - " + EXACT.replace(
        "2010-01-01", "2011-09-21").replace("recul: 2", "recul: 1"))  # fmt: skip
    droit = bareme(regles=suite)
    assert classer(demande(revenus={}), droit).annee == 2009
    assert classer(demande(jour=date(2011, 9, 21), revenus={}), droit).annee == 2010


@pytest.mark.parametrize(
    ("statut", "domicile", "departement", "zone"),
    [
        ("proprietaire_bailleur", "75", "15", "ile_de_france"), ("proprietaire_bailleur", None, "75", "ile_de_france"),
        ("proprietaire_occupant", "75", "15", "autres_regions"),
        ("proprietaire_bailleur", "15", "75", "autres_regions"),
    ],
)  # fmt: skip
def test_la_zone_d_un_bailleur_est_celle_de_son_domicile(
    statut: str, domicile: str | None, departement: str, zone: str
) -> None:
    celle = demande(statut_occupation=statut, domicile=domicile, departement=departement)
    assert classer(celle, bareme()).zone == zone


def test_des_plafonds_pas_encore_saisis_se_disent() -> None:
    """Même d'une seule zone, quand on ignore la sienne."""
    provisoire = "provisoire: {jours: 90, hausse: 3 %, source: l, statut: certain}"
    regles = f"{REGLES.replace('2012-12-31', '2013-12-31')}\n{provisoire}"
    ile = TABLE.replace("autres_regions", "ile_de_france")
    complete, partielle = (
        bareme(regles=regles, tables=(TABLE, ile.replace("au: 2012", f"au: {fin}"))) for fin in ("2012", "2013")
    )
    dit = (
        "plafonds de 2013 pas encore saisis : ceux de 2012, et leur plus forte hausse publiée, les encadrent ; "
        "les autres règles de 2013 peuvent changer aussi"
    )
    champs = {"jour": date(2013, 1, 15), "revenus": {2011: "9000"}}
    assert classer(demande(**champs), complete).provisoire == dit
    assert classer(demande(**champs, departement=None), partielle).provisoire == dit
    assert classer(demande(**champs, departement="75"), partielle).provisoire == ""

"""Les cas publiés dans la presse de 2010 à 2013 : chaque montant attendu est celui de l'article."""

from __future__ import annotations

from tests.eligibilite.conftest import Juger, montants


def test_cantal_septembre_2011_plafond_de_base(juger: Juger) -> None:
    """L'Union du Cantal, 21 septembre 2011 : 2 000 + 1 100 + 500 (collectivités) + 500 (État) = 4 100 €."""
    resultat = juger({2009: "15400"}, aides_locales="500")
    assert resultat["categorie"]["code"] == "base"
    assert montants(resultat)["anah-energie"] == "2000.00"
    assert montants(resultat)["ase"] == "1600.00"
    assert resultat["plan"]["aides"] == "4100.00"
    assert resultat["plan"]["reste_a_charge"] == "6450.00"


def test_cantal_septembre_2011_tres_social(juger: Juger) -> None:
    """Le même article : 5 600 € en tout pour un ménage très social."""
    resultat = juger({2009: "11200"}, aides_locales="500")
    assert resultat["categorie"]["code"] == "tres_social"
    assert montants(resultat)["anah-energie"] == "3500.00"
    assert resultat["plan"]["aides"] == "5600.00"


def test_cantal_sans_aide_declaree_l_abondement_de_la_ville_se_calcule(juger: Juger) -> None:
    """Sans montant déclaré, l'aide locale de `data/aides/` donne le même plan."""
    resultat = juger({2009: "15400"})
    assert montants(resultat)["ville-abondement"] == "500.00"
    assert montants(resultat)["ase"] == "1600.00"
    assert resultat["plan"]["aides"] == "4100.00"


def test_sarthe_mars_2012_chaudiere(juger: Juger) -> None:
    """Nileo actu, 14 mars 2012 : Anah 994, ASE 1 600 (majoration limitée à 500), département 1 000, reste 1 647 €."""
    resultat = juger(
        {2010: "18500"},
        nombre="3",
        commune='"72181"',
        demande="2012-03-14",
        achevement="1979",
        travaux_ht="4967.77",
        travaux_ttc="5241",
        gain="28 %",
        aides_locales="1000",
    )
    assert {code: montant for code, montant in montants(resultat).items() if montant} == {
        "anah-energie": "994.00",
        "ase": "1600.00",
    }
    assert resultat["plan"]["aides"] == "3594.00"
    assert resultat["plan"]["reste_a_charge"] == "1647.00"


def test_pays_de_saint_flour_mai_2011(juger: Juger) -> None:
    """Communauté de communes, 16 mai 2011 : prime majorée et aide locale font 2 100 €."""
    resultat = juger({2009: "15400"}, demande="2011-05-16", aides_locales="500")
    assert montants(resultat)["ase"] == "1600.00"
    locales = next(x for x in resultat["plan"]["lignes"] if x["origine"] == "declaree")
    assert locales["montant"] == "500.00"


def test_bas_rhin_octobre_2010(juger: Juger) -> None:
    """Batiweb, 26 octobre 2010 : 1 100 € sans aide de la collectivité, 1 600 € avec."""
    bas_rhin = {"commune": '"67482"', "demande": "2010-10-26"}
    assert montants(juger({2008: "15000"}, aides_locales="0", **bas_rhin))["ase"] == "1100.00"
    assert montants(juger({2008: "15000"}, aides_locales="500", **bas_rhin))["ase"] == "1600.00"


def test_aides_maximales_du_debut_2013(juger: Juger) -> None:
    """Ouest-France Immo, début 2013 : 4 000 à 7 000 € pour les travaux au plafond, selon la catégorie."""
    au_plafond = {"demande": "2013-03-12", "travaux_ht": "20000", "travaux_ttc": "21400", "nombre": "1"}
    assert montants(juger({2011: "11000"}, **au_plafond))["anah-energie"] == "4000.00"
    assert montants(juger({2011: "9000"}, **au_plafond))["anah-energie"] == "7000.00"


def test_seuils_de_besancon_apres_juin_2013(juger: Juger) -> None:
    """MaCommune.info : 18 170 € pour une personne, 26 573 € pour deux."""
    for nombre, plafond in (("1", "18170.00"), ("2", "26573.00")):
        resultat = juger({2011: plafond}, nombre=nombre, commune='"25056"', demande="2013-10-01")
        assert resultat["categorie"]["code"] == "modeste"
        assert resultat["categorie"]["plafond"] == plafond

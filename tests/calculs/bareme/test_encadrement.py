"""Les fourchettes d'un plafond perdu : tout ce que les indices et les arrondis possibles donnent, et rien d'autre."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from contrat.calculs.bareme.encadrement import Bande, Preuve, Revision, encadrer
from contrat.calculs.bareme.indexation import Case, deplier
from contrat.depot.droit import lire_droit
from contrat.modele.droit_livre import DroitLivre
from contrat.modele.encadrement import Encadrement
from tests.calculs.fabriques import objet


@pytest.fixture(scope="module")
def droit() -> DroitLivre:
    """Le droit livré."""
    return lire_droit().livrer()


@pytest.fixture(scope="module")
def preuve(droit: DroitLivre) -> Preuve:
    """Ce que l'encadrement livré démontre."""
    connus = deplier(t for t in droit.tables if t.du == date(2013, 1, 1))
    return encadrer(droit.encadrement, tuple(sorted(connus.items())))


@pytest.mark.parametrize("revision", [Revision(102, 100, 99), Revision(204, 200, 100), Revision(99, 100, 0)])
def test_remonter_est_l_inverse_exact_d_une_revision(revision: Revision) -> None:
    for depart in range(60, 160):
        menent = [a for a in range(300) if 100 <= revision.appliquer(a) <= depart + 40]
        bande = revision.remonter(Bande(100, depart + 40))
        assert list(range(bande.bas, bande.haut + 1)) == menent


def test_les_fourchettes_viennent_de_551_suites_et_contiennent_le_calcul_direct(
    droit: DroitLivre, preuve: Preuve
) -> None:
    """Sans arrondir d'une année à l'autre : plafond de 2013 × octobre N-1 / octobre 2012, à un demi-euro près."""
    connus = deplier(t for t in droit.tables if t.du == date(2013, 1, 1))
    assert preuve.modeles == 551
    octobres = {2010: "118.24", 2011: "120.04", 2012: "122.73"}
    for (annee, case), bande in preuve.bandes.items():
        if annee in octobres and case in connus:
            direct = connus[case] * Decimal(octobres[annee]) / Decimal("124.81")
            assert bande.bas - 1 <= direct - Decimal("0.5"), (annee, case)
            assert direct + Decimal("0.5") <= bande.haut + 1, (annee, case)


# Relevées dans l'étude, à la main.
RELEVEES = {
    (2012, Case("autres_regions", "base", "1")): (11613, 11616),
    (2011, Case("autres_regions", "tres_social", "2")): (12774, 12784),
    (2010, Case("autres_regions", "base", "1")): (11186, 11192),
    (2010, Case("ile_de_france", "majore", "5")): (50723, 50745),
    (2013, Case("ile_de_france", "tres_social", "4")): (23404, 23408),
}


@pytest.mark.parametrize(("cle", "attendue"), RELEVEES.items())
def test_des_fourchettes_relevees(preuve: Preuve, cle: tuple[int, Case], attendue: tuple[int, int]) -> None:
    assert preuve.bandes[cle] == attendue


# Deux révisions, de 2010 à 2012. Les indices sont entiers et la clé de passage vaut 1 à un demi-centième près : d'un
# octobre à l'autre, l'indice en base 1998 est celui de la base 2015, à un centième près de part et d'autre.
PETIT = """
depart: 2010
arrivee: 2012-01-01
annexe: 2012-06-01
decimales: 2
lus: [{mois: 2010-01, base_1998: 100, base_2015: 100}]
octobres: [{annee: 2009, base_2015: 100}, {annee: 2010, base_2015: 110}]
dernier: 121
anciens: [{zone: autres_regions, categorie: base, case: 1, valeur: 1000, source: s, statut: certain}]
moities:
  - {categorie: tres_social, de: base, marge: 2, marge_supplement: 5, source: s, statut: certain}
source: s
statut: deduit
"""
UNE, DEUX, PLUS = (Case("autres_regions", "base", nom) for nom in ("1", "2", "supplement"))
MOITIE_UNE, MOITIE_PLUS = (case._replace(categorie="tres_social") for case in (UNE, PLUS))


def encadrer_petit(connus: dict[Case, int], **champs: object) -> Preuve:
    return encadrer(objet(Encadrement, PETIT, **champs), tuple(connus.items()))


def test_les_suites_qui_menent_d_un_point_a_l_autre() -> None:
    """1000 × 110/100 = 1100, puis × 121/110 = 1210. Tout autre indice voisin donnerait autre chose."""
    preuve = encadrer_petit({UNE: 1210})
    assert preuve.bandes[2010, UNE] == Bande(1000, 1000)
    assert preuve.bandes[2012, UNE] == Bande(1210, 1210)
    # Un centième d'indice ou un arrondi de plus ou de moins mènent encore de 1000 à 1210, par 1099 ou 1101.
    assert preuve.bandes[2011, UNE] == Bande(1099, 1101)
    assert preuve.bandes[2011, MOITIE_UNE] == Bande(548, 552)
    # Quinze couples d'indices, deux précisions, neuf arrondis : 212 suites y mènent, comptées à part une à une.
    assert preuve.modeles == 212
    assert encadrer_petit({UNE: 1300}).modeles == 0
    assert encadrer_petit({UNE: 1300}).bandes == {}


def test_un_plafond_ancien_se_porte_d_annee_en_annee() -> None:
    """Une case inconnue à l'arrivée ne se remonte pas : elle se descend, depuis son point ancien."""
    preuve = encadrer_petit({DEUX: 2420})
    assert preuve.bandes[2010, UNE] == Bande(1000, 1000)
    assert preuve.bandes[2011, UNE].bas <= 1100 <= preuve.bandes[2011, UNE].haut
    assert preuve.bandes[2012, UNE].bas <= 1210 <= preuve.bandes[2012, UNE].haut
    assert preuve.bandes[2012, DEUX] == Bande(2420, 2420)


def test_une_case_deduite_ne_temoigne_pas() -> None:
    """Un plafond qu'aucune suite n'atteint ne les écarte pas s'il n'est que déduit d'un rapport."""
    rapport = {"zone": "autres_regions", "de": "base", "vers": "modeste", "facteur": "120 %", "source": "s",
               "statut": "deduit"}  # fmt: skip
    gele = {"octobres": [{"annee": "2009", "base_2015": "1"}, {"annee": "2010", "base_2015": "2"}], "dernier": "4",
            "lus": [{"mois": "2010-01", "base_1998": "100", "base_2015": "100"}], "anciens": []}  # fmt: skip
    # Doublé chaque année par des indices de un à quatre, un plafond impair n'a pas de passé pour tous les arrondis.
    seule = encadrer_petit({PLUS: 3}, **gele)
    deduite = encadrer_petit({PLUS: 3}, **gele, rapports=[rapport | {"deduites": ["supplement"]}])
    assert deduite.modeles > seule.modeles > 0


def test_la_moitie_d_un_supplement_a_sa_marge() -> None:
    preuve = encadrer_petit({UNE: 1210, PLUS: 121, DEUX: 2421})
    assert preuve.bandes[2012, MOITIE_PLUS] == Bande(61 - 5, 60 + 5)
    assert preuve.bandes[2012, DEUX._replace(categorie="tres_social")] == Bande(1211 - 2, 1210 + 2)
    # Une case qu'un point donne n'est pas refaite par sa moitié.
    connue = encadrer_petit({UNE: 1210, MOITIE_UNE: 600})
    assert connue.bandes[2012, MOITIE_UNE] == Bande(600, 600)

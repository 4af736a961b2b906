"""La preuve par indexation, au coefficient et à l'euro près, sur de petites tables."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.bareme.indexation import Case, IntervalleCoefficient, borner, deplier, eprouver, indexer, suivre
from contrat.modele.bareme import TablePlafonds
from contrat.modele.indexation import ExceptionIndexation, Indexation, Passage
from tests.calculs.fabriques import TABLE, objet

UNE, DEUX, TROIS = (Case("autres_regions", "modeste", nom) for nom in ("1", "2", "3"))
JOUR = date(2030, 1, 1)


def test_une_case_borne_le_coefficient_exactement() -> None:
    """Arrondi supérieur : (n - 1) / a exclu, n / a compris ; au plus proche : une demie de part et d'autre."""
    assert borner(1000, 1010, "superieur") == IntervalleCoefficient(Fraction(1009, 1000), Fraction(1010, 1000))
    assert borner(1000, 1010, "proche") == IntervalleCoefficient(Fraction(2019, 2000), Fraction(2021, 2000))


def test_deux_cases_concordent_ou_non_a_un_euro_pres() -> None:
    """1 % de 200 fait 202 : avec 1 000 devenu 1 010, la case 203 n'a plus de coefficient commun."""
    avant = {UNE: 1000, DEUX: 200}
    bonne = eprouver(avant, {UNE: 1010, DEUX: 202}, JOUR, None)
    assert (bonne.conformes, bonne.comptees, bonne.ecarts) == (2, 2, ())
    assert bonne.coefficient == IntervalleCoefficient(Fraction(1009, 1000), Fraction(1010, 1000))
    mauvaise = eprouver(avant, {UNE: 1010, DEUX: 203}, JOUR, None)
    assert not mauvaise.seuls
    assert [(e.case, e.valeur, e.attendue) for e in mauvaise.ecarts] == [(DEUX, 203, 202), (UNE, 1010, 1015)]


def test_des_intervalles_qui_se_touchent_n_ont_rien_en_commun() -> None:
    """L'un finit à 101/100 compris, l'autre commence à 101/100 exclu : aucun coefficient ne donne les deux."""
    assert eprouver({UNE: 100, DEUX: 200}, {UNE: 101, DEUX: 202}, JOUR, None).ecarts == ()
    assert len(eprouver({UNE: 100, DEUX: 200}, {UNE: 101, DEUX: 203}, JOUR, None).ecarts) == 2


def test_la_case_fautive_est_designee_par_les_deux_autres() -> None:
    """Quand un coefficient explique le plus de cases, l'écart désigné est le bon, avec la valeur attendue."""
    faute = eprouver({UNE: 1000, DEUX: 2000, TROIS: 3000}, {UNE: 1010, DEUX: 2020, TROIS: 3300}, JOUR, None)
    assert faute.seuls
    assert [(e.case, e.valeur, e.attendue) for e in faute.ecarts] == [(TROIS, 3300, 3030)]


def passage(**champs: object) -> Passage:
    return Passage.model_validate({"du": "2030-01-01", "source": "essai", "statut": "certain", **champs})


def test_une_categorie_reconduite_ne_bouge_pas_d_un_euro() -> None:
    gel = passage(reconduites=("modeste",))
    assert eprouver({UNE: 1000}, {UNE: 1000}, JOUR, gel).ecarts == ()
    (ecart,) = eprouver({UNE: 1000}, {UNE: 1001}, JOUR, gel).ecarts
    assert (ecart.attendue, ecart.motif) == (1000, "reconduite")


def test_une_exception_garde_sa_valeur_publiee() -> None:
    """Une case en exception sort du calcul, mais une faute de frappe s'y voit, et une exception inutile aussi."""
    seule = {"zone": "autres_regions", "categorie": "modeste", "case": "2", "valeur": "203", "note": "essai"}
    declaree = passage(exceptions=(ExceptionIndexation.model_validate(seule),))
    avant = {UNE: 1000, DEUX: 200}
    assert eprouver(avant, {UNE: 1010, DEUX: 203}, JOUR, declaree).ecarts == ()
    (ecart,) = eprouver(avant, {UNE: 1010, DEUX: 204}, JOUR, declaree).ecarts
    assert (ecart.valeur, ecart.attendue, ecart.motif) == (204, 203, "exception")
    inutile = passage(exceptions=(ExceptionIndexation.model_validate(seule | {"valeur": "202"}),))
    assert eprouver(avant, {UNE: 1010, DEUX: 202}, JOUR, inutile).exceptions_inutiles == (DEUX,)


@pytest.mark.parametrize(
    ("avant", "bas", "haut", "arrondi", "attendue"),
    [
        (1000, "1.009", "1.010", "superieur", 1010),
        (1000, "1.009", "1.0101", "superieur", 1011),
        (1000, "1.0094", "1.010", "proche", 1009),
        (1000, "1.0095", "1.010", "proche", 1010),  # le demi-euro, vers le haut
        (1000, "1.0105", "1.011", "proche", 1011),
    ],
)
def test_la_valeur_attendue(avant: int, bas: str, haut: str, arrondi: Any, attendue: int) -> None:
    assert indexer(avant, IntervalleCoefficient(Fraction(bas), Fraction(haut)), arrondi) == attendue


def test_une_case_fautive_au_plus_proche_dit_sa_valeur() -> None:
    avant, apres = {UNE: 1000, DEUX: 2000, TROIS: 3000}, {UNE: 1010, DEUX: 2020, TROIS: 3300}
    (ecart,) = eprouver(avant, apres, JOUR, passage(arrondi="proche")).ecarts
    # Le plus petit coefficient possible est 2 019,5 / 2 000 : 3 029,25, soit 3 029 au plus proche.
    assert (ecart.case, ecart.attendue, ecart.motif) == (TROIS, 3029, "coefficient")


def test_le_coefficient_d_un_groupe_convient_a_toutes_ses_cases() -> None:
    """1 010 / 1 000 et 2 019 / 2 000 : au plus 1,0095, qui donne 3 029 et non 3 030."""
    epreuve = eprouver({UNE: 1000, DEUX: 2000, TROIS: 3000}, {UNE: 1010, DEUX: 2019, TROIS: 3300}, JOUR, None)
    assert epreuve.coefficient is not None
    assert epreuve.coefficient.haut == Fraction(2019, 2000)
    assert [(e.case, e.attendue) for e in epreuve.ecarts] == [(TROIS, 3029)]


@pytest.mark.parametrize(("bas", "haut", "vide"), [("1", "2", False), ("1", "1", True), ("2", "1", True)])
def test_un_intervalle_vide(bas: str, haut: str, vide: bool) -> None:
    assert IntervalleCoefficient(Fraction(bas), Fraction(haut)).est_vide is vide


def test_deplier_ne_garde_que_les_plafonds_exacts() -> None:
    table = objet(TablePlafonds, TABLE.replace("[10000,", "[9000..10000,").replace("11000,", "0,"))
    cases = deplier([table])
    assert Case("autres_regions", "tres_modeste", "1") not in cases
    assert Case("autres_regions", "tres_modeste", "2") not in cases
    assert cases[Case("autres_regions", "tres_modeste", "3")] == 12000
    assert cases[Case("autres_regions", "modeste", "supplement")] == 1000
    assert len(cases) == 10


def test_tout_ce_que_dit_une_epreuve() -> None:
    gel = passage(reconduites=("intermediaire",))
    autre = Case("autres_regions", "intermediaire", "1")
    epreuve = eprouver({UNE: 1000, DEUX: 200, autre: 7}, {UNE: 1010, DEUX: 202, autre: 7, TROIS: 9}, JOUR, gel)
    assert (epreuve.du, epreuve.conformes, epreuve.comptees, epreuve.reconduites) == (JOUR, 2, 2, 1)
    assert (epreuve.exceptions, epreuve.ecarts, epreuve.exceptions_inutiles, epreuve.seuls) == (0, (), (), True)
    seule = eprouver({autre: 7}, {autre: 7}, JOUR, gel)
    assert (seule.coefficient, seule.conformes, seule.comptees, seule.seuls) == (None, 0, 0, True)


def test_une_exception_dans_une_categorie_reconduite_en_sort() -> None:
    exception = {"zone": "autres_regions", "categorie": "modeste", "case": "1", "valeur": "1001", "note": "essai"}
    gel = passage(reconduites=("modeste",), exceptions=(ExceptionIndexation.model_validate(exception),))
    epreuve = eprouver({UNE: 1000, DEUX: 200}, {UNE: 1001, DEUX: 200}, JOUR, gel)
    assert (epreuve.ecarts, epreuve.reconduites, epreuve.exceptions) == ((), 1, 1)


@pytest.mark.parametrize(
    ("avant", "apres", "inutiles"),
    [
        ({DEUX: 200}, {DEUX: 202, UNE: 7}, (UNE,)),  # la case n'existait pas
        ({DEUX: 200, UNE: 7}, {DEUX: 202}, (UNE,)),
        ({UNE: 1000}, {UNE: 1010}, ()),  # sans autre case, aucun coefficient à comparer
        ({UNE: 1000, DEUX: 200}, {UNE: 1010, DEUX: 202}, (UNE,)),
        ({UNE: 1000, DEUX: 200}, {UNE: 1020, DEUX: 202}, ()),
        ({UNE: 1000, DEUX: 200}, {UNE: 1005, DEUX: 202}, ()),  # à une borne près : 201 / 200 exclu
        ({UNE: 1000, DEUX: 200}, {UNE: 1006, DEUX: 202}, (UNE,)),
        ({UNE: 1000, DEUX: 200}, {UNE: 1011, DEUX: 202}, ()),
    ],
)
def test_une_exception_que_le_coefficient_explique_est_inutile(
    avant: dict[Case, int], apres: dict[Case, int], inutiles: tuple[Case, ...]
) -> None:
    valeur = str(apres.get(UNE, 7))
    exception = {"zone": "autres_regions", "categorie": "modeste", "case": "1", "valeur": valeur, "note": "essai"}
    declaree = passage(exceptions=(ExceptionIndexation.model_validate(exception),))
    assert eprouver(avant, apres, JOUR, declaree).exceptions_inutiles == inutiles


def table(du: str, au: str, un: int) -> TablePlafonds:
    texte = TABLE.replace("du: 2010-01-01", f"du: {du}").replace("au: 2012-12-31", f"au: {au}")
    return objet(TablePlafonds, texte.replace("[10000,", f"[{un},"))


def test_suivre_les_passages_depuis_que_la_regle_existe() -> None:
    tables = (table("2010-01-01", "2010-12-31", 9000), table("2011-01-01", "2011-12-31", 9500),
              table("2012-01-01", "2012-12-31", 10000), table("2013-01-01", "2013-12-31", 10000))  # fmt: skip
    fige = passage(du="2013-01-01", reconduites=("tres_modeste", "modeste"))
    regle = Indexation.model_validate({
        "depuis": "2011-01-01", "passages": [fige], "source": "loi", "statut": "certain",
    })  # fmt: skip
    epreuves = suivre(tables, regle)
    # La table de 2011 est la première à laquelle la règle s'applique : rien avant elle ne la prouve.
    assert [e.du.year for e in epreuves] == [2012, 2013]
    assert [(e.case.nom, e.valeur, e.attendue) for e in epreuves[0].ecarts] == [("1", 10000, 9500)]
    assert (epreuves[1].reconduites, epreuves[1].comptees, epreuves[1].ecarts) == (12, 0, ())


cases = st.dictionaries(
    st.builds(
        Case,
        st.sampled_from(["autres_regions", "ile_de_france"]),
        st.sampled_from(["tres_modeste", "modeste", "intermediaire"]),
        st.sampled_from(["1", "2", "3", "4", "5", "supplement"]),
    ),
    st.integers(4000, 130_000),
    min_size=1,
)
coefficients = st.fractions(min_value=Fraction(9, 10), max_value=Fraction(12, 10))


@given(avant=cases, coefficient=coefficients)
def test_une_table_indexee_est_toujours_prouvee(avant: dict[Case, int], coefficient: Fraction) -> None:
    """Quel que soit le coefficient, ses deux arrondis le contiennent parmi les coefficients possibles."""
    superieur = eprouver(avant, {c: ceil(coefficient * v) for c, v in avant.items()}, JOUR, None)
    assert superieur.coefficient is not None
    assert superieur.ecarts == ()
    assert superieur.coefficient.bas < coefficient <= superieur.coefficient.haut
    au_plus_proche = {c: floor(coefficient * v + Fraction(1, 2)) for c, v in avant.items()}
    proche = eprouver(avant, au_plus_proche, JOUR, passage(arrondi="proche"))
    assert proche.coefficient is not None
    assert proche.ecarts == ()
    assert proche.coefficient.bas <= coefficient < proche.coefficient.haut


@given(avant=cases, hasard=st.randoms(use_true_random=False))
def test_le_coefficient_retenu_explique_le_plus_de_cases(avant: dict[Case, int], hasard: Random) -> None:
    """Sur des tables au hasard, aucun coefficient n'explique plus de cases que celui qui est retenu."""
    apres = {case: valeur + hasard.randint(0, 9) for case, valeur in avant.items()}
    epreuve = eprouver(avant, apres, JOUR, None)
    essais = [Fraction(apres[case], valeur) for case, valeur in avant.items()]
    assert epreuve.conformes == max(sum(ceil(c * v) == apres[case] for case, v in avant.items()) for c in essais)
    assert epreuve.comptees == len(avant)


def regle_ordinaire() -> Indexation:
    return Indexation.model_validate({"depuis": "2005-01-01", "passages": [], "source": "loi", "statut": "certain"})


def test_une_table_d_un_jour_precede_la_suivante() -> None:
    tables = (table("2010-01-01", "2010-12-30", 9000), table("2010-12-31", "2010-12-31", 9500),
              table("2011-01-01", "2011-12-31", 9500))  # fmt: skip
    une, deux, trois = suivre(tables, regle_ordinaire())
    assert (une.comptees, len(deux.ecarts), trois.ecarts) == (0, 1, ())


def test_chaque_passage_ne_lit_que_ses_deux_tables_dans_l_ordre() -> None:
    tables = tuple(table(f"{a}-01-01", f"{a}-12-31", 9000 + 500 * (a - 2005)) for a in range(2005, 2013))
    epreuves = suivre(tables[::-1], regle_ordinaire())
    assert [e.du.year for e in epreuves] == list(range(2006, 2013))
    assert [[(x.valeur, x.attendue) for x in e.ecarts] for e in epreuves] == [
        [(n, n - 500)] for n in range(9500, 13000, 500)
    ]

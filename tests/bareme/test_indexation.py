"""La preuve par indexation : un coefficient par passage, des exceptions déclarées, les fautes de frappe détectées."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.bareme.indexation import (
    Case,
    Cases,
    Epreuve,
    IntervalleCoefficient,
    borner,
    deplier,
    eprouver,
    suivre,
)
from contrat.modele.droit_livre import DroitLivre
from contrat.modele.indexation import ExceptionIndexation, Indexation, Passage

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


@pytest.fixture(scope="module")
def epreuves(droit: DroitLivre) -> dict[str, Epreuve]:
    """Les passages des tables livrées, par date."""
    tables = droit.tables
    return {str(e.du): e for e in suivre(tables, droit.indexation)}


@pytest.mark.parametrize(
    ("jour", "conformes", "comptees", "reconduites", "exceptions", "valeur"),
    [
        ("2014-01-01", 24, 24, 0, 0, "1.005049"),
        ("2015-01-01", 24, 24, 0, 0, "1.0038265"),
        ("2016-01-01", 24, 24, 0, 0, "1.000557"),
        ("2017-01-01", 24, 24, 0, 0, "1.003599"),
        ("2018-01-01", 24, 24, 0, 0, "1.010263"),
        ("2019-01-01", 23, 23, 0, 1, "1.019427"),
        ("2020-01-01", 24, 24, 0, 0, "1.005998"),
        ("2020-10-01", 0, 0, 24, 0, None),
        ("2022-01-01", 23, 23, 12, 1, "1.025733"),
        ("2023-01-01", 22, 22, 12, 2, "1.063333"),
        ("2024-01-01", 34, 34, 0, 2, "1.048040"),
        ("2025-01-01", 36, 36, 0, 0, "1.009628"),
        ("2026-01-01", 36, 36, 0, 0, "1.011055"),
    ],
)
def test_coefficient_de_chaque_passage(
    epreuves: dict[str, Epreuve],
    jour: str,
    conformes: int,
    comptees: int,
    reconduites: int,
    exceptions: int,
    valeur: str | None,
) -> None:
    """Toutes les cases livrées sont expliquées, aux exceptions déclarées près, et le coefficient est celui attendu."""
    epreuve = epreuves[jour]
    assert (epreuve.conformes, epreuve.comptees) == (conformes, comptees)
    assert (epreuve.reconduites, epreuve.exceptions) == (reconduites, exceptions)
    assert (epreuve.ecarts, epreuve.exceptions_inutiles) == ((), ())
    if valeur is None:
        assert epreuve.coefficient is None
    else:
        assert epreuve.coefficient is not None
        assert epreuve.coefficient.bas < Fraction(valeur) <= epreuve.coefficient.haut


def test_tous_les_passages_livres_sont_eprouves(epreuves: dict[str, Epreuve]) -> None:
    assert len(epreuves) == 13


@pytest.mark.parametrize(
    ("annee", "manquees"), [(2016, 0), (2017, 3), (2018, 1), (2025, 6)], ids=lambda valeur: str(valeur)
)
def test_l_autre_arrondi_echoue(droit: DroitLivre, annee: int, manquees: int) -> None:
    """C'est bien l'euro supérieur (sauf en 2016, le plus proche) : l'autre règle laisse des cases inexpliquées."""
    avant, apres = (cases_au(droit, date(a, 6, 1)) for a in (annee - 1, annee))
    proche = eprouver(avant, apres, date(annee, 1, 1), passage(arrondi="proche"))
    assert proche.comptees - proche.conformes == manquees
    if annee == 2016:
        assert eprouver(avant, apres, date(annee, 1, 1), None).conformes == 20


def cases_au(droit: DroitLivre, jour: date) -> Cases:
    """Toutes les cases en vigueur ce jour."""
    tables = droit.tables
    return deplier(t for t in tables if t.du <= jour and (t.au is None or jour <= t.au))


PERIODES = [date(a, 1, 1) for a in range(2014, 2021)] + [date(2020, 10, 1)] + [date(a, 1, 1) for a in range(2022, 2027)]
# Les seules fautes d'un chiffre qu'aucun coefficient ne contredit : un euro, dans une case qui ne borne rien.
INVISIBLES = {
    date(2022, 1, 1): ["ile_de_france modeste supplement : 7613 devenu 7614"],
    date(2026, 1, 1): [
        "autres_regions intermediaire 1 : 31185 devenu 31186",
        "ile_de_france intermediaire supplement : 12257 devenu 12256",
    ],
}


def fautes_de_frappe(valeur: int) -> Iterator[int]:
    """La même valeur, un chiffre changé en un autre."""
    chiffres = str(valeur)
    for place, chiffre in enumerate(chiffres):
        for autre in map(str, range(10)):
            if autre != chiffre:
                yield int(chiffres[:place] + autre + chiffres[place + 1 :])


@pytest.mark.parametrize("jour", PERIODES, ids=str)
def test_une_faute_de_frappe_se_voit(droit: DroitLivre, jour: date) -> None:
    """Chaque chiffre de chaque case, changé : la table d'avant ou celle d'après le contredit, dans 98 cas sur 100."""
    indexation: Indexation = droit.indexation
    passages = {p.du: p for p in indexation.passages}
    place = PERIODES.index(jour)
    veille, suivant = (PERIODES[place - 1] if place else date(2013, 6, 1)), PERIODES[place + 1 : place + 2]
    avant, ici = cases_au(droit, veille), cases_au(droit, jour)
    apres = [(cases_au(droit, autre), autre) for autre in suivant]
    essayees, invisibles = 0, []
    for case, valeur in ici.items():
        for faute in fautes_de_frappe(valeur):
            essayees += 1
            fautif = {**ici, case: faute}
            if eprouver(avant, fautif, jour, passages.get(jour)).ecarts:
                continue
            if not any(eprouver(fautif, cases, autre, passages.get(autre)).ecarts for cases, autre in apres):
                invisibles.append(f"{case.zone} {case.categorie} {case.nom} : {valeur} devenu {faute}")
    assert invisibles == INVISIBLES.get(jour, [])
    assert len(invisibles) * 100 <= 2 * essayees
    assert essayees >= 24 * 4 * 9


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

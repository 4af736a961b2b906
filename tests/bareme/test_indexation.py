"""La preuve par indexation : un coefficient par passage, des exceptions déclarées, les fautes de frappe détectées."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from contrat.calculs.bareme.indexation import Case, Cases, Epreuve, deplier, eprouver, suivre
from contrat.modele.droit_livre import DroitLivre
from contrat.modele.indexation import Indexation, Passage

UNE, DEUX, TROIS = (Case("autres_regions", "modeste", nom) for nom in ("1", "2", "3"))
JOUR = date(2030, 1, 1)


def passage(**champs: object) -> Passage:
    return Passage.model_validate({"du": "2030-01-01", "source": "essai", "statut": "certain", **champs})


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
    """La même valeur, un chiffre changé en l'un de ses deux voisins : un autre s'écarte davantage, et se voit mieux."""
    chiffres = str(valeur)
    for place, chiffre in enumerate(chiffres):
        for autre in (int(chiffre) - 1, int(chiffre) + 1):
            if 0 <= autre <= 9:
                yield int(f"{chiffres[:place]}{autre}{chiffres[place + 1 :]}")


@pytest.mark.parametrize("jour", PERIODES, ids=str)
def test_une_faute_de_frappe_se_voit(droit: DroitLivre, jour: date) -> None:
    """Chaque chiffre de chaque case, changé : la table d'avant ou celle d'après le contredit, à trois cases près."""
    indexation: Indexation = droit.indexation
    passages = {p.du: p for p in indexation.passages}
    place = PERIODES.index(jour)
    veille, suivant = (PERIODES[place - 1] if place else date(2013, 6, 1)), PERIODES[place + 1 : place + 2]
    avant, ici = cases_au(droit, veille), cases_au(droit, jour)
    apres = [(cases_au(droit, autre), autre) for autre in suivant]
    invisibles = []
    for case, valeur in ici.items():
        for faute in fautes_de_frappe(valeur):
            fautif = {**ici, case: faute}
            if eprouver(avant, fautif, jour, passages.get(jour)).ecarts:
                continue
            if not any(eprouver(fautif, cases, autre, passages.get(autre)).ecarts for cases, autre in apres):
                invisibles.append(f"{case.zone} {case.categorie} {case.nom} : {valeur} devenu {faute}")
    assert invisibles == INVISIBLES.get(jour, [])

"""D'une ligne de CSV à ses valeurs : chaque case à sa place, ce qui s'en déduit, ce qui est douteux."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.calculs.eligibilite.rapide.menages import PLACES, Menages, retenir
from contrat.modele.lot import COLONNES

VIDE = {"id": "M-0001", "date": "2011-09-20"}


def lire(colonnes: tuple[str, ...] = COLONNES, jour: date | None = None, **cases: str) -> dict[str, Any]:
    """Les valeurs que la ligne porte, sans les inconnues."""
    lecteur = Menages(colonnes, jour, est_francais=False)
    contenu = VIDE | cases
    ligne = lecteur.lire([contenu.get(nom, "") for nom in colonnes])
    assert len(ligne) == len(PLACES)
    return {nom: ligne[place] for nom, place in PLACES.items() if ligne[place] is not None}


def test_les_places() -> None:
    assert list(PLACES) == [*COLONNES, "territoire", "premier", "dernier", "jour"]
    assert list(PLACES.values()) == list(range(len(COLONNES) + 4))


def test_chaque_case_a_sa_forme() -> None:
    assert lire() == {"id": "M-0001", "date": date(2011, 9, 20), "jour": 20110920}
    assert lire(rfr=" 9000.50 ", personnes="2", commences="non", dpe="F", id=" M-0002 ", gain="32") == {
        "id": "M-0002", "date": date(2011, 9, 20), "jour": 20110920, "rfr": Decimal("9000.50"), "personnes": 2,
        "commences": False, "dpe": "F", "gain": Decimal(32),
    }  # fmt: skip
    assert "rfr" not in lire(rfr="  ")


def test_ce_qui_se_deduit() -> None:
    celle = lire(commune="15187", achevement="1962-02")
    assert (celle["departement"], celle["territoire"]) == ("15", "metropole")
    assert (celle["premier"], celle["dernier"]) == (19620201, 19620228)
    assert lire(commune="97411")["territoire"] == "outre_mer"
    assert lire(departement="75")["departement"] == "75"
    assert lire(commune="15187", departement="15")["departement"] == "15"


def test_un_jour_impose_remplace_celui_de_la_ligne() -> None:
    assert lire(jour=date(2012, 1, 2))["jour"] == 20120102
    assert lire(jour=date(2012, 1, 2), date="")["date"] == date(2012, 1, 2)


def test_une_colonne_absente_est_inconnue_et_leur_ordre_est_libre() -> None:
    assert lire(("rfr", "date", "id"), rfr="5") == {
        "id": "M-0001", "date": date(2011, 9, 20), "jour": 20110920, "rfr": Decimal(5),
    }  # fmt: skip


@pytest.mark.parametrize(
    "cases",
    [
        {"id": " "}, {"date": ""}, {"date": "2011-02-30"}, {"rfr": "1e3"}, {"personnes": "0"}, {"dpe": "H"},
        {"commune": "15187", "departement": "75"}, {"commences": "peut-être"},
    ],
)  # fmt: skip
def test_une_ligne_douteuse(cases: dict[str, Any]) -> None:
    with pytest.raises(LigneDouteuse):
        lire(**cases)


def test_une_ecriture_de_tableur_se_lit_et_se_retient() -> None:
    """Deux fois la même case ne la relit pas, et l'écriture reste dite."""
    lecteur = Menages(COLONNES, None, est_francais=True)
    for _ in (1, 2):
        ligne = lecteur.lire([(VIDE | {"rfr": "9 000,50", "date": "20/09/2011"}).get(nom, "") for nom in COLONNES])
        assert (ligne[PLACES["rfr"]], ligne[PLACES["date"]]) == (Decimal("9000.50"), date(2011, 9, 20))
    assert lecteur.lues == {"montants", "dates"}


def test_ce_qu_on_retient_ne_grandit_pas_sans_fin() -> None:
    memoire: dict[Any, str] = dict.fromkeys(range((1 << 14) - 1), "")
    retenir(memoire, "dernier", "a")
    assert len(memoire) == 1 << 14
    retenir(memoire, "de trop", "b")
    assert memoire == {"de trop": "b"}

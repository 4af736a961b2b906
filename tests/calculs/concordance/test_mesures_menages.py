"""Les ménages comptés et jugés sur une période, présents et effacés."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.concordance.mesures_menages import (
    AVEC_TRAVAUX,
    CONTACTE,
    compter_aides,
    compter_eligibles,
    compter_menages,
    compter_reperes,
    jour_a_juger,
    juger_menage,
    sommer_travaux,
)
from contrat.modele.agregat import Agregat
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from tests.calculs.fabriques import FORFAIT, aide, bareme, dossier, menage, objet, parcours, publie

PETIT = "{genre: au_plus, champ: personnes, seuil: 2}"
UN = "{genre: au_plus, champ: personnes, seuil: 1}"
DROIT = bareme(
    aide("prime", FORFAIT, PETIT), aide("ase", FORFAIT, PETIT, UN, rang="2"),
    aide("commune", niveau="locale", rang="3"), aide("diagnostic", depense="diagnostic", rang="4"),
)  # fmt: skip
SEUL, DEUX, TROIS = {"nombre": "1"}, {"nombre": "2"}, {"nombre": "3"}


def celui_de(*menages: Menage, droit: Any = DROIT, **agregat: Any) -> Dossier:
    effaces = objet(Agregat, "menages: 9", **agregat) if agregat else None
    return dossier(menages={f"M-{r:04}": m for r, m in enumerate(menages)}, agregat=effaces, droit_lu=droit)


def effaces(*annees: int, **champs: Any) -> list[dict[str, Any]]:
    return [{"annees": [str(a) for a in annees], "menages": "5"} | champs]


@pytest.mark.parametrize(
    ("jour", "reperes", "contactes"),
    [("2009-12-31", 1, 0), ("2010-01-01", 1, 1), ("2011-12-31", 1, 1), ("2012-01-01", 0, 0)],
)
def test_la_periode_d_une_etape(jour: str, reperes: int, contactes: int) -> None:
    """Repéré avant la fin ; contacté pendant."""
    celui = celui_de(parcours(f"{jour} contacte"), menage())
    assert compter_reperes(celui, publie()) == reperes
    assert compter_menages(CONTACTE)(celui, publie()) == contactes
    assert compter_menages(AVEC_TRAVAUX)(celui, publie()) == 0


def test_chaque_menage_ne_compte_qu_une_fois() -> None:
    celui = celui_de(parcours("2010-03-01 contacte", "2011-03-01 contacte"), parcours("2011-03-01 travaux_acheves"))
    assert compter_reperes(celui, publie()) == 2
    assert compter_menages(CONTACTE)(celui, publie()) == 1
    assert compter_menages(AVEC_TRAVAUX)(celui, publie()) == 1


def test_les_effaces_comptent_les_annees_de_la_periode() -> None:
    celui = celui_de(
        parcours("2011-03-01 contacte", "2011-04-01 clos", occupants=SEUL),
        reperes=[*effaces(2009), *effaces(2012), *effaces(2011)], contactes=[*effaces(2009, 2010), *effaces(2012)],
        eligibles=effaces(2011, menages="2"),
        renoves=effaces(2010, menages="3", travaux="7", aides={"ase": "2"}) + effaces(2012, travaux="100"),
    )  # fmt: skip
    assert compter_reperes(celui, publie()) == 11
    assert compter_menages(CONTACTE)(celui, publie()) == 6
    assert compter_menages(AVEC_TRAVAUX)(celui, publie()) == 4
    assert compter_eligibles(celui, publie()) == 3
    assert compter_aides(celui, publie(aide="ase")) == 3
    assert compter_aides(celui, publie(aide="prime")) == 1
    assert compter_aides(celui, publie()) is None


def test_les_eligibles() -> None:
    """Une aide nationale aux travaux ; celle de la commune ou du diagnostic ne suffit pas."""
    contact = "2011-03-01 contacte"
    celui = celui_de(
        parcours(contact, occupants=SEUL), parcours(contact, occupants=DEUX), parcours(contact, occupants=TROIS),
        parcours(contact), parcours("2011-03-01 repere", occupants=SEUL),
        parcours("2010-03-01 contacte", projet={"demande": "2009-03-01"}, occupants=SEUL),  # hors du barème
    )  # fmt: skip
    assert compter_eligibles(celui, publie()) == 2
    finis = celui_de(*(parcours("2011-03-01 clos", occupants=n) for n in (SEUL, DEUX)))
    assert [compter_aides(finis, publie(aide=a)) for a in ("ase", "prime", "commune")] == [1, 2, 2]


def test_des_aides_en_rond_ne_jugent_personne() -> None:
    rond = bareme(*(
        aide(code, FORFAIT, f"{{genre: aide_accordee, aide: {autre}}}") for code, autre in (("a", "b"), ("b", "a"))
    ))  # fmt: skip
    celui = celui_de(parcours("2011-03-01 contacte", "2011-04-01 clos"), droit=rond)
    assert compter_eligibles(celui, publie()) is None
    assert compter_aides(celui, publie(aide="a")) is None


@pytest.mark.parametrize(
    ("montants", "agregat", "somme"),
    [
        (("1.50", "2"), {}, Decimal("3.50")),
        (("1", None), {}, None),
        ((), {}, Decimal(0)),
        (("1",), {"renoves": effaces(2010, travaux="6")}, Decimal(7)),
        (("1",), {"renoves": effaces(2010, travaux="6", sans_montant="1")}, None),
        (("1",), {"renoves": effaces(2012, travaux="6", sans_montant="1")}, Decimal(1)),
    ],
)
def test_les_travaux_acheves(montants: tuple[str | None, ...], agregat: Any, somme: Decimal | None) -> None:
    finis = [parcours("2011-03-01 clos", projet={"travaux_ttc": m} if m else {}) for m in montants]
    ouvert = parcours("2011-03-01 contacte", projet={"travaux_ttc": "90"})
    assert sommer_travaux(celui_de(ouvert, *finis, **agregat), publie()) == somme


def test_les_etapes_qui_comptent() -> None:
    assert {"contacte"} == CONTACTE
    assert {"travaux_acheves", "solde_demande", "solde_paye", "clos"} == AVEC_TRAVAUX


@pytest.mark.parametrize(
    ("etapes", "demande", "jour"),
    [
        (("2010-03-01 contacte", "2011-12-31 clos", "2012-01-01 abandon"), None, date(2011, 12, 31)),
        (("2010-03-01 contacte",), "2012-09-20", date(2012, 9, 20)),
        # Comme l'entretien : le dépôt, puis la visite, et non l'accord ni le rendez-vous qui suivent.
        (("2010-03-01 recu_en_permanence", "2010-06-01 dossier_depose", "2011-09-01 accorde"), None, date(2010, 6, 1)),
        (("2010-03-01 recu_en_permanence", "2011-09-01 rendez_vous"), None, date(2010, 3, 1)),
        (("2012-03-01 recu_en_permanence",), None, date(2011, 12, 31)),
    ],
)
def test_le_jour_a_juger(etapes: tuple[str, ...], demande: str | None, jour: date) -> None:
    assert jour_a_juger(parcours(*etapes, projet={"demande": demande} if demande else {}), date(2011, 12, 31)) == jour


def test_juger_un_menage() -> None:
    jugement = juger_menage(menage(), date(2011, 9, 20), DROIT)
    assert jugement is not None
    assert [r.aide.id for r in jugement.aides if r.aide.est_aux_travaux] == ["prime", "ase"]
    assert juger_menage(menage(), date(2009, 12, 31), DROIT) is None

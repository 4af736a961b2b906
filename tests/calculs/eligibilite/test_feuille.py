"""La feuille remise au ménage : les aides espérées, les autres, et jusqu'à quand l'estimation tient."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.dossier_menage import instruire
from contrat.calculs.eligibilite.feuille import FeuilleMenage
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.plan import dresser
from contrat.modele.bareme import Bareme
from contrat.modele.cadre import Permanence
from tests.calculs.fabriques import FORFAIT, JOUR, TABLE, aide, bareme, menage

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
TAUX = "{genre: taux, libelle: t, assiette: travaux_ht, taux: {tres_modeste: 50 %}, plafond: 9000}"


def feuille(droit: Bareme, jour: date = JOUR, **projet: str) -> FeuilleMenage:
    celui = menage(
        revenus=[{"annee": str(jour.year - 2), "rfr": "9000"}], occupants={"nombre": "1"},
        logement={"commune": "15187"}, projet={"commences": "non"} | projet,
    )  # fmt: skip
    jugement = juger(formuler(celui, jour), droit)
    return FeuilleMenage(instruire(celui, jugement, dresser(jugement, droit), droit), Permanence())


def test_les_aides_esperees_celles_qui_ont_un_montant_d_abord() -> None:
    droit = bareme(
        aide("sans-montant", TAUX), aide("prime", rang="2"),
        aide("possible", FORFAIT, "{genre: egal, champ: professionnel, seuil: oui}", rang="3"),
        aide("refusee", FORFAIT, "{genre: egal, champ: commences, seuil: oui}", rang="4"),
        aide("ailleurs", FORFAIT, "{genre: egal, champ: nature, seuil: autonomie}", rang="5"),
    )  # fmt: skip
    celle = feuille(droit, nature="energie")
    assert [r.aide.id for r in celle.esperees] == ["prime", "possible", "sans-montant"]
    assert [r.aide.id for r in celle.refusees] == ["refusee"]


def tables(*fins: str) -> dict[str, Any]:
    """Une table par fin ; sans fin, elle court toujours."""
    textes = []
    for fin in fins:
        debut, _, au = fin.partition(" ")
        texte = TABLE.replace("du: 2010-01-01", f"du: {debut}")
        textes.append(texte.replace("au: 2012-12-31\n", f"au: {au}\n" if au else ""))
    return {"tables": (*textes, *(t.replace("autres_regions", "ile_de_france") for t in textes))}


SANS_FIN = tables("2010-01-01")


@pytest.mark.parametrize(
    ("droit", "fin"),
    [
        (bareme(aide("prime"), **SANS_FIN), date(2011, 12, 31)),
        (bareme(aide("prime"), **tables("2010-01-01 2012-06-30")), date(2012, 6, 30)),
        (bareme(aide("prime", version="au: 2011-10-31"), **tables("2010-01-01 2012-06-30")), date(2011, 10, 31)),
        # Ni une table d'un autre jour, ni une aide refusée.
        (bareme(aide("prime"), **tables("2010-01-01 2010-12-31", "2011-01-01")), date(2011, 12, 31)),
        (
            bareme(
                aide("prime"), aide("refusee", FORFAIT, COMMENCES.replace("non", "oui"), version="au: 2011-10-31"),
                **SANS_FIN,
            ),
            date(2011, 12, 31),
        ),
    ],
)  # fmt: skip
def test_jusqu_a_quand_l_estimation_tient(droit: Bareme, fin: date) -> None:
    celle = feuille(droit)
    assert (celle.valable_jusqu_au, celle.permanence) == (fin, Permanence())

"""Ce qui se publie d'une séance : rien qui décrirait un seul des reçus."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.suivi.seance_permanence import dresser_bilan
from contrat.calculs.suivi.seance_publiee import SEUIL, SeancePubliee, publier_seance
from contrat.modele.menage import Menage
from tests.calculs.fabriques import FORFAIT, aide, bareme, dossier, parcours

DROIT = bareme(aide("prime", FORFAIT, "{genre: au_plus, champ: personnes, seuil: 2}"))
CONTACT, RECU = "2011-09-13 contacte", "2011-09-20 recu_en_permanence"
SEUL = {"nombre": "1"}


def recus(nombre: int, *avant: str, **champs: Any) -> list[Menage]:
    return [parcours(CONTACT, *avant, RECU, **({"occupants": SEUL} | champs))] * nombre


def seance(*lots: list[Menage]) -> SeancePubliee:
    tous = [m for groupe in lots for m in groupe]
    menages = {f"M-{r:04}": m.model_copy(update={"id": f"M-{r:04}"}) for r, m in enumerate(tous, 1)}
    return publier_seance(dresser_bilan(dossier(menages=menages, droit_lu=DROIT), date(2011, 9, 20)), (), 3)


def test_assez_de_recus() -> None:
    celle = seance(
        recus(3, "2011-09-14 recu_en_permanence", origine="ccas", projet={"travaux_ttc": "10"}),
        recus(4, "2011-09-15 rendez_vous", occupants={"nombre": "3"}),
    )
    assert (celle.jour, celle.precedente, celle.arrete) == (date(2011, 9, 20), date(2011, 9, 14), date(2011, 6, 30))
    assert (celle.recus, celle.nouveaux, celle.sur_rendez_vous) == (7, 4, 4)
    assert celle.reponses == ((("eligible",), 3), (("non_eligible",), 4))
    assert celle.origines == ((("",), 4), (("ccas",), 3))
    assert (celle.travaux, celle.travaux_partiels) == (Decimal(30), True)
    assert celle.aides == {"État": Decimal(3000)}
    assert celle.mouvements == {"rendez_vous": 4}
    assert (celle.cumul.seuil, celle.cumul.entonnoir["reperes"]) == (3, 0)


def test_trop_peu_de_recus() -> None:
    celle = seance(recus(2, origine="ccas", projet={"travaux_ttc": "10"}))
    assert (celle.recus, celle.nouveaux, celle.sur_rendez_vous) == (None, None, None)
    assert (celle.reponses, celle.origines, celle.travaux, celle.aides, celle.mouvements) == ((), (), None, {}, {})
    assert not celle.travaux_partiels
    trois = seance(recus(3, projet={"travaux_ttc": "10"}))
    assert (trois.recus, trois.nouveaux, trois.travaux, trois.travaux_partiels) == (3, 3, Decimal(30), False)
    assert trois.mouvements == {"contacte": 3}


@pytest.mark.parametrize(
    ("venus", "neufs", "montre"), [(3, 3, 3), (2, 4, None), (4, 2, None), (3, 0, 0), (0, 3, 3)]
)  # fmt: skip
def test_une_part_ne_trahit_pas_le_reste(venus: int, neufs: int, montre: int | None) -> None:
    celle = seance(recus(venus, "2011-09-14 recu_en_permanence"), recus(neufs, "2011-09-15 rendez_vous"))
    assert (celle.recus, celle.nouveaux, celle.sur_rendez_vous) == (venus + neufs, montre, montre)


def test_ceux_que_le_droit_ne_juge_pas() -> None:
    sans_contact = [parcours(RECU)] * 3
    assert seance(recus(4), sans_contact).reponses == ((("eligible",), 4), (("sans_reponse",), 3))


def test_le_seuil() -> None:
    assert SEUIL == 11
    dix = {f"M-{r:04}": m for r, m in enumerate(recus(10))}
    assert publier_seance(dresser_bilan(dossier(menages=dix, droit_lu=DROIT), date(2011, 9, 20)), ()).recus is None

"""Une aide dans une catégorie plus modeste : seulement si elle y vaut plus, et si la sienne est sûre."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.eligibilite.categories import PlusModeste, chercher_plus_modestes
from contrat.calculs.eligibilite.moteur import juger
from tests.calculs.fabriques import REGLES, aide, bareme, demande

# Des montants par catégorie : la plus modeste a plus, la deuxième autant que personne.
CROISSANT = """
{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 300, modeste: 200, superieur: 100}}
"""
EGAL = "{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 100, modeste: 100, superieur: 100}}"
RESERVEE = "{genre: categorie, parmi: [tres_modeste, modeste]}"


@pytest.mark.parametrize(
    ("rfr", "attendus"),
    [
        # Au plafond, on est encore de la catégorie : rien de plus modeste.
        ("10000", None), ("10001", [(10000, 300)]), ("20000", [(10000, 300)]),
        ("20001", [(10000, 300), (20000, 200)]),
    ],
)  # fmt: skip
def test_les_categories_ou_elle_vaudrait_plus(rfr: str, attendus: list[tuple[int, int]] | None) -> None:
    """De la plus modeste à la moins."""
    droit = bareme(aide("prime", CROISSANT))
    trouvees = chercher_plus_modestes(juger(demande(revenus={2009: rfr}), droit), droit)
    attendues = tuple(PlusModeste(Decimal(r), Decimal(m)) for r, m in attendus or ())
    assert dict(trouvees) == ({"prime": attendues} if attendus else {})


def test_rien_quand_elle_vaudrait_autant() -> None:
    droit = bareme(aide("prime", EGAL))
    assert chercher_plus_modestes(juger(demande(revenus={2009: "20001"}), droit), droit) == {}


def test_une_aide_refusee_n_est_pas_de_celles_la() -> None:
    """Ce qui la rendrait possible se cherche ailleurs."""
    droit = bareme(aide("prime", CROISSANT, RESERVEE))
    assert chercher_plus_modestes(juger(demande(revenus={2009: "30000"}), droit), droit) == {}


def test_sans_revenu_ou_sans_categorie_sure_rien() -> None:
    droit = bareme(aide("prime", CROISSANT))
    assert chercher_plus_modestes(juger(demande(revenus={}), droit), droit) == {}
    assert chercher_plus_modestes(juger(demande(revenus={2009: "15000"}, departement=None), droit), droit) == {}


def test_une_categorie_moins_modeste_qui_paie_plus_ne_se_cherche_pas() -> None:
    droit = bareme(aide("prime", CROISSANT.replace("modeste: 200", "modeste: 400")))
    assert chercher_plus_modestes(juger(demande(revenus={2009: "9000"}), droit), droit) == {}


def test_deux_revenus_possibles_n_en_font_pas_un_plus_bas() -> None:
    """Le second, plus bas, n'est pas sûr d'être retenu ; l'aide vaut autant dans les deux catégories possibles."""
    montants = CROISSANT.replace("modeste: 200", "modeste: 100").replace("tres_modeste: 100", "tres_modeste: 300")
    droit = bareme(aide("prime", montants), regles=REGLES.replace("sans_objet", "incertaine"))
    jugement = juger(demande(revenus={2009: "25000", 2010: "15000"}), droit)
    assert (jugement.ressources.est_sure, jugement.aides[0].montant) == (False, Decimal(100))
    assert chercher_plus_modestes(jugement, droit) == {}

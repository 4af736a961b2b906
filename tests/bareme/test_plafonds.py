"""Les plafonds de 2014 à 2026, au plafond et un centime au-dessus."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from contrat.modele.bareme import Bareme
from tests.bareme.conftest import Classer
from tests.conftest import DEPOT

CANTAL, YVELINES = "15", "78"
DEPARTEMENTS = {"autres_regions": CANTAL, "ile_de_france": YVELINES}
CAS = DEPOT / "tests" / "cas" / "categories-2016-2018.csv"

# Recopiés des tables publiées, sans passer par les fichiers du droit ; de 6 à 8 personnes, la somme du plafond de cinq
# et d'un supplément par personne.
PUBLIES = DEPOT / "tests" / "bareme" / "plafonds-publies.csv"
ORDRE = ["tres_modeste", "modeste", "intermediaire"]


def lire_cas(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


TABLES = lire_cas(PUBLIES)
# Les jours où une table remplace la précédente, à lire la veille et le jour même.
CHANGEMENTS = sorted({ligne["du"] for ligne in TABLES})


def plafonds_du(jour: str, zone: str) -> dict[str, dict[str, str]]:
    """Les plafonds publiés ce jour-là, par catégorie, de la plus modeste à la plus aisée."""
    lignes = [x for x in TABLES if x["zone"] == zone and x["du"] <= jour <= x["au"]]
    return {x["categorie"]: x for x in sorted(lignes, key=lambda x: ORDRE.index(x["categorie"]))}


@pytest.mark.parametrize("zone", DEPARTEMENTS)
@pytest.mark.parametrize("jour", [*CHANGEMENTS, "2026-12-31"])
def test_plafonds_publies(categorie: Classer, jour: str, zone: str) -> None:
    """De 1 à 8 personnes : égal au plafond, on est dans la catégorie ; un centime au-dessus, dans la suivante.

    Chaque table est lue le jour où elle naît, et celle d'avant la veille, sous ses propres plafonds.
    """
    veille = (date.fromisoformat(jour) - timedelta(days=1)).isoformat()
    comptees = 0
    for lu in (veille, jour):
        plafonds = plafonds_du(lu, zone)
        suivantes = [*plafonds, "superieur" if "intermediaire" in plafonds else "hors_plafond"]
        for rang, publies in enumerate(plafonds.values()):
            for personnes in range(1, 9):
                plafond = publies[str(personnes)]
                obtenues = [
                    categorie(date.fromisoformat(lu), DEPARTEMENTS[zone], personnes, f"{plafond}{centimes}")
                    for centimes in ("", ".01")
                ]
                assert obtenues == suivantes[rang : rang + 2], (lu, zone, personnes, plafond)
                comptees += 1
    assert comptees >= 8 * 2


def test_toutes_les_tables_publiees_y_sont(national: Bareme) -> None:
    """Une table de plus dans le droit demande ses plafonds publiés ici."""
    connues = {(t.zone, t.du.isoformat()) for t in national.tables if t.du >= date(2013, 6, 1)}
    assert {(zone, jour) for zone in DEPARTEMENTS for jour in CHANGEMENTS} >= {
        (zone, jour) for zone, jour in connues if jour != "2020-10-01"
    }


def test_categories_de_la_plateforme_de_l_anah(categorie: Classer) -> None:
    """Les 184 classements rendus par la plateforme de l'Anah, de 2016 à 2018, sont aussi les nôtres."""
    cas = lire_cas(CAS)
    obtenues = [categorie(date(int(c["annee"]), 6, 15), c["departement"], int(c["personnes"]), c["rfr"]) for c in cas]
    assert len(cas) == 184
    assert obtenues == [c["categorie"].replace("plafond_depasse", "hors_plafond") for c in cas]


def test_une_table_par_zone_chaque_jour(national: Bareme) -> None:
    """Du 1er janvier 2010 au 31 décembre 2026, exactement une table par zone ; ni avant, ni après."""
    jour, fin = date(2009, 12, 31), date(2027, 1, 1)
    while jour <= fin:
        attendu = 1 if date(2010, 1, 1) <= jour <= date(2026, 12, 31) else 0
        for zone in DEPARTEMENTS:
            trouvees = [t for t in national.tables if t.zone == zone and t.du <= jour and (not t.au or jour <= t.au)]
            assert len(trouvees) == attendu, (zone, jour)
        jour += timedelta(days=1)


def test_la_categorie_superieure_nait_avec_l_intermediaire(national: Bareme) -> None:
    """Au-delà des plafonds : hors plafond tant que la catégorie intermédiaire n'existe pas, supérieur ensuite."""
    for table in national.tables:
        a_intermediaire = "intermediaire" in [ligne.categorie for ligne in table.lignes]
        assert a_intermediaire == (table.du >= date(2020, 10, 1))
        assert table.au_dela == ("superieur" if a_intermediaire else "hors_plafond")


@pytest.mark.parametrize(
    ("jour", "annee"),
    [("2014-01-01", 2012), ("2019-12-31", 2017), ("2020-01-01", 2019), ("2025-12-31", 2024), ("2026-01-01", 2025)],
)
def test_annee_des_revenus(national: Bareme, jour: str, annee: int) -> None:
    """L'avant-dernière année jusqu'à fin 2019, la dernière ensuite, au jour près."""
    regles = [r for r in national.regles.revenus if r.du <= date.fromisoformat(jour) and str(r.au or "9999") >= jour]
    assert [int(jour[:4]) - regle.recul for regle in regles] == [annee]


def test_sans_l_avis_demande_on_ne_devine_pas(national: Bareme) -> None:
    """En août 2022, le seul avis de 2020 ne suffit pas : celui de 2021 est paru ; jusqu'en juillet, il suffit."""
    from contrat.calculs.eligibilite.demande import Demande
    from contrat.calculs.eligibilite.ressources import classer

    demande = Demande(
        id="M-0001", jour=date(2022, 8, 1), departement=CANTAL, personnes=1, revenus={2020: Decimal("10000")}
    )
    assert classer(demande, national).categorie is None
    avant = demande.model_copy(update={"jour": date(2022, 7, 31)})
    assert classer(avant, national).categorie == "tres_modeste"

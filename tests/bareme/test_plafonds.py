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

CENTIME = Decimal("0.01")
CANTAL, YVELINES = "15", "78"
DEPARTEMENTS = {"autres_regions": CANTAL, "ile_de_france": YVELINES}
CAS = DEPOT / "tests" / "cas" / "categories-2016-2018.csv"

# Écrits à la main d'après les tables publiées, sans passer par les fichiers du droit. Au-delà de cinq personnes, la
# somme est faite à la main aussi : plafond de cinq, plus un supplément par personne.
PUBLIES = [
    ("2014-01-01", CANTAL, 1, ["14245", "18262"]),
    ("2014-12-31", CANTAL, 6, ["37726", "48362"]),
    ("2014-06-15", YVELINES, 1, ["19716", "24002"]),
    ("2014-06-15", YVELINES, 8, ["63928", "77828"]),
    ("2015-01-01", CANTAL, 2, ["20913", "26811"]),
    ("2015-12-31", CANTAL, 5, ["33633", "43117"]),
    ("2015-06-15", YVELINES, 7, ["58318", "70997"]),
    ("2016-01-01", CANTAL, 3, ["25166", "32260"]),
    ("2016-12-31", CANTAL, 8, ["46375", "59443"]),
    ("2016-06-15", YVELINES, 4, ["40758", "49620"]),
    ("2017-01-01", CANTAL, 4, ["29506", "37826"]),
    ("2017-12-31", CANTAL, 6, ["38031", "48751"]),
    ("2017-06-15", YVELINES, 5, ["46798", "56970"]),
    ("2018-01-01", CANTAL, 1, ["14508", "18598"]),
    ("2018-12-31", CANTAL, 7, ["42723", "54762"]),
    ("2018-06-15", YVELINES, 2, ["29471", "35875"]),
    ("2019-01-01", CANTAL, 3, ["26013", "33346"]),
    ("2019-12-31", CANTAL, 6, ["39169", "50209"]),
    ("2019-06-15", YVELINES, 8, ["66375", "80805"]),
    ("2020-01-01", CANTAL, 1, ["14879", "19074"]),
    ("2020-09-30", YVELINES, 5, ["48488", "59026"]),
    ("2020-10-01", CANTAL, 1, ["14879", "19074", "29148"]),
    ("2020-12-31", YVELINES, 5, ["48488", "59026", "90496"]),
    ("2021-01-01", YVELINES, 6, ["54584", "66448", "101951"]),
    ("2021-12-31", CANTAL, 2, ["21760", "27896", "42848"]),
    ("2022-01-01", CANTAL, 3, ["26844", "34411", "51592"]),
    ("2022-12-31", YVELINES, 5, ["49736", "60546", "90496"]),
    ("2023-01-01", YVELINES, 1, ["22461", "27343", "38184"]),
    ("2023-12-31", CANTAL, 8, ["52607", "67425", "95313"]),
    ("2024-01-01", CANTAL, 4, ["34948", "44802", "63235"]),
    ("2024-12-31", YVELINES, 3, ["41493", "50513", "70382"]),
    ("2025-01-01", CANTAL, 2, ["25115", "32197", "45340"]),
    ("2025-12-31", YVELINES, 7, ["70037", "85259", "120002"]),
    ("2026-01-01", CANTAL, 1, ["17363", "22259", "31185"]),
    ("2026-12-31", CANTAL, 6, ["45986", "58946", "83264"]),
    ("2026-06-15", CANTAL, 5, ["40835", "52348", "73907"]),
    ("2026-06-15", YVELINES, 8, ["77928", "94866", "133588"]),
]
ORDRE = ["tres_modeste", "modeste", "intermediaire"]


@pytest.mark.parametrize(("jour", "departement", "personnes", "plafonds"), PUBLIES)
def test_plafonds_publies(categorie: Classer, jour: str, departement: str, personnes: int, plafonds: list[str]) -> None:
    """Égal au plafond, on est dans la catégorie ; un centime au-dessus, dans la suivante."""
    suivantes = [*ORDRE[: len(plafonds)], "superieur" if len(plafonds) == len(ORDRE) else "hors_plafond"]
    obtenues = [
        [
            categorie(date.fromisoformat(jour), departement, personnes, f"{plafond}{centimes}")
            for centimes in ("", ".01")
        ]
        for plafond in plafonds
    ]
    assert obtenues == [[suivantes[i], suivantes[i + 1]] for i in range(len(plafonds))]


def test_toutes_les_cases_de_toutes_les_annees(national: Bareme, categorie: Classer) -> None:
    """De 1 à 8 personnes, les deux zones, chaque catégorie, chaque table depuis 2014 : bornes franchies au centime."""
    comptees = 0
    for table in (t for t in national.tables if t.du.year >= 2014):
        suivantes = [*(ligne.categorie for ligne in table.lignes), table.au_dela]
        for rang, ligne in enumerate(table.lignes):
            for personnes in range(1, 9):
                plafond = ligne.pour(personnes).bas
                assert plafond is not None
                for jour in {table.du, table.au or table.du}:
                    departement = DEPARTEMENTS[table.zone]
                    assert categorie(jour, departement, personnes, str(plafond)) == suivantes[rang]
                    assert categorie(jour, departement, personnes, str(plafond + CENTIME)) == suivantes[rang + 1]
                comptees += 1
    assert comptees == 8 * 2 * (2 * 7 + 3 * 6)


def lire_cas(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


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
    """En 2022, le seul avis de 2020 ne suffit pas : l'outil ne sait pas s'il peut remplacer celui de 2021."""
    from contrat.calculs.eligibilite.demande import Demande
    from contrat.calculs.eligibilite.ressources import classer

    demande = Demande(
        id="M-0001", jour=date(2022, 6, 1), departement=CANTAL, personnes=1, revenus={2020: Decimal("10000")}
    )
    assert classer(demande, national).categorie is None

"""Une faute qu'un changement cause se montre sur la ligne qui a changé, quand git la connaît ; son empreinte reste."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.comparaison.conftest import git, remplacer
from tests.conftest import MINIMAL, Commande

CAFE = "actions/cafe-rencontre.yaml"


@pytest.fixture
def ville(tmp_path: Path) -> Path:
    """Le petit contrat, dans un sous-dossier, à la pointe de la branche principale."""
    shutil.copytree(MINIMAL / "data", tmp_path / "ville" / "data")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "départ")
    return tmp_path / "ville"


def lire(contrat: Commande, ville: Path, *options: str) -> list[dict[str, Any]]:
    diagnostics: list[dict[str, Any]] = json.loads(
        contrat("validate", "--format", "json", *options, dans=ville).sortie
    )["diagnostics"]
    return diagnostics


def test_la_ressource_et_la_depense_changees_sont_montrees(contrat: Commande, ville: Path) -> None:
    remplacer(ville, CAFE, "montant: 12000", "montant: 11000")
    remplacer(ville, CAFE, "prevu: 10000", "prevu: 10500.50")
    issue = contrat("validate", dans=ville)
    assert (issue.code, issue.sortie) == (
        1,
        """\
data/actions/cafe-rencontre.yaml:33:14: erreur[B001] fonctionnement 2010 : il manque 500,50 € de ressources (dépenses \
10 500,50 €, ressources 10 000 €)
   |
33 |       prevu: 10500.50
   |              ^^^^^^^^
    aide : corriger une dépense ou une ressource de cet exercice et de cette section
data/actions/cafe-rencontre.yaml:33:14: erreur[V001] Dépenses 2010-2011 : publié 40 000 €, 40 500,50 € dans les fiches \
(+500,50 €)
   |
33 |       prevu: 10500.50
   |              ^^^^^^^^
    aide : corriger les fiches, ou déclarer le motif dans « ecart: … » (data/contrat.yaml:36)
data/actions/cafe-rencontre.yaml:64:16: erreur[B001] investissement 2010 : il manque 1 000 € de ressources (dépenses \
30 000 €, ressources 29 000 €)
   |
64 |       montant: 11000
   |                ^^^^^
    aide : corriger une dépense ou une ressource de cet exercice et de cette section
""",
    )
    fautes = lire(contrat, ville)
    assert [(f["constatee"], f["place"]) for f in fautes] == [
        (
            {"fichier": f"data/{CAFE}", "ligne": 52},
            "plan/ressources/2010+fonctionnement+ville+autofinancement+/montant",
        ),
        ({"fichier": "data/contrat.yaml", "ligne": 36}, "publies/budget.depenses.total+2010-2011++++essai/valeur"),
        (
            {"fichier": f"data/{CAFE}", "ligne": 58},
            "plan/ressources/2010+investissement+ville+autofinancement+/montant",
        ),
    ]
    remplacer(ville, "contrat.yaml", "publies:", "acceptations: []\npublies:")
    assert [f["empreinte"] for f in lire(contrat, ville)] == [f["empreinte"] for f in fautes]
    # Depuis la même révision sans dépôt, la règle montre ce qu'elle constate, sous la même empreinte.
    shutil.copytree(ville / "data", ville.parent / "ailleurs" / "data")
    shutil.rmtree(ville.parent / ".git")
    sans = lire(contrat, ville.parent / "ailleurs")
    assert sorted(f["empreinte"] for f in sans) == sorted(f["empreinte"] for f in fautes)
    assert {f["constatee"] for f in sans} == {None}


def test_le_chiffre_publie_qui_change_se_montre_lui_meme(contrat: Commande, ville: Path) -> None:
    remplacer(ville, CAFE, "prevu: 10000", "prevu: 10500")
    remplacer(ville, CAFE, "montant: 10000", "montant: 10500")
    remplacer(ville, "contrat.yaml", "valeur: 40000", "valeur: 41000")
    (faute,) = lire(contrat, ville)
    assert (faute["fichier"], faute["ligne"], faute["constatee"]) == ("data/contrat.yaml", 36, None)
    git(ville, "commit", "-q", "-a", "-m", "un chiffre faux")
    remplacer(ville, CAFE, "montant: 10500", "montant: 10400")
    # Depuis le dernier commit, seule la ressource a changé.
    (faute,) = lire(contrat, ville, "--depuis", "HEAD")
    assert (faute["code"], faute["ligne"], faute["constatee"]) == ("B001", 52, None)


def test_comparer_montre_la_ligne_changee(contrat: Commande, ville: Path) -> None:
    remplacer(ville, CAFE, "prevu: 30000", "prevu: 31000")
    fautes = json.loads(contrat("comparer", "--format", "json", dans=ville).sortie)["fautes"]["nouvelles"]
    assert [(f["code"], f["fichier"], f["ligne"]) for f in fautes] == [
        ("B001", f"data/{CAFE}", 40),
        ("V001", f"data/{CAFE}", 40),
    ]


def test_le_montant_d_une_aide_se_montre_dans_l_aide_et_par_son_nom(contrat: Commande, ville: Path) -> None:
    publie = (
        "publies:\n  - {mesure: aides.forfait, aide: ville-dpe, periode: {debut: 2010, fin: 2012}, valeur: 160, "
        "approche: non, source: essai}\n"
    )
    remplacer(ville, "contrat.yaml", "publies:\n", publie)
    git(ville, "commit", "-q", "-a", "-m", "un forfait publié")
    remplacer(ville, "aides/ville-dpe.yaml", "montant: 160", "montant: 200")
    (faute,) = lire(contrat, ville)
    assert (faute["fichier"], faute["message"]) == (
        "data/aides/ville-dpe.yaml",
        "Aide de la ville au diagnostic de performance énergétique, forfait 2010-2012 : publié 160 €, "
        "200 € dans les fiches (+40 €)",
    )

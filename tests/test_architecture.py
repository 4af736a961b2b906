"""Les contrôles d'architecture, sur tout `src/contrat` et chacun sur un petit exemple fautif."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import architecture
import sources_python
from mots_de_la_ville import RACINE, mots_de_la_ville
from tests.conftest import DEPOT

SOURCES = Path(__file__).resolve().parent.parent / "src" / "contrat"
# Un mot propre à la ville livrée, quelle qu'elle soit.
MOT = mots_de_la_ville()[-1]
LONGUE = "def longue():\n" + "    pass\n" * architecture.LIGNES_PAR_FONCTION

FAUTIFS: tuple[tuple[architecture.Controle, dict[str, str], list[str]], ...] = (
    (
        architecture.sens_des_imports,
        {"modele/action.py": "from contrat.calculs.argent.budget import additionner\n"},
        ["modele/action.py:1 : modele ne doit pas importer calculs (contrat.calculs.argent.budget)"],
    ),
    (
        architecture.sens_des_imports,
        {"calculs/budget.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from contrat import depot\n"},
        ["calculs/budget.py:4 : calculs ne doit pas importer depot (contrat.depot)"],
    ),
    (
        architecture.sens_des_imports,
        {"depot/lecture.py": "def lire():\n    from ..controles import REGLES\n"},
        ["depot/lecture.py:2 : depot ne doit pas importer controles (contrat.controles)"],
    ),
    (
        architecture.sens_des_imports,
        {"rendu/texte.py": "import importlib\n\nimportlib.import_module('contrat.cli.budget')\n"},
        ["rendu/texte.py:3 : rendu ne doit pas importer cli (contrat.cli.budget)"],
    ),
    (
        architecture.sens_des_imports,
        {"erreurs.py": "import contrat.modele\n"},
        ["erreurs.py:1 : erreurs ne doit pas importer modele (contrat.modele)"],
    ),
    (
        architecture.sens_des_imports,
        {"divers/x.py": ""},
        ["divers/x.py : couche inconnue « divers », dire sa place dans PERMIS"],
    ),
    (
        architecture.rendu_sans_calcul,
        {
            "calculs/argent/budget.py": "class Total: ...\nSECTIONS = ()\ndef sommer(): ...\n",
            "rendu/budget.py": "from contrat.calculs.argent.budget import SECTIONS, Total, sommer\n",
        },
        ["rendu/budget.py:1 : rendu ne calcule pas, recevoir le résultat de sommer"],
    ),
    (
        architecture.rendu_sans_somme,
        {"rendu/total.py": "a = sum(montants, Decimal(0))\nb = sum(x.est_lu for x in lus)\n"},
        ["rendu/total.py:1 : une somme de montants, la demander à calculs"],
    ),
    (
        architecture.bibliotheques_interdites,
        {"modele/lecteur.py": "def lire():\n    from ruamel.yaml import YAML\n", "depot/lecture.py": "import yaml\n"},
        ["modele/lecteur.py:2 : modele ne doit pas importer ruamel.yaml"],
    ),
    (
        architecture.bibliotheques_privees,
        {
            "cli/cadre.py": "from typer._click import Command\nfrom typer import _types\nfrom __future__ import x\n",
            "cli/typer_interne.py": "from typer._click import Command\n",
        },
        [
            "cli/cadre.py:1 : « typer._click.Command » est privé, passer par cli/typer_interne.py",
            "cli/cadre.py:2 : « typer._types » est privé, passer par cli/typer_interne.py",
        ],
    ),
    (
        architecture.erreurs_d_usage,
        {
            "calculs/p.py": "from contrat.erreurs import ErreurUsage\n\n\ndef f():\n    raise ErreurUsage('')\n",
            "cli/p.py": "import contrat.erreurs\n\n\ndef f():\n    raise contrat.erreurs.ErreurUsage('')\n",
        },
        ["calculs/p.py:5 : calculs ne doit pas lever ErreurUsage"],
    ),
    (
        architecture.cycles,
        {
            "rendu/a.py": "import contrat.rendu.b\n",
            "rendu/b.py": "def f():\n    from contrat.rendu import a\n",
            "rendu/c.py": "from contrat.rendu.a import x\n",
        },
        ["cycle d'imports : contrat.rendu.a ← contrat.rendu.b ← contrat.rendu.a"],
    ),
    (
        architecture.demarrage_lourd,
        {
            "cli/budget.py": "import typer, rich.table\nfrom contrat.calculs import x\n\ndef f():\n    import yaml\n",
            "cli/guichet.py": "from contrat.cli.entretien.terminal import dialoguer\nfrom contrat.cli import budget\n",
            "cli/entretien/terminal.py": "import pydantic\n",
        },
        [
            "cli/budget.py:1 : importer rich.table dans la fonction de commande, pas en tête",
            "cli/budget.py:2 : importer contrat.calculs dans la fonction de commande, pas en tête",
            "cli/guichet.py:1 : importer contrat.cli.entretien.terminal dans la fonction de commande, pas en tête",
        ],
    ),
    (
        architecture.tailles,
        {"modele/long.py": "\n" * (architecture.LIGNES_PAR_FICHIER + 1), "modele/juste.py": "\n" * 300},
        ["modele/long.py : 301 lignes, 300 au plus"],
    ),
    (
        architecture.tailles,
        {"cli/x.py": LONGUE, "cli/y.py": LONGUE.replace("    pass\n", "", 1)},
        ["cli/x.py:1 : longue a 41 lignes, 40 au plus"],
    ),
    (
        architecture.horloge,
        {"calculs/suivi.py": "from datetime import date\n\njour = date.today()\n", "cli/suivi.py": "import time\n"},
        ["calculs/suivi.py:3 : « date.today » lit l'horloge, seul cli le peut"],
    ),
    (
        architecture.horloge,
        {"depot/cache.py": "from time import time\n"},
        ["depot/cache.py:1 : « from time import time » lit l'horloge, seul cli le peut"],
    ),
    (
        architecture.flottants,
        {"calculs/taux.py": "taux = 0.35\nmontant = float('12')\n", "rendu/largeur.py": "largeur = 0.5\n"},
        [
            "calculs/taux.py:1 : nombre flottant « 0.35 », employer Decimal",
            "calculs/taux.py:2 : nombre flottant « float », employer Decimal",
        ],
    ),
    (
        architecture.un_seul_arrondi,
        {
            "rendu/n.py": "a = f'{x:.2f}'\nb = x.quantize(CENTIME)\nc = f'{x:f} {x:>4}'\n",
            "nombres.py": "a = x.quantize(CENTIME)\n",
        },
        [
            "rendu/n.py:1 : un arrondi, employer nombres.arrondir",
            "rendu/n.py:2 : un arrondi, employer nombres.arrondir",
        ],
    ),
    (
        architecture.nombres_de_droit,
        {"controles/p.py": "from decimal import Decimal\n\na = 1100\nb = 999\nc = Decimal('1600.50')\nd = True\n"},
        [
            "controles/p.py:3 : « 1100 » en dur, le mettre dans les données",
            "controles/p.py:5 : « Decimal('1600.50') » en dur, le mettre dans les données",
        ],
    ),
    (
        architecture.init_sans_logique,
        {"modele/__init__.py": '"""Modèle."""\n\nimport ast\n\nfor x in ():\n    pass\n', "cli/__init__.py": "f()\n"},
        ["modele/__init__.py:5 : un __init__.py ne porte pas de logique"],
    ),
    (
        architecture.propre_a_la_ville,
        {
            "droit/plafonds/p.yaml": f"commune: {MOT}\n",
            "droit/textes.yaml": f"titre: Recueil de {MOT}\n",
            "rendu/t.py": f"# la ville de {MOT.upper()}\n",
            "cli/v.py": f"# la ville, le CCAS, l'Anah, l'état ; {MOT}x\n",
        },
        [
            f"droit/plafonds/p.yaml:1 : « {MOT} » est propre à une ville, à mettre dans data/",
            f"rendu/t.py:1 : « {MOT} » est propre à une ville, à mettre dans data/",
        ],
    ),
)


def test_une_epreuve_de_l_outil_ne_lit_pas_le_contrat_de_data() -> None:
    """Une ville y met le sien : seules celles de tests/donnees le jugent, et se passent d'elles-mêmes."""
    ailleurs = (f for f in DEPOT.glob("tests/**/test_*.py") if "donnees" not in f.relative_to(DEPOT).parts)
    lit = re.compile(r'(DEPOT|RACINE)\s/\s"data\b|import .*\bDONNEES\b')
    assert [f.name for f in ailleurs if lit.search(f.read_text("utf-8"))] == []


def _nom(valeur: object) -> str:
    return str(getattr(valeur, "__name__", ""))


@pytest.mark.parametrize(("controle", "fichiers", "attendu"), FAUTIFS, ids=_nom)
def test_un_controle_signale_l_exemple_fautif(
    controle: architecture.Controle, fichiers: dict[str, str], attendu: list[str], tmp_path: Path
) -> None:
    for chemin, texte in fichiers.items():
        (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / chemin).write_text(texte, encoding="utf-8")
    assert controle(tmp_path) == attendu


def test_chaque_controle_a_son_exemple_fautif() -> None:
    assert {controle for controle, _, _ in FAUTIFS} == set(architecture.CONTROLES)


def test_un_dossier_sans_faute_ne_fait_rien_dire(tmp_path: Path) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "budget.py").write_text("import typer\nfrom contrat.erreurs import ErreurContrat\n")
    assert [faute for controle in architecture.CONTROLES for faute in controle(tmp_path)] == []


@pytest.mark.parametrize("controle", architecture.CONTROLES, ids=_nom)
def test_les_sources_respectent_l_architecture(controle: architecture.Controle) -> None:
    assert sources_python.lire(SOURCES), "aucun module lu : le contrôle ne prouverait rien"
    fautes = controle(SOURCES)
    assert not fautes, "\n" + "\n".join(fautes)


def test_les_gabarits_sont_a_toutes_les_villes() -> None:
    assert architecture.propre_a_la_ville(RACINE / "templates") == []


def test_les_outils_se_lisent_d_une_traite() -> None:
    assert architecture.tailles(RACINE / "outils") == []

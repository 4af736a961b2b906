"""`contrat nouveau jalon` : à sa date dans le calendrier, sous toutes les mises en forme d'une liste."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contrat.dates import dire_moment
from tests.conftest import MINIMAL, Commande

AVANT, APRES = "{libelle: A, fait: 2008-03, source: essai}", "{libelle: Z, prevu: 2012, source: essai}"
SUITE = "\npublies:"
EN_BLOC = (
    "jalons:\n  # le premier\n  - libelle: A\n    fait: 2008-03\n    source: essai\n"
    "  # l'évaluation\n  - libelle: Z\n    prevu: 2012\n    source: essai"
)


@pytest.mark.parametrize(
    ("jalons", "date", "attendus"),
    [
        ("", "2009-10-14", "jalons:\n  - libelle: neuf\n    fait: 2009-10-14\n    source: essai"),
        (f"jalons:\n  - {AVANT}\n  - {APRES}", "2009-10-14",
         f"jalons:\n  - {AVANT}\n  - {{libelle: neuf, fait: 2009-10-14, source: essai}}\n  - {APRES}"),
        (f"jalons:\n  - {AVANT}\n  - {APRES}", "2007",
         f"jalons:\n  - {{libelle: neuf, fait: 2007, source: essai}}\n  - {AVANT}\n  - {APRES}"),
        (f"jalons: [{AVANT}, {APRES}]", "2008-04",
         f"jalons: [{AVANT}, {{libelle: neuf, fait: 2008-04, source: essai}}, {APRES}]"),
        (EN_BLOC, "2013-01-05", EN_BLOC + "\n  - libelle: neuf\n    fait: 2013-01-05\n    source: essai"),
        (EN_BLOC, "2008",
         EN_BLOC.replace("  # l'évaluation", "  - libelle: neuf\n    fait: 2008\n    source: essai\n  # l'évaluation")),
    ],
)  # fmt: skip
def test_un_jalon_va_a_sa_date(contrat: Commande, tmp_path: Path, jalons: str, date: str, attendus: str) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    chemin = tmp_path / "data/contrat.yaml"
    avant = chemin.read_text(encoding="utf-8")
    chemin.write_text(avant.replace(SUITE, f"\n{jalons}{SUITE}" if jalons else SUITE), encoding="utf-8")
    issue = contrat("nouveau", "jalon", "neuf", "--fait", date, dans=tmp_path)
    dit = f"jalon « neuf », fait : {dire_moment(date)}, écrit dans data/contrat.yaml\n"
    assert (issue.code, issue.sortie, issue.erreurs) == (0, dit, "")
    assert attendus in chemin.read_text(encoding="utf-8")


LISTE = """jalons:
  - libelle: A
    fait: 2008-03
    source: essai
  # le bilan
  - libelle: bilan
    prevu: 2011-06
    source: essai  # au plus tard
  - {libelle: Z, prevu: 2012, source: essai}
"""


@pytest.mark.parametrize(
    ("libelle", "date", "ordre", "dit"),
    [
        ("Z", "2009-01", "AZb", "jalon « Z », prévu : 2012, fait : janvier 2009 (en avance)"),
        ("bilan", "2007-12-31", "bAZ", "jalon « bilan », prévu : juin 2011, fait : 31 décembre 2007 (en avance)"),
        ("bilan", "2013-02", "AZb", "jalon « bilan », prévu : juin 2011, fait : février 2013"),
        ("bilan", "2012", "AbZ", "jalon « bilan », prévu : juin 2011, fait : 2012"),
    ],
)
def test_un_jalon_fait_en_avance_ou_en_retard_change_de_place(
    contrat: Commande, tmp_path: Path, libelle: str, date: str, ordre: str, dit: str
) -> None:
    """Il va à la date où il s'est fait, avec ses commentaires ; la règle de l'ordre n'a rien à dire."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    chemin = tmp_path / "data/contrat.yaml"
    avant = chemin.read_text(encoding="utf-8")
    chemin.write_text(avant.replace(SUITE, f"\n{LISTE}{SUITE}"), encoding="utf-8")
    issue = contrat("nouveau", "jalon", libelle, "--fait", date, dans=tmp_path)
    assert (issue.code, issue.sortie, issue.erreurs) == (0, f"{dit}, écrit dans data/contrat.yaml\n", "")
    texte = chemin.read_text(encoding="utf-8")
    places = {nom: texte.index(f"libelle: {mot}") for nom, mot in zip("AbZ", ("A", "bilan", "Z"), strict=True)}
    assert "".join(sorted(places, key=lambda nom: places[nom])) == ordre
    fait = f"\n    fait: {date}" if libelle == "bilan" else ""
    assert f"  # le bilan\n  - libelle: bilan\n    prevu: 2011-06{fait}\n    source: essai  # au plus tard\n" in texte


def test_un_jalon_prevu_se_fait_une_fois(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    jalon = ("nouveau", "jalon", "ouverture", "--action", "visites")
    fait = ("--fait", "2010-11-02", "--participants", "30", "--atelier", "accueil")
    assert [contrat(*jalon, *x, dans=tmp_path).code for x in (("--prevu", "2010-10"), fait)] == [0, 0]
    texte = (tmp_path / "data/actions/visites.yaml").read_text(encoding="utf-8")
    assert "- libelle: ouverture\n      prevu: 2010-10\n      fait: 2010-11-02\n      participants: 30\n" in texte
    issues = [contrat(*jalon, *x, dans=tmp_path) for x in (("--fait", "2010-12"), ())]
    assert contrat("nouveau", "jalon", "bilan", "--prevu", "2012", dans=tmp_path).code == 0
    issues.append(contrat("nouveau", "jalon", "bilan", "--prevu", "2013", "--fait", "2012-02", dans=tmp_path))
    assert [(i.code, i.erreurs) for i in issues] == [
        (2, "Erreur : le jalon « ouverture » est déjà noté\n  aide : le corriger dans son fichier\n"),
        (2, "Erreur : il manque --fait ou --prevu\n  aide : dire quand cela s'est fait, ou quand c'est prévu\n"),
        (
            2,
            "Erreur : le jalon « bilan » est déjà prévu : 2012\n"
            "  aide : retirer --prevu, ou le corriger dans son fichier\n",
        ),
    ]
    assert contrat("validate", "--strict", dans=tmp_path).code == 0

"""Les mêmes fichiers donnent les mêmes octets : ni hachage, ni langue, ni dossier n'y changent rien."""

from __future__ import annotations

from pathlib import Path

from tests.cli.processus import executer_a_la_suite
from tests.conftest import MINIMAL, REFERENCE

MENAGE = MINIMAL / "data/menages/M-0001.yaml"
COMMANDES = (
    "--help",
    "validate",
    "validate --format json",
    "budget",
    "budget --par financeur --format csv",
    "budget --par action --format json",
    "financement cafe-rencontre",
    "financement cafe-rencontre --format json",
    "action lister",
    "action montrer cafe-rencontre --format json",
    "hierarchiser conseil-2010-02",
    "evaluation 2010-2011 --format json",
    f"eligibilite {MENAGE} --comparer 2011-09-20 2013-09-01",
    f"eligibilite {MENAGE} --format json",
    "bareme --date 2011-06-01",
    "concordance --format json",
    f"suivi --au 2011-12-31 --racine {REFERENCE}",
    "rapport comite --periode 2010-2011",
    "rapport menage M-0001",
    f"rapport permanence --date 2011-04-05 --racine {REFERENCE}",
    "rgpd registre",
    "rgpd acces M-0001",
)


def lancer_toutes(graine: str, langue: str, dossier: Path) -> list[str]:
    """Ce que rend chaque commande, avec cette graine de hachage, cette langue, depuis ce dossier."""
    commandes = (f"--racine {MINIMAL} {commande}" for commande in COMMANDES)
    return executer_a_la_suite(commandes, dossier, PYTHONHASHSEED=graine, LANG=langue, LC_ALL=langue)


def test_les_memes_fichiers_donnent_les_memes_octets(tmp_path: Path) -> None:
    """Deux graines de hachage, deux langues, deux dossiers : une seule sortie par commande."""
    temoin = lancer_toutes("1", "fr_FR.UTF-8", REFERENCE)
    assert [ligne for ligne in temoin if " : code " in ligne] == [
        f"--racine {MINIMAL} {commande} : code 0" for commande in COMMANDES
    ]
    assert lancer_toutes("2", "C", tmp_path) == temoin

"""Les fautes d'usage, en français et avec le geste qui répare."""

from __future__ import annotations

import re

import pytest

from contrat.cli.francais import dire, presenter
from contrat.cli.typer_interne import BadParameter, UsageError
from tests.cli.processus import executer
from tests.cli.test_francais import AIDE, COMMANDES, refuser
from tests.conftest import Commande, Issue

# --- Les fautes d'usage

BUDGET = "Utilisation : contrat budget [OPTIONS] [PERIODE]\n  aide : contrat budget --help\n"
CONTRAT = "Utilisation : contrat [OPTIONS] COMMANDE [ARGUMENTS]\n  aide : contrat --help\n"
NOMS = re.findall(r"^  (\w+)", COMMANDES, re.MULTILINE)
CHOIX = f"choisir parmi : {', '.join(NOMS)}\n{CONTRAT}"
FAUTES = {
    "budget --veu prevu": "option inconnue « --veu » ; vouliez-vous dire « --vue » ?\n" + BUDGET,
    "budget -12": "option inconnue « -1 » ; un nombre négatif s'écrit en dernier, après deux tirets seuls\n" + BUDGET,
    "budget -z": "option inconnue « -z »\n" + BUDGET,
    "--vue prevu budget": "option inconnue « --vue » ; l'écrire après le nom de la commande\n" + CONTRAT,
    "--versoin": "option inconnue « --versoin » ; vouliez-vous dire « --version » ?\n" + CONTRAT,
    "budjet 2010": "commande inconnue « budjet » ; vouliez-vous dire « budget » ?\n" + CONTRAT,
    "zzz": f"commande inconnue « zzz » ; {CHOIX}",
    "--racine .": f"il manque le nom d'une commande ; {CHOIX}",
    "budget --vue": "l'option --vue attend une valeur\n" + BUDGET,
    "budget --vue prevus": "--vue : « prevus » n'est pas reconnu ; vouliez-vous dire « prevu » ?\n" + BUDGET,
    "budget --vue zzz": "--vue : « zzz » n'est pas reconnu ; choisir parmi : prevu, vote, engage, realise, execution\n"
    + BUDGET,
    # `table` se lit encore, pour `texte`, mais l'aide ne l'annonce plus : rien ne le propose.
    "budget --format tableur": "--format : « tableur » n'est pas reconnu ; choisir parmi : texte, md, html, pdf, docx, "
    f"csv, xlsx, json\n{BUDGET}",
    "budget 2010 2011": "en trop : « 2011 »\n" + BUDGET,
    "budget --help=oui": "l'option --help s'écrit sans valeur\n" + BUDGET,
    "help budjet": "commande inconnue « budjet » ; vouliez-vous dire « budget » ?\n" + CONTRAT,
    "eligibilite": "il manque FICHIER…, ou --lot ENTREE\n  aide : contrat eligibilite --help\n",
}


COMITE = "Utilisation : contrat rapport comite [OPTIONS]\n  aide : contrat rapport comite --help\n"
MENAGE = "Utilisation : contrat rapport menage [OPTIONS] MENAGE\n  aide : contrat rapport menage --help\n"
SEANCE = "Utilisation : contrat rapport permanence [OPTIONS]\n  aide : contrat rapport permanence --help\n"
VERIFIER = "Utilisation : contrat bareme verifier [OPTIONS]\n  aide : contrat bareme verifier --help\n"
# Ce qu'une commande n'emploie pas est refusé, jamais avalé.
FAUTES |= {
    "rapport comite M-0001": "en trop : « M-0001 »\n" + COMITE,
    "rapport comite --date 2010-01-01": "option inconnue « --date »\n" + COMITE,
    "rapport menage M-0001 --periode 2010": "option inconnue « --periode »\n" + MENAGE,
    "rapport menage": "il manque MENAGE\n" + MENAGE,
    "rapport permanence --date 2011-02-01 M-0001": "en trop : « M-0001 »\n" + SEANCE,
    "bareme verifier 2011-01-01": "en trop : « 2011-01-01 »\n" + VERIFIER,
    "bareme verifier --racine .": "option inconnue « --racine »\n" + VERIFIER,
    "bareme 2011-01-01 verifier": "en trop : « verifier »\n"
    "Utilisation : contrat bareme [OPTIONS] [DATE]\n  aide : contrat bareme --help\n",
    "--racine . bareme verifier": "--racine ne sert pas à « contrat bareme verifier »\n  aide : la retirer\n",
    # Ce qui est écrit sans rien l'est par erreur : une variable vide, un copier-coller manqué.
    "--racine= budget": "--racine est vide\n  aide : écrire sa valeur, ou retirer --racine\n",
    "budget --contrat=": "--contrat est vide\n  aide : écrire sa valeur, ou retirer --contrat\n",
    "nouveau jalon J --prevu 2027 --instance=": "--instance est vide\n"
    "  aide : écrire sa valeur, ou retirer --instance\n",
    "nouveau jalon J --prevu 2027 --atelier=emploi --atelier=": "--atelier est vide\n"
    "  aide : écrire sa valeur, ou retirer --atelier\n",
    # Une seule des deux l'emporterait, sans le dire.
    "budget --par axe --par financeur": "--par est écrit plusieurs fois\n  aide : n'en garder qu'un\n",
    "eligibilite --moteur duckdb": "--moteur : il manque --lot\n  aide : ajouter --lot ENTREE, ou retirer --moteur\n",
    "nouveau jalon J --prevu 2027 --atelier=emploi --atelier=emploi": "--atelier dit deux fois « emploi »\n"
    "  aide : n'en garder qu'un\n",
    "--racine . expliquer": "--racine ne sert pas à « contrat expliquer »\n  aide : la retirer\n",
}


@pytest.mark.parametrize("ligne", FAUTES)
def test_une_faute_d_usage_se_dit_en_francais(ligne: str, contrat: Commande) -> None:
    assert contrat(*ligne.split()) == Issue(2, "", f"Erreur : {FAUTES[ligne]}")


def test_une_faute_d_usage_dans_un_autre_processus() -> None:
    assert executer("budjet") == Issue(2, "", f"Erreur : {FAUTES['budjet 2010']}")


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        (["absent.md"], "FICHIER… : « absent.md » n'existe pas"),
        ([".", "--couleur", "l'azur"], "--couleur : « l'azur » n'est pas reconnu ; choisir parmi : bleu, vert"),
        ([".", "-c", "Vert"], "--couleur : « Vert » n'est pas reconnu ; vouliez-vous dire « vert » ?"),
        ([".", "--couches", "deux"], "--couches : « deux » n'est pas un nombre entier"),
        ([".", "--epaisseur", "1,5"], "--epaisseur : « 1,5 » n'est pas un nombre entier"),
        ([".", "--epaisseur", "4"], "--epaisseur : 4 n'est pas entre 1 et 3"),
        ([".", "--part", "tiers"], "--part : « tiers » n'est pas un nombre"),
        ([".", "--jour", "hier"], "--jour : « hier » n'est pas une date"),
        ([".", "--taille", "3"], "l'option --taille attend 2 valeurs"),
        ([".", "--dossier", __file__], f"--dossier : « {__file__} » est un fichier, il faut un dossier"),
        ([".", "--liste", "/"], "--liste : « / » est un dossier, il faut un fichier"),
        ([".", "--vite=oui"], "l'option --vite s'écrit sans valeur"),
    ],
)
def test_chaque_type_de_valeur_a_sa_faute_en_francais(arguments: list[str], phrase: str) -> None:
    assert dire(refuser("peindre", *arguments)) == phrase


def test_un_message_que_typer_inventerait_reste_en_francais() -> None:
    assert presenter(UsageError("Something new happened.")) == "Erreur : commande mal écrite"
    assert presenter(BadParameter("Something new happened.")) == "Erreur : valeur refusée"


@pytest.mark.parametrize(
    "milieu",
    [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}],
    ids=["C", "C sans détour de Python", "cp1252"],
)
def test_les_accents_passent_dans_toutes_les_locales(milieu: dict[str, str]) -> None:
    assert executer("--help", **milieu) == executer("--help")
    assert executer("eligibilite", **milieu) == Issue(2, "", f"Erreur : {FAUTES['eligibilite']}")


def test_rien_ne_colore_un_tube_ni_un_terminal_simple() -> None:
    for milieu in ({"TERM": "dumb"}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}):
        assert executer("--help", **milieu).sortie == AIDE.format(commandes=COMMANDES)

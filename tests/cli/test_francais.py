"""L'aide et les fautes d'usage se lisent en français, entières, quel que soit le terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.main import get_command

from contrat.cli import app
from contrat.cli.cadre import GroupeCommandes
from contrat.cli.typer_interne import UsageError
from tests.cli.processus import executer
from tests.conftest import Commande, Issue

# --- L'aide

AIDE = """\
Utilisation : contrat [OPTIONS] COMMANDE [ARGUMENTS]

  Tenir un contrat social en fichiers YAML : fiches action, budgets,
  éligibilité des ménages aux aides.

Commandes :
{commandes}
Options :
  --racine DOSSIER      Racine du contrat ; sans elle, le dossier courant ou
                        le premier au-dessus qui contient data/contrat.yaml
  --contrat ID          Celui des contrats du dépôt dont on parle, quand il en
                        a plusieurs
  --version             Afficher la version, et celle du format des données
  --install-completion  Installer la complétion dans le shell courant
  --show-completion     Afficher le script de complétion du shell courant
  -h, --help            Afficher cette aide
"""
COMMANDES = """\
  init          Créer un contrat : ses fichiers commentés, prêts à remplir ;
                au terminal, pose les questions qui manquent
  validate      Contrôler le contrat : forme des fichiers, références,
                budgets, dates, données personnelles
  presenter     Raconter le contrat, de son origine à ses suites, chaque fait
                avec sa source
  budget        Additionner dépenses et ressources des fiches action, avec ce
                que les totaux ne disent pas
  financement   Montrer le plan de financement d'une action : équilibre, taux,
                acquis et sollicité, règles datées
  convention    Montrer les conventions : parties, engagements, lignes des
                plans qu'elles couvrent, ce qui reste à signer
  action        Lister les fiches action et leurs retards, en montrer une, ou
                noter le statut qu'elle prend
  indicateur    Noter la valeur d'un indicateur
  seance        Noter une séance au fil de l'eau : présents, ateliers,
                propositions, bulletins, décisions
  hierarchiser  Classer les actions d'une séance : moyenne, dispersion, rang,
                effet d'un poids, décision et motif
  evaluation    Évaluer axes et actions : questions du départ, cibles, coût
                par résultat, développement durable
  eligibilite   Juger si des ménages ont droit aux aides, condition par
                condition
  permanence    Mener l'entretien d'un ménage : seulement les questions
                utiles, et son fichier écrit à mesure
  bareme        Montrer les plafonds et les aides d'un jour avec leurs textes,
                ou vérifier le droit livré
  concordance   Comparer chaque chiffre publié à celui que les données
                redonnent, et montrer les contradictions
  comparer      Dire ce qui change entre deux états du contrat : actions,
                montants, totaux, droit, fautes
  menage        Relier un dossier à un ménage sans écrire d'identité : son
                talon, et sa recherche
  agenda        Montrer les rendez-vous et ce qui arrive à échéance : ménages,
                subventions, plafonds, conventions
  suivi         Suivre les ménages : entonnoir, étapes, délais dépassés,
                pièces attendues, montants
  evenement     Ajouter une étape datée au dossier d'un ménage, ou en annuler
                une, sans rien changer d'autre dans son fichier
  nouveau       Créer un fichier ou une entrée prêts à remplir, commentés,
                sous un identifiant libre
  importer      Importer un plan d'action d'un tableur : axes, fiches,
                organismes, et le compte rendu de chaque ligne
  exporter      Exporter pour un autre outil : le plan d'action, les
                subventions versées (SCDL), les actions en données
  renouveler    Clore le contrat et créer le suivant : actions reprises,
                dernière mesure en départ, lien dans les deux sens
  migrer        Mettre les fichiers à la forme de cette version ; un contrat
                qui ne dit pas la sienne la dira
  rapport       Rédiger un rapport : au comité de pilotage, à une assemblée, à
                un financeur, à un ménage, sur une permanence
  site          Écrire le site du contrat pour le public : pages, données
                ouvertes, sans aucun ménage ; s'ouvre sans serveur
  rgpd          Protéger les données des ménages : effacer ce qui doit l'être,
                tenir le registre, répondre à un droit d'accès
  schema        Écrire les schémas JSON des fichiers du contrat, pour qu'un
                éditeur complète et signale à la frappe
  expliquer     Expliquer une règle de contrôle, avec un exemple fautif et un
                exemple juste
"""


class Couleur(StrEnum):
    """Des choix pour l'exemple."""

    bleu = "bleu"
    vert = "vert"


def peindre(
    fichiers: Annotated[list[Path], typer.Argument(metavar="FICHIER…", help="Fichiers à peindre", exists=True)],
    couleur: Annotated[Couleur, typer.Option("--couleur", "-c", help="Couleur")] = Couleur.bleu,
    couches: Annotated[int, typer.Option("--couches", help="Couches")] = 1,
    epaisseur: Annotated[int, typer.Option("--epaisseur", min=1, max=3, help="Épaisseur en millimètres")] = 1,
    part: Annotated[float | None, typer.Option("--part", help="Part")] = None,
    jour: Annotated[datetime | None, typer.Option("--jour", help="Jour", formats=["%Y-%m-%d"])] = None,
    taille: Annotated[tuple[int, int] | None, typer.Option("--taille", metavar="L H", help="Taille")] = None,
    dossier: Annotated[Path | None, typer.Option("--dossier", exists=True, file_okay=False, help="Où peindre")] = None,
    liste: Annotated[Path | None, typer.Option("--liste", exists=True, dir_okay=False, help="Quoi peindre")] = None,
    vite: Annotated[bool, typer.Option("--vite", help="Aller vite")] = False,
) -> None:
    """Peindre des fichiers."""


class Exemple(GroupeCommandes):
    """Une application dont la commande a un paramètre de chaque type."""

    fonctions = (peindre,)


exemple = typer.Typer(
    cls=Exemple, add_completion=False, rich_markup_mode=None, suggest_commands=False, no_args_is_help=True
)


@exemple.callback()
def _principal() -> None:
    """Peindre."""


def refuser(*arguments: str) -> UsageError:
    """La faute d'usage que typer relève dans l'application d'exemple."""
    with pytest.raises(UsageError) as relevee:
        exemple(list(arguments), prog_name="peintre", standalone_mode=False)
    return relevee.value


def test_l_aide_de_contrat() -> None:
    assert executer("--help") == Issue(0, AIDE.format(commandes=COMMANDES), "")
    assert executer("-h") == executer("--help")


def test_sans_commande_l_aide_est_montree_comme_une_faute() -> None:
    assert executer() == Issue(2, "", AIDE.format(commandes=COMMANDES))


def test_l_aide_d_une_commande(capsys: pytest.CaptureFixture[str]) -> None:
    exemple(["peindre", "--help"], prog_name="peintre", standalone_mode=False)
    assert capsys.readouterr().out == (
        "Utilisation : peintre peindre [OPTIONS] FICHIER…\n\n"
        "  Peindre des fichiers.\n\n"
        "Arguments :\n"
        "  FICHIER…  Fichiers à peindre [obligatoire]\n\n"
        "Options :\n"
        "  -c, --couleur bleu|vert  Couleur [défaut : bleu]\n"
        "  --couches ENTIER         Couches [défaut : 1]\n"
        "  --epaisseur ENTIER       Épaisseur en millimètres [défaut : 1]\n"
        "  --part NOMBRE            Part\n"
        "  --jour JOUR              Jour\n"
        "  --taille L H             Taille\n"
        "  --dossier DOSSIER        Où peindre\n"
        "  --liste FICHIER          Quoi peindre\n"
        "  --vite                   Aller vite\n"
        "  --help                   Afficher cette aide\n"
    )


ANGLAIS = re.compile(
    r"\b(usage|commands?|show|exit|this|and|the|required|default|install|error|missing|invalid|try|help|for|with|of"
    r"|optional|text|integer|path|file|directory|no such|env var|dynamic|deprecated|aborted)\b",
    re.IGNORECASE,
)


def toutes_les_aides() -> Iterator[tuple[str, Any, str]]:
    """Le nom, la commande et l'aide entière de l'application et de chacune de ses commandes."""
    attente: list[tuple[str, Any, typer.Context | None]] = [("contrat", get_command(app), None)]
    while attente:
        nom, commande, parent = attente.pop(0)
        contexte = typer.Context(commande, info_name=nom, parent=parent)
        yield contexte.command_path, commande, commande.get_help(contexte)
        attente += [(suite, c, contexte) for suite, c in getattr(commande, "commands", {}).items()]


AIDES = list(toutes_les_aides())


@pytest.mark.parametrize(("nom", "commande", "aide"), AIDES, ids=[nom for nom, _, _ in AIDES])
def test_chaque_aide_est_en_francais_et_complete(nom: str, commande: Any, aide: str) -> None:
    sans_options = re.sub(r"--?[a-z][a-z-]*", "", aide)
    assert ANGLAIS.findall(sans_options) == []
    assert max(map(len, aide.splitlines())) <= 80
    assert "\x1b" not in aide
    assert commande.help.splitlines()[0].endswith("."), f"{nom} : la docstring est une phrase"
    for parametre in commande.params:
        assert parametre.help, f"{nom} {parametre.name} : pas d'aide"
        assert not parametre.help.endswith("."), f"{nom} {parametre.name} : point final en trop"


@pytest.mark.parametrize(
    "commande", [[], ["budget"], ["rapport"], ["rapport", "menage"], ["bareme"], ["bareme", "verifier"]]
)
def test_help_devant_une_commande_montre_son_aide(commande: list[str], contrat: Commande) -> None:
    issue = contrat("help", *commande)
    assert issue == contrat(*commande, "--help")
    assert issue.sortie.startswith(f"Utilisation : {' '.join(['contrat', *commande])} [OPTIONS]")


def test_l_anglais_se_verrait() -> None:
    assert ANGLAIS.findall("Show this message and exit. [default: a]") == ["Show", "this", "and", "exit", "default"]

"""La commande `contrat comparer` : ce qu'une modification fait au contrat, en phrases et en euros."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument
from contrat.cli.sortie import OptionSortie, livrer, option_format
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.formes import Forme

if TYPE_CHECKING:
    from contrat.calculs.comparaison.comparaison import ComparaisonContrats, EtatContrat
    from contrat.depot.chargement import Chargement

ICI = "les fichiers de travail"


def comparer(
    base: Annotated[
        str | None,
        argument("BASE", "Révision de git ou dossier d'un contrat ; sinon, le départ de la branche en cours"),
    ] = None,
    tete: Annotated[
        str | None, argument("TETE", "Révision ou dossier à lui comparer ; sinon, les fichiers de travail")
    ] = None,
    format_: Annotated[Forme | None, option_format("texte ; md : un commentaire")] = None,
    code_retour: Annotated[
        bool, typer.Option("--code-retour", help="Sortir avec le code 1 quand le changement apporte une erreur")
    ] = False,
    sommaire: Annotated[
        bool, typer.Option("--sommaire", help="Ajouter aussi le commentaire au sommaire de l'étape GitHub")
    ] = False,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Dire ce qui change entre deux états du contrat : actions, montants, totaux, droit, fautes."""
    from contrat.cli.sortie import choisir_forme
    from contrat.rendu.comparaison.page import documenter_comparaison

    with _comparer(base, tete, racine) as (comparaison, ou):
        commande = f"contrat comparer {comparaison.base.nom}" + (f" {tete}" if tete else "")
        est_commentaire = choisir_forme(format_, sortie) is Forme.md
        livrer(documenter_comparaison(comparaison, commande, ou if est_commentaire else None), format_, sortie, ou)
        if sommaire:
            _ajouter_au_sommaire(comparaison, commande, ou)
    raise typer.Exit(1 if code_retour and comparaison.bloque else 0)


@contextmanager
def _comparer(base: str | None, tete: str | None, racine: Path | None) -> Iterator[tuple[ComparaisonContrats, Path]]:
    """La comparaison, tant que les dossiers provisoires existent, et la racine dont les gabarits servent."""
    from contrat.calculs.comparaison.comparaison import comparer as comparer_cotes
    from contrat.depot.deplacements import montrer_les_lignes_changees

    jour = date.today()
    dossiers = [_dossier(nom) for nom in (base, tete)]
    revisions = [nom for nom, dossier in zip((base, tete), dossiers, strict=True) if nom and not dossier]
    # Deux dossiers se comparent sans contrat ni dépôt autour de soi.
    ou = dossiers[1] if dossiers[0] and dossiers[1] else _trouver_la_racine(racine, revisions)
    with ExitStack() as pile:
        avant, lu_avant = _lire(pile, ou, base, dossiers[0], jour, est_base=True)
        apres, lu_apres = _lire(pile, ou, tete, dossiers[1], jour, est_base=False)
        fautes = montrer_les_lignes_changees(lu_apres, apres.fautes, lu_avant.racine)
        yield comparer_cotes(avant, replace(apres, fautes=tuple(fautes)), jour), ou


def _trouver_la_racine(imposee: Path | None, revisions: list[str]) -> Path:
    """La racine du contrat ; où il n'y en a pas, ce qui ne désigne pas un dossier de contrat ne désigne rien."""
    from contrat.depot.racine import REPERE, trouver_racine

    try:
        return trouver_racine(Path.cwd(), imposee)
    except ErreurUsage:
        raise
    except ErreurContrat as faute:
        if imposee is not None or not revisions:
            raise
        aide = f"donner un dossier qui contient {REPERE.as_posix()}, ou se placer dans le dépôt de cette révision"
        raise ErreurContrat(f"« {revisions[0]} » n'est pas le dossier d'un contrat", aide) from faute


def _dossier(nom: str | None) -> Path | None:
    """Le dossier que désigne un argument, s'il tient un contrat."""
    from contrat.depot.racine import REPERE

    return Path(nom) if nom is not None and (Path(nom) / REPERE).is_file() else None


def _lire(
    pile: ExitStack, ou: Path, nom: str | None, dossier: Path | None, jour: date, *, est_base: bool
) -> tuple[EtatContrat, Chargement]:
    """Lire un côté : un dossier, une révision, ou, sans nom, le départ de la branche et les fichiers de travail."""
    from contrat.calculs.comparaison.comparaison import relever
    from contrat.cli.etats import poser_revision, relever_fautes

    if dossier is not None:
        court, lieu = str(dossier), dossier
    elif nom is None and not est_base:
        court, lieu = ICI, ou
    else:
        court, lieu = poser_revision(pile, ou, nom)
    releve = relever_fautes(lieu, jour)
    return relever(court, releve.dossier, releve.diagnostics, releve.empeches), releve.lu


def _ajouter_au_sommaire(comparaison: ComparaisonContrats, commande: str, racine: Path) -> None:
    from contrat.rendu.comparaison.page import documenter_comparaison
    from contrat.rendu.document import ecrire

    chemin = os.environ.get("GITHUB_STEP_SUMMARY")
    if not chemin:
        raise ErreurUsage(
            "--sommaire ne s'emploie que dans une étape GitHub : GITHUB_STEP_SUMMARY n'est pas défini",
            "retirer --sommaire",
        )
    texte = ecrire(documenter_comparaison(comparaison, commande, racine), Forme.md, racine)
    with Path(chemin).open("a", encoding="utf-8") as fichier:
        fichier.write(str(texte) + "\n")

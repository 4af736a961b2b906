"""La ligne de commande : l'application, ses options globales, et ce que deviennent les exceptions."""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from contrat import FORMAT, __version__
from contrat.cli.a_cote import dire_a_cote
from contrat.cli.cadre import AIDE_CONTRAT, Differee, GroupeCommandes, Racine, proposer_racine
from contrat.cli.completion import Installer, Montrer
from contrat.cli.francais import presenter as dire_en_francais
from contrat.cli.parametres import option
from contrat.cli.typer_interne import ClickException, Command, preparer_completion
from contrat.erreurs import ErreurContrat

USAGE, EMPECHE, INTERROMPU, TUBE_FERME = 2, 3, 130, 141


class Application(GroupeCommandes):
    """Les commandes, dans l'ordre où l'aide les montre ; le module qui porte son nom tient chacune."""

    fonctions = (
        Differee("init"),
        Differee("validate"),
        Differee("presenter"),
        Differee("budget"),
        Differee("financement"),
        Differee("convention"),
        Differee("action"),
        Differee("indicateur"),
        Differee("seance"),
        Differee("hierarchiser"),
        Differee("evaluation"),
        Differee("eligibilite"),
        Differee("permanence"),
        Differee("bareme"),
        Differee("concordance"),
        Differee("comparer"),
        Differee("menage"),
        Differee("agenda"),
        Differee("suivi"),
        Differee("evenement"),
        Differee("nouveau"),
        Differee("importer"),
        Differee("exporter"),
        Differee("renouveler"),
        Differee("migrer"),
        Differee("rapport"),
        Differee("site"),
        Differee("rgpd"),
        Differee("schema"),
        Differee("expliquer"),
    )


app = typer.Typer(
    cls=Application,
    no_args_is_help=True,
    suggest_commands=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
preparer_completion()


def _montrer_version(ctx: typer.Context, demandee: bool) -> None:
    if demandee and not ctx.resilient_parsing:
        typer.echo(f"contrat {__version__}, format des données {FORMAT}")
        raise typer.Exit


@app.callback()
def principal(
    ctx: typer.Context,
    racine: Racine = None,
    contrat: Annotated[str | None, option("--contrat", "ID", AIDE_CONTRAT)] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_montrer_version,
            is_eager=True,
            help="Afficher la version, et celle du format des données",
        ),
    ] = False,
    _installer: Installer = False,
    _montrer: Montrer = False,
) -> None:
    """Tenir un contrat social en fichiers YAML : fiches action, budgets, éligibilité des ménages aux aides."""
    if contrat is not None and ctx.invoked_subcommand is not None:
        from contrat.depot.racine import designer

        racine = designer(Path.cwd(), racine, contrat)
    if racine is not None and ctx.invoked_subcommand is not None:
        # Écrite après le nom de la commande, --racine l'emporte : ceci n'est que sa valeur par défaut.
        ctx.default_map = proposer_racine(Application.fonctions, racine)


def lancer() -> None:
    """Lancer la commande demandée et sortir avec le code de ce qui est arrivé."""
    # pydantic chercherait sinon des greffons parmi tous les paquets installés, à chaque commande.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for flux in (sys.stdout, sys.stderr):
        if isinstance(flux, io.TextIOWrapper):
            flux.reconfigure(encoding="utf-8", errors="replace")
    try:
        code: object = _executer()
    except BrokenPipeError:
        code = TUBE_FERME
    except SystemExit as fin:
        # typer sort de lui-même après avoir complété pour le shell, ou quand le lecteur du tube est parti.
        code = TUBE_FERME if isinstance(fin.__context__, BrokenPipeError) else fin.code
    if code == TUBE_FERME:
        _abandonner_sorties()
    raise SystemExit(code)


@cache
def _construire() -> Command:
    """L'application que typer construit, une seule fois : qui la relance dans un même processus n'attend plus."""
    return typer.main.get_command(app)


def _executer() -> int:
    """Le code de sortie de la commande : le seul endroit qui fait d'une exception un message."""
    try:
        code = _construire()(prog_name="contrat", standalone_mode=False)
        dire_a_cote(est_faite=code in (None, 0))
        if sys.stdout is not None:
            sys.stdout.flush()
    except ClickException as faute:
        return _refuser(USAGE, *dire_en_francais(faute).split("\n"))
    except ErreurContrat as erreur:
        return _refuser(
            erreur.code, f"Erreur : {erreur.message}", *([f"  aide : {erreur.aide}"] if erreur.aide else [])
        )
    except (KeyboardInterrupt, typer.Abort):
        code = INTERROMPU
    except BrokenPipeError:
        raise
    except Exception as erreur:
        if getattr(erreur, "errno", None) == errno.ENOSPC:
            code = _refuser(EMPECHE, "Erreur : le disque est plein", "  aide : libérer de la place, puis recommencer")
            _abandonner_sorties()
            return code
        from contrat.depot.fichiers import reconnaitre_un_refus

        if refus := reconnaitre_un_refus(erreur):
            return _refuser(EMPECHE, f"Erreur : {refus.message}", f"  aide : {refus.aide}")
        traceback.print_exc()
        return _refuser(EMPECHE, "Erreur : défaut de l'outil, à signaler avec les lignes ci-dessus")
    finally:
        dire_a_cote(est_faite=False)
    if code == INTERROMPU:  # typer rend ce code quand l'usager l'interrompt
        return _refuser(INTERROMPU, "Interrompu.")
    return code if isinstance(code, int) else 0


def _refuser(code: int, *lignes: str) -> int:
    """Dire un refus ; un nom de fichier qui ferait d'un texte deux lignes commanderait la forge (`::warning::`)."""
    from contrat.cli.terminal import largeur_de
    from contrat.rendu.diagnostics import en_ligne, plier_au_terminal

    largeur = largeur_de(sys.stderr)
    pliees = [pliee for ligne in lignes for pliee in plier_au_terminal(en_ligne(ligne), largeur)]
    typer.echo("\n".join(pliees), err=True)
    return code


def _abandonner_sorties() -> None:
    """Envoyer au néant ce qui n'a pu être écrit : Python se plaindrait, en sortant, de ne pouvoir le faire."""
    for descripteur in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descripteur)

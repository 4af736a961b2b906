"""Les paramètres d'une commande : comment ils se déclarent, ce que l'aide en dit, ce qui est mal écrit."""

from __future__ import annotations

from typing import Any

import typer

from contrat.cli.typer_interne import (
    Command,
    Context,
    Parameter,
    chercher_redite,
    chercher_repete,
    chercher_vide,
    est_option,
    lister_choix,
    nommer_type,
)
from contrat.erreurs import ErreurUsage

# Le nom d'une valeur quand la commande n'en donne pas, par le début du nom de son type dans typer.
VALEURS = {"int": "ENTIER", "float": "NOMBRE", "date": "JOUR", "path": "CHEMIN", "file": "FICHIER", "dir": "DOSSIER"}
INSECABLE = "\u00a0"


def option(nom: str, valeur: str, aide: str) -> Any:
    """Une option, le mot qui nomme sa valeur dans l'aide, et ce qu'elle fait."""
    return typer.Option(nom, metavar=valeur, help=aide)


def argument(valeur: str, aide: str) -> Any:
    """Un argument, par le mot qui le nomme dans l'aide, et ce qu'il désigne."""
    return typer.Argument(metavar=valeur, help=aide)


def nommer(parametre: Parameter) -> str:
    """Le nom sous lequel l'usager connaît un paramètre : `--format`, `FICHIER…`."""
    return max(parametre.opts, key=len) if est_option(parametre) else parametre.metavar or str(parametre.name).upper()


def ecrire_option(ecrite: Parameter) -> str:
    """Comment une option s'écrit : ses noms, puis ses choix ou le nom de sa valeur."""
    noms = ", ".join(sorted(ecrite.opts, key=len))
    if getattr(ecrite, "is_flag", False):
        return noms
    choix = "|".join(lister_choix(ecrite))
    valeur = next((v for debut, v in VALEURS.items() if nommer_type(ecrite).startswith(debut)), "TEXTE")
    return f"{noms} {ecrite.metavar or choix or valeur}"


def _preciser(parametre: Parameter) -> str:
    """Entre crochets, ce qui arrive quand le paramètre manque."""
    if parametre.required:
        return " [obligatoire]"
    defaut = parametre.default
    if defaut is None or isinstance(defaut, bool) or not getattr(parametre, "show_default", False):
        return ""
    return f" [défaut{INSECABLE}:{INSECABLE}{getattr(defaut, 'value', defaut)}]"


def decrire_parametre(parametre: Parameter) -> tuple[str, str]:
    """La ligne d'aide d'un paramètre : comment il s'écrit, ce qu'il fait."""
    ecriture = ecrire_option(parametre) if est_option(parametre) else nommer(parametre)
    return ecriture, f"{getattr(parametre, 'help', None) or ''}{_preciser(parametre)}"


def refuser_vides_et_redites(commande: Command, contexte: Context, ecrits: list[str]) -> None:
    """Refuser ce qui est écrit sans rien, et ce qui est écrit deux fois : l'un des deux l'emporterait en silence."""
    if vide := chercher_vide(contexte, commande.params):
        suite = f", ou retirer {nommer(vide)}" if est_option(vide) else ""
        raise ErreurUsage(f"{nommer(vide)} est vide", f"écrire sa valeur{suite}")
    if repete := chercher_repete(commande, contexte, ecrits):
        raise ErreurUsage(f"{nommer(repete)} est écrit plusieurs fois", "n'en garder qu'un")
    if redite := chercher_redite(contexte, commande.params):
        raise ErreurUsage(f"{nommer(redite[0])} dit deux fois « {redite[1]} »", "n'en garder qu'un")

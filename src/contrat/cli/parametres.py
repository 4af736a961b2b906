"""Les paramètres d'une commande : comment ils se déclarent, ce que l'aide en dit, ce qui est mal écrit."""

from __future__ import annotations

import os
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
    lister_textes,
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


def refuser_l_inemployable(commande: Command, contexte: Context, ecrits: list[str]) -> None:
    """Refuser ce qui est écrit sans rien, ce qui ne se verrait pas, et ce qui est écrit deux fois.

    De deux valeurs, l'une l'emporterait en silence ; un signe invisible ne se relirait pas comme il se lit.
    """
    if vide := chercher_vide(contexte, commande.params):
        suite = f", ou retirer {nommer(vide)}" if est_option(vide) else ""
        raise ErreurUsage(f"{nommer(vide)} est vide", f"écrire sa valeur{suite}")
    if repete := chercher_repete(commande, contexte, ecrits):
        raise ErreurUsage(f"{nommer(repete)} est écrit plusieurs fois", "n'en garder qu'un")
    if redite := chercher_redite(contexte, commande.params):
        raise ErreurUsage(f"{nommer(redite[0])} dit deux fois « {redite[1]} »", "n'en garder qu'un")
    for parametre, texte in lister_textes(contexte, commande.params):
        # Un fichier qui porte ce nom est ce que l'usager désigne : la commande en dira la faute.
        if not texte.isprintable() and not os.path.lexists(texte):
            _refuser_l_invisible(parametre, texte)


def _refuser_l_invisible(parametre: Parameter, texte: str) -> None:
    from contrat.depot.texte import assainir

    if any("\ud800" <= signe <= "\udfff" for signe in texte):
        raise ErreurUsage(f"{nommer(parametre)} n'est pas en UTF-8", "le retaper dans un terminal en UTF-8")
    if fautes := assainir(texte)[1]:
        raise ErreurUsage(f"{nommer(parametre)} : {fautes[0].message}", fautes[0].aide)

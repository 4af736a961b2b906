"""Dire en français les fautes d'usage que typer dit en anglais."""

from __future__ import annotations

import re
from collections.abc import Callable

from contrat.cli.parametres import nommer
from contrat.cli.typer_interne import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    UsageError,
    est_option,
    lister_choix,
)
from contrat.proches import plus_proche, proposer

Piste = Callable[[UsageError, str], str]


def _options(faute: UsageError, mot: str) -> str:
    """L'option voisine, ou la place juste d'une option de commande écrite avant le nom de la commande."""
    if faute.ctx is None:
        return ""
    if mot.lstrip("-").isdigit():
        return "un nombre négatif s'écrit en dernier, après deux tirets seuls"
    commandes = getattr(faute.ctx.command, "commands", {})
    if any(mot in p.opts for commande in commandes.values() for p in commande.params):
        return "l'écrire après le nom de la commande"
    proche = plus_proche(mot, [nommer(p) for p in faute.ctx.command.get_params(faute.ctx) if est_option(p)])
    return f"vouliez-vous dire « {proche} » ?" if proche else ""


def _commandes(faute: UsageError, mot: str) -> str:
    return proposer(mot, getattr(faute.ctx and faute.ctx.command, "commands", {}))


def _choix(faute: UsageError, mot: str) -> str:
    """Le choix voisin, parmi ceux que l'aide annonce : un ancien nom se lit encore, il ne se propose plus."""
    param = getattr(faute, "param", None)
    annonces = (getattr(param, "metavar", None) or "").split("|")
    choix = lister_choix(param)
    return proposer(mot, [nom for nom in choix if nom in annonces] or choix)


def _sans(_faute: UsageError, _mot: str) -> str:
    return ""


CITE = "['\"](.*)['\"]"  # un texte que typer a écrit par repr()
CHEMIN = f"(?:Path|File|Directory) {CITE}"
# Les messages de typer 0.26 à 0.28 : le motif, sa traduction, où chercher ce que l'usager voulait écrire.
TRADUCTIONS: tuple[tuple[str, str, Piste], ...] = (
    (r"No such option: (.+)", "option inconnue « {} »", _options),
    (rf"No such command {CITE}\.", "commande inconnue « {} »", _commandes),
    (r"Missing command\.", "il manque le nom d'une commande", _commandes),
    (r"Got unexpected extra argument\(s\) \((.*)\)", "en trop : « {} »", _sans),
    (rf"Option {CITE} requires an argument\.", "l'option {} attend une valeur", _sans),
    (rf"Option {CITE} requires (\d+) arguments\.", "l'option {} attend {} valeurs", _sans),
    (rf"Option {CITE} does not take a value\.", "l'option {} s'écrit sans valeur", _sans),
    (rf"Argument {CITE} takes (\d+) values\.", "{} attend {} valeurs", _sans),
    (r"(?:Takes )?(\d+) values (?:are required, )?but (\d+) given\.", "{} valeurs attendues, {} données", _sans),
    (rf"{CITE} is not one of .*\.", "« {} » n'est pas reconnu", _choix),
    (rf"{CITE} is not a valid int(?:eger)?(?: range)?\.", "« {} » n'est pas un nombre entier", _sans),
    (rf"{CITE} is not a valid float(?: range)?\.", "« {} » n'est pas un nombre", _sans),
    (rf"{CITE} does not match the formats .*\.", "« {} » n'est pas une date", _sans),
    (r"(.+) is not in the range (-?\d+)<=x<=(-?\d+)\.", "{} n'est pas entre {} et {}", _sans),
    (r"(.+) is not in the range x>=(-?\d+)\.", "{} est plus petit que {}", _sans),
    (r"(.+) is not in the range (.+)\.", "{} est hors des bornes {}", _sans),
    (rf"{CHEMIN} does not exist\.", "« {} » n'existe pas", _sans),
    (rf"{CHEMIN} is a file\.", "« {} » est un fichier, il faut un dossier", _sans),
    (rf"{CHEMIN} is a directory\.", "« {} » est un dossier, il faut un fichier", _sans),
    (rf"{CHEMIN} is not readable\.", "« {} » ne peut pas être lu", _sans),
    (rf"{CHEMIN} is not writable\.", "« {} » ne peut pas être écrit", _sans),
)


def _traduire(faute: UsageError) -> str:
    """La phrase française d'un message de typer ; un message inconnu laisse une phrase vague, mais française."""
    for motif, phrase, piste in TRADUCTIONS:
        if trouve := re.fullmatch(motif, faute.message, re.DOTALL):
            suite = piste(faute, trouve[1] if trouve.groups() else "")
            return phrase.format(*trouve.groups()) + (f" ; {suite}" if suite else "")
    return "valeur refusée" if isinstance(faute, BadParameter) else "commande mal écrite"


def dire(faute: UsageError) -> str:
    """Une faute d'usage en une phrase : ce qui a été trouvé, ce qui était attendu."""
    if isinstance(faute, MissingParameter):
        return "il manque " + (nommer(faute.param) if faute.param else "une valeur")
    if isinstance(faute, BadParameter) and faute.param is not None:
        return f"{nommer(faute.param)} : {_traduire(faute)}"
    return _traduire(faute)


def presenter(faute: ClickException) -> str:
    """Ce que l'usager lit d'une faute d'usage : la faute, l'emploi de la commande, où lire la suite."""
    if isinstance(faute, NoArgsIsHelpError):
        return faute.message
    if not isinstance(faute, UsageError):
        return "Erreur : commande mal écrite"
    lignes = [f"Erreur : {dire(faute)}"]
    if faute.ctx is not None:
        lignes += [faute.ctx.get_usage(), f"  aide : {faute.ctx.command_path} --help"]
    return "\n".join(lignes)

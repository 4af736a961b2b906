"""Ce que l'outil emploie des parties privées de typer, que rien ne promet : le seul module qui y touche.

typer n'offre ni ses fautes d'usage, ni l'écriture de son aide, ni la lecture d'un paramètre ; la décision 0015 dit
pourquoi s'en servir quand même. À chaque nouvelle version de typer :

1. élargir la borne de `pyproject.toml`, puis `make verif-typer` : les textes entiers des aides, des fautes et de la
   complétion sont comparés à la plus ancienne et à la plus récente des versions admises ;
2. un nom introuvable se cherche dans `typer/_click/`, d'où il a pu passer dans `typer/` ; il se corrige ici seulement ;
3. une faute qui se dit « commande mal écrite » ou « valeur refusée » a changé de texte anglais : l'ajouter aux
   `TRADUCTIONS` de `francais.py`, l'ancien restant tant que la borne basse l'écrit ;
4. `make bancs` : si `contrat --help` dépasse sa cible, garder l'ancienne borne et le dire dans une décision.

En 0.29, un paramètre n'a plus de `type` et pydantic écrit les fautes de valeur : c'est là que serait le travail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from typer import _completion_classes
from typer._click import ClickException, Command, Context, HelpFormatter, Parameter
from typer._click.exceptions import BadParameter, MissingParameter, NoArgsIsHelpError, UsageError
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup, TyperOption

__all__ = [
    "BadParameter",
    "ClickException",
    "Command",
    "CompletionItem",
    "Context",
    "HelpFormatter",
    "MissingParameter",
    "NoArgsIsHelpError",
    "Parameter",
    "TyperCommand",
    "TyperGroup",
    "TyperOption",
    "UsageError",
]

VARIABLE_DE_COMPLETION = "_CONTRAT_COMPLETE"


def est_option(parametre: Parameter) -> bool:
    """Vrai pour une option, faux pour un argument."""
    return parametre.param_type_name == "option"


def lister_choix(parametre: Parameter | None) -> tuple[str, ...]:
    """Les valeurs qu'un paramètre admet, quand elles sont comptées."""
    return tuple(getattr(getattr(parametre, "type", None), "choices", ()))


def nommer_type(parametre: Parameter) -> str:
    """Le nom que typer donne au type d'un paramètre, comme `integer range`."""
    return parametre.type.name


def est_donne(contexte: Context, nom: str) -> bool:
    """Vrai quand l'usager a écrit ce paramètre, faux quand il a sa valeur par défaut."""
    origine = contexte.get_parameter_source(nom)
    return origine is not None and origine.name == "COMMANDLINE"


def chercher_vide(contexte: Context, parametres: Iterable[Parameter]) -> Parameter | None:
    """Le premier paramètre que l'usager écrit sans rien, ou fait d'espaces."""
    vides = (parametre for parametre, texte in lister_textes(contexte, parametres) if not texte.strip())
    return next((vide for vide in vides if est_donne(contexte, vide.name or "")), None)


def lister_textes(contexte: Context, parametres: Iterable[Parameter]) -> Iterator[tuple[Parameter, str]]:
    """Chaque texte que reçoit la commande, avec son paramètre ; un chemin n'en est pas un."""
    for parametre in parametres:
        valeur = contexte.params.get(parametre.name or "")
        for ecrite in valeur if isinstance(valeur, (list, tuple)) else [valeur]:
            if isinstance(ecrite, str):
                yield parametre, ecrite


def chercher_repete(commande: Command, contexte: Context, arguments: list[str]) -> Parameter | None:
    """Le premier paramètre à une valeur que l'usager écrit plusieurs fois : typer n'en garderait que la dernière."""
    ordre = commande.make_parser(contexte).parse_args(list(arguments))[2]
    seuls = [p for p in ordre if est_option(p) and not p.multiple and not getattr(p, "is_flag", False)]
    return next((p for rang, p in enumerate(seuls) if p in seuls[:rang]), None)


def chercher_redite(contexte: Context, parametres: Iterable[Parameter]) -> tuple[Parameter, str] | None:
    """La première option qui se répète et redit une valeur, avec cette valeur."""
    for parametre in parametres:
        valeurs = contexte.params.get(parametre.name or "")
        if est_option(parametre) and parametre.multiple and isinstance(valeurs, (list, tuple)):
            for rang, valeur in enumerate(valeurs):
                if valeur in valeurs[:rang]:
                    return parametre, str(valeur)
    return None


def poser_commandes(groupe: TyperGroup, commandes: Mapping[str, Command]) -> None:
    """Donner à un groupe ses commandes ; typer attend un `dict`, et ne fait que le lire."""
    groupe.commands = cast("dict[str, Command]", commandes)


def completer_par(parametre: Parameter, proposer: Callable[[Context, str], list[CompletionItem]]) -> None:
    """Faire compléter un paramètre par cette fonction, s'il n'en a pas déjà une."""
    if parametre._custom_shell_complete is None:
        parametre._custom_shell_complete = lambda contexte, _, commence: proposer(contexte, commence)


def preparer_completion() -> None:
    """Apprendre à typer à répondre aux shells qui complètent."""
    _completion_classes.completion_init()
    # typer passe chaque aide par rich, qui triple le temps de réponse et la coupe en deux lignes ; les nôtres
    # n'ont pas de balises à ôter.
    _completion_classes._sanitize_help_text = lambda text: text


def nommer_shell() -> str | None:
    """Le shell qui a lancé la commande, quand il se reconnaît."""
    from typer._completion_shared import _get_shell_name

    return _get_shell_name()


def installer_completion(shell: str) -> Path:
    """Écrire la complétion dans les fichiers de démarrage du shell, et rendre celui qui la porte."""
    from typer._completion_shared import install

    return install(shell=shell, prog_name="contrat", complete_var=VARIABLE_DE_COMPLETION)[1]


def ecrire_completion(shell: str) -> str:
    """Le script de complétion de ce shell."""
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="contrat", complete_var=VARIABLE_DE_COMPLETION, shell=shell)

"""Le cadre des commandes : l'aide en français, et l'option `--racine` que toutes partagent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click import Command
from typer._click.exceptions import UsageError
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter, Parameter
    from typer.core import TyperOption

Racine = Annotated[
    Path | None,
    typer.Option(
        "--racine",
        metavar="DOSSIER",
        help="Racine du contrat ; sans elle, le dossier courant ou le premier au-dessus qui contient data/contrat.yaml",
    ),
]

# Le nom d'une valeur quand la commande n'en donne pas ; typer a changé les noms de ses types en 0.27.
VALEURS = {"int": "ENTIER", "integer": "ENTIER", "float": "NOMBRE", "path": "CHEMIN", "file": "FICHIER"}
INSECABLE = "\u00a0"


def est_option(parametre: Parameter) -> bool:
    """Vrai pour une option, faux pour un argument."""
    return parametre.param_type_name == "option"


def nommer(parametre: Parameter) -> str:
    """Le nom sous lequel l'usager connaît un paramètre : `--format`, `FICHIER…`."""
    if est_option(parametre):
        return str(max(parametre.opts, key=len))
    return str(parametre.metavar or f"{parametre.name}".upper())


def _valeur(option: Parameter) -> str:
    """Ce qui s'écrit après une option : ses choix ou le nom de sa valeur ; rien pour un drapeau."""
    if getattr(option, "is_flag", False):
        return ""
    choix = getattr(option.type, "choices", None)
    return " " + (option.metavar or ("|".join(choix) if choix else VALEURS.get(option.type.name, "TEXTE")))


def _precisions(parametre: Parameter) -> str:
    """Entre crochets, ce que l'usager doit savoir d'un paramètre sans lire la suite."""
    defaut = parametre.default
    if parametre.required:
        return " [obligatoire]"
    if defaut is None or isinstance(defaut, bool) or not getattr(parametre, "show_default", False):
        return ""
    return f" [défaut{INSECABLE}:{INSECABLE}{getattr(defaut, 'value', defaut)}]"


def _decrire(parametre: Parameter) -> tuple[str, str]:
    """La ligne d'aide d'un paramètre : comment il s'écrit, ce qu'il fait."""
    noms = nommer(parametre)
    if est_option(parametre):
        noms = ", ".join(sorted(parametre.opts, key=len)) + _valeur(parametre)
    return noms, f"{getattr(parametre, 'help', None) or ''}{_precisions(parametre)}"


class _EnFrancais(Command):
    """L'aide d'une commande, écrite en français."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Lire les arguments ; une faute sait toujours dans quelle commande elle a été faite."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as faute:
            faute.ctx = faute.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Les mots qui suivent le nom de la commande dans la ligne d'utilisation."""
        arguments = [p for p in self.get_params(ctx) if not est_option(p)]
        return ["[OPTIONS]", *(nommer(a) if a.required else f"[{nommer(a)}]" for a in arguments)]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire la ligne d'utilisation."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Utilisation : ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire les arguments, puis les options."""
        parametres = [p for p in self.get_params(ctx) if not getattr(p, "hidden", False)]
        for titre, options in (("Arguments", False), ("Options", True)):
            lignes = [_decrire(p) for p in parametres if est_option(p) is options]
            if lignes:
                with formatter.section(f"{titre} "):
                    formatter.write_dl(lignes)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """L'option `--help`, son aide traduite."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Afficher cette aide"
        return option

    def get_help(self, ctx: Context) -> str:
        """L'aide entière ; les espaces insécables n'ont servi qu'à couper les lignes au bon endroit."""
        return super().get_help(ctx).replace(INSECABLE, " ")

    def get_short_help_str(self, limit: int = 0) -> str:
        """La première phrase de l'aide, entière : coupée, elle ne dirait plus rien."""
        return " ".join((self.help or "").partition("\n\n")[0].split()).rstrip(".")


class Commande(_EnFrancais, TyperCommand):
    """Une commande dont l'aide est en français."""


class Groupe(_EnFrancais, TyperGroup):
    """L'application, dont l'aide montre d'abord les commandes."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Les mots qui suivent `contrat` dans la ligne d'utilisation."""
        return ["[OPTIONS]", "COMMANDE", "[ARGUMENTS]"]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire les commandes, puis les options."""
        with formatter.section("Commandes "):
            formatter.write_dl([(nom, commande.get_short_help_str()) for nom, commande in self.commands.items()])
        super().format_options(ctx, formatter)

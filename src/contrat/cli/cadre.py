"""Le cadre des commandes : l'aide en français, des commandes construites à la demande, l'option `--racine`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from contrat.cli.parametres import (
    INSECABLE,
    argument,
    decrire_parametre,
    ecrire_option,
    nommer,
    option,
    refuser_l_inemployable,
)
from contrat.cli.typer_interne import (
    Command,
    CompletionItem,
    Context,
    HelpFormatter,
    TyperCommand,
    TyperGroup,
    TyperOption,
    UsageError,
    completer_par,
    est_option,
    poser_commandes,
)
from contrat.erreurs import ErreurUsage


class Ensemble:
    """Des commandes réunies sous un même nom, comme `contrat action lister` ; `principale` leur donne nom et aide.

    Quand `principale` a des paramètres, elle est aussi une commande : `contrat bareme 2011-03-01`.
    """

    def __init__(self, principale: Callable[..., None], *fonctions: Callable[..., None]) -> None:
        self.__name__ = principale.__name__
        self.__doc__ = principale.__doc__
        self.principale = principale
        self.fonctions = fonctions
        self.agit = bool(inspect.signature(principale).parameters)


class Differee:
    """Une commande dont le module n'est importé que si elle sert : `budget` a une fonction `budget` ou un `BUDGET`."""

    def __init__(self, nom: str) -> None:
        self.__name__ = nom

    def lire(self) -> Callable[..., None] | Ensemble:
        """La commande elle-même."""
        contenu = vars(import_module(f"contrat.cli.{self.__name__}"))
        commande: Callable[..., None] | Ensemble = contenu.get(self.__name__.upper()) or contenu[self.__name__]
        return commande


Fonction = Callable[..., None] | Ensemble | Differee
EXERCICES = "Exercices : 2025 ou 2025-2026 ; sinon, tout le contrat"
ArgumentPeriode = Annotated[str | None, argument("PERIODE", EXERCICES)]
Racine = Annotated[
    Path | None,
    option(
        "--racine",
        "DOSSIER",
        "Racine du contrat ; sans elle, le dossier courant ou le premier au-dessus qui contient data/contrat.yaml",
    ),
]
# Ce que le shell complète, selon le mot de la ligne d'utilisation : `identifiants` dit par quoi.
COMPLETES = frozenset(
    {"ACTION", "AXE", "SEANCE", "MENAGE", "ORGANISME", "FINANCEUR", "SOURCE", "STATUT", "ETAPE", "CONTRAT"}
    | {"PERIODE", "INDICATEUR", "INSTANCE"}
)
AIDE_CONTRAT = "Celui des contrats du dépôt dont on parle, quand il en a plusieurs"


def lire(fonction: Fonction) -> Callable[..., None] | Ensemble:
    """La commande, importée si elle ne l'était pas."""
    return fonction.lire() if isinstance(fonction, Differee) else fonction


def resumer(fonction: Fonction) -> str:
    """La première phrase de la docstring d'une commande, pour la liste des commandes."""
    fonction = lire(fonction)
    return " ".join((fonction.__doc__ or "").partition("\n\n")[0].split()).rstrip(".")


class _EnFrancais(Command):
    """L'aide d'une commande, écrite en français."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Lire les arguments, ni vides ni redits ; une faute sait toujours dans quelle commande elle a été faite."""
        ecrits = list(args)
        try:
            reste = super().parse_args(ctx, args)
        except UsageError as faute:
            faute.ctx = faute.ctx or ctx
            raise
        if not ctx.resilient_parsing:
            refuser_l_inemployable(self, ctx, ecrits)
        return reste

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Les mots qui suivent le nom de la commande dans la ligne d'utilisation."""
        options = [ecrire_option(p) for p in self.get_params(ctx) if est_option(p) and p.required]
        arguments = [p for p in self.get_params(ctx) if not est_option(p)]
        return ["[OPTIONS]", *options, *(nommer(a) if a.required else f"[{nommer(a)}]" for a in arguments)]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire la ligne d'utilisation."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Utilisation : ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire les arguments, puis les options."""
        visibles = [p for p in self.get_params(ctx) if not getattr(p, "hidden", False)]
        for titre, options in (("Arguments ", False), ("Options ", True)):
            lignes = [decrire_parametre(p) for p in visibles if est_option(p) is options]
            if lignes:
                with formatter.section(titre):
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


class Commande(_EnFrancais, TyperCommand):
    """Une commande dont l'aide est en français ; celle qui lit un contrat sait aussi lequel, par `--contrat`."""

    def __init__(self, **reglages: Any) -> None:
        super().__init__(**reglages)
        rangs = [rang for rang, parametre in enumerate(self.params) if parametre.name == "racine"]
        if rangs:
            self.params.insert(rangs[0] + 1, TyperOption(param_decls=["--contrat"], metavar="ID", help=AIDE_CONTRAT))
        for parametre in self.params:
            mot = "CONTRAT" if parametre.name == "contrat" else parametre.metavar
            if mot in COMPLETES:
                completer_par(parametre, partial(_proposer, mot))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Lire les arguments, et refuser la racine donnée avant le nom d'une commande qui n'en a pas l'emploi."""
        reste = super().parse_args(ctx, args)
        if (contrat := ctx.params.pop("contrat", None)) and not ctx.resilient_parsing:
            from contrat.depot.racine import designer

            if ctx.params.get("tous"):
                raise ErreurUsage("--contrat et --tous s'excluent", "retirer l'un des deux")
            imposee = ctx.params["racine"]
            ctx.params["racine"] = designer(Path.cwd(), Path(imposee) if imposee else None, contrat)
        if "racine" in (ctx.default_map or {}) and "racine" not in ctx.params and not ctx.resilient_parsing:
            raise ErreurUsage(f"--racine ne sert pas à « {ctx.command_path} »", "la retirer")
        return reste


def _proposer(mot: str, contexte: Context, commence: str) -> list[CompletionItem]:
    """Les identifiants du contrat qui complètent un mot commencé."""
    from contrat.depot.identifiants import proposer_identifiants

    demandee = contexte.params.get("racine") or contexte.find_root().params.get("racine")
    fiche = str(contexte.params.get("action") or "")
    trouves = proposer_identifiants(mot, commence, Path.cwd(), Path(demandee) if demandee else None, fiche)
    return [CompletionItem(nom, help=titre or None) for nom, titre in trouves.items()]


def proposer_racine(fonctions: Iterable[Fonction], racine: Path) -> dict[str, Any]:
    """La racine comme valeur par défaut de chaque commande, jusque dans les ensembles."""
    return {
        f.__name__: {"racine": racine} | (proposer_racine(f.fonctions, racine) if isinstance(f, Ensemble) else {})
        for f in map(lire, fonctions)
    }


class Commandes(Mapping[str, Command]):
    """Les commandes par leur nom, construites à la demande : typer met plus d'une milliseconde pour chacune."""

    def __init__(self, fonctions: Iterable[Fonction]) -> None:
        self.fonctions = {fonction.__name__: fonction for fonction in fonctions}

    def __getitem__(self, nom: str) -> Command:
        return _construire(self.fonctions[nom])

    def __iter__(self) -> Iterator[str]:
        return iter(self.fonctions)

    def __len__(self) -> int:
        return len(self.fonctions)


class CommandeOuverte(Commande):
    """Une commande qui en a d'autres sous son nom : le premier mot dit laquelle, sinon c'est elle-même."""

    fonctions: ClassVar[tuple[Fonction, ...]] = ()

    def __init__(self, **reglages: Any) -> None:
        super().__init__(**reglages)
        self.commands = Commandes(self.fonctions)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Context | None = None, **extra: Any
    ) -> Context:
        """Lire les arguments de la commande que dit le premier mot."""
        if not args or args[0] not in self.commands:
            return super().make_context(info_name, args, parent, **extra)
        donnees = (parent and parent.lookup_default(str(info_name))) or {}
        extra["default_map"] = donnees.get(args[0])
        return self.commands[args[0]].make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire les commandes, puis les arguments et les options."""
        _ecrire_commandes(self.fonctions, formatter)
        super().format_options(ctx, formatter)


def _ecrire_commandes(fonctions: Iterable[Fonction], formatter: HelpFormatter) -> None:
    """La partie de l'aide qui énumère des commandes."""
    with formatter.section("Commandes "):
        formatter.write_dl([(fonction.__name__, resumer(fonction)) for fonction in fonctions])


@cache
def _construire(fonction: Fonction) -> Command:
    fonction = lire(fonction)
    if isinstance(fonction, Ensemble) and fonction.agit:
        classe = type(fonction.__name__, (CommandeOuverte,), {"fonctions": fonction.fonctions})
        seule = typer.Typer(add_completion=False, rich_markup_mode=None)
        seule.command(cls=classe)(fonction.principale)
    elif isinstance(fonction, Ensemble):
        classe = type(fonction.__name__, (GroupeCommandes,), {"fonctions": fonction.fonctions})
        seule = typer.Typer(
            cls=classe, add_completion=False, rich_markup_mode=None, suggest_commands=False, no_args_is_help=True
        )
        seule.callback()(fonction.principale)
    else:
        seule = typer.Typer(add_completion=False, rich_markup_mode=None)
        seule.command(cls=Commande)(fonction)
    return typer.main.get_command(seule)


class GroupeCommandes(_EnFrancais, TyperGroup):
    """L'application, dont l'aide montre d'abord les commandes."""

    fonctions: ClassVar[tuple[Fonction, ...]] = ()

    def __init__(self, **reglages: Any) -> None:
        super().__init__(**reglages)
        poser_commandes(self, Commandes(self.fonctions))

    def collect_usage_pieces(self, ctx: Context) -> list[str]:  # noqa: ARG002
        """Les mots qui suivent `contrat` dans la ligne d'utilisation."""
        return ["[OPTIONS]", "COMMANDE", "[ARGUMENTS]"]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Écrire les commandes, puis les options."""
        _ecrire_commandes(self.fonctions, formatter)
        super().format_options(ctx, formatter)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Lire les arguments ; `contrat help budget` vaut `contrat budget --help`."""
        if ctx.parent is None and args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Les commandes ou les options qui complètent un mot commencé."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        proposees = [f for f in self.fonctions if f.__name__.startswith(incomplete)]
        return [CompletionItem(f.__name__, help=resumer(f)) for f in proposees]

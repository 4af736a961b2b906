"""Les deux options qui donnent la complétion au shell, en français."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.typer_interne import ecrire_completion, installer_completion, nommer_shell
from contrat.erreurs import ErreurContrat

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def _reconnaitre_shell() -> str:
    shell = nommer_shell()
    if shell not in SHELLS:
        raise ErreurContrat(
            f"complétion impossible : « {shell or 'inconnu'} » n'est pas un shell reconnu",
            "lancer cette commande depuis bash, zsh, fish ou PowerShell",
        )
    return shell


def installer(ctx: typer.Context, demande: bool) -> None:
    """Écrire la complétion dans les fichiers de démarrage du shell, puis s'arrêter là."""
    if not demande or ctx.resilient_parsing:
        return
    shell = _reconnaitre_shell()
    if shell in ("powershell", "pwsh"):
        # typer y lèverait la protection de Windows contre les scripts : ce choix revient à l'usager.
        raise ErreurContrat(
            "la complétion de PowerShell ne s'installe pas toute seule",
            "ajouter à votre profil ($PROFILE) ce qu'affiche « contrat --show-completion »",
        )
    try:
        fichier = installer_completion(shell)
    except OSError as erreur:
        raise ErreurContrat(
            f"complétion impossible : {erreur.filename} ne peut pas être écrit",
            "demander le droit d'écrire dans ce dossier",
        ) from None
    typer.echo(f"Complétion de {shell} installée dans {fichier}\nElle servira dès le prochain terminal ouvert.")
    raise typer.Exit


def montrer(ctx: typer.Context, demande: bool) -> None:
    """Afficher le script de complétion du shell, puis s'arrêter là."""
    if not demande or ctx.resilient_parsing:
        return
    typer.echo(ecrire_completion(_reconnaitre_shell()))
    raise typer.Exit


Installer = Annotated[
    bool,
    typer.Option(
        "--install-completion", callback=installer, is_eager=True, help="Installer la complétion dans le shell courant"
    ),
]
Montrer = Annotated[
    bool,
    typer.Option(
        "--show-completion", callback=montrer, is_eager=True, help="Afficher le script de complétion du shell courant"
    ),
]

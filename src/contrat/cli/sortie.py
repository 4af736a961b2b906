"""Montrer un résultat : les options `--format` et `-o` de toutes les commandes, et ce qu'elles font."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contrat.cli.parametres import option
from contrat.erreurs import ErreurUsage
from contrat.formes import EN_FICHIER, EXTENSIONS, ORDINAIRES, SANS_PHRASE, Forme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contrat.rendu.document import Document


def option_format(ordinaire: str = "texte", en_plus: str = "") -> Any:
    """L'option `--format` ; `en_plus` est une forme que peu de pages ont."""
    return option("--format", f"{'|'.join(ORDINAIRES)}{en_plus}", f"Forme de la sortie ; sans elle, {ordinaire}")


OptionFormat = Annotated[Forme | None, option_format()]
OptionFormatRapport = Annotated[Forme | None, option_format("md")]
OptionSortie = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--sortie",
        metavar="FICHIER",
        help="Écrire dans ce fichier, dans la forme que dit son nom ; - : à l'écran",
    ),
]
A_L_ECRAN = Path("-")


def choisir_forme(format_: Forme | None, sortie: Path | None, ordinaire: Forme = Forme.texte) -> Forme:
    """La forme demandée, sinon celle que dit l'extension, sinon, sans extension, l'ordinaire ; les deux s'accordent."""
    voulue = Forme.texte if format_ is Forme.table else format_
    dite = None if sortie is None else EXTENSIONS.get(sortie.suffix.lower())
    if sortie is not None and sortie != A_L_ECRAN:
        from contrat.depot.fichiers import refuser_contrat

        refuser_contrat(sortie)
    if sortie is not None and sortie.suffix and not dite and not voulue:
        raise ErreurUsage(
            f"{sortie} : extension inconnue", f"choisir parmi : {', '.join(EXTENSIONS)}, ou donner --format"
        )
    if voulue and dite and voulue is not dite:
        raise ErreurUsage(
            f"{sortie} annonce la forme {dite}, et --format demande {voulue}", "changer l'un des deux, ou ôter --format"
        )
    return voulue or dite or ordinaire


def livrer_rapport(
    document: Document, format_: Forme | None, sortie: Path | None, racine: Path, reserve: str = ""
) -> None:
    """Écrire un rapport, en Markdown à moins d'une autre forme ; au pied, de quand sont les données et la réserve."""
    _livrer(document, choisir_forme(format_, sortie, Forme.md), sortie, racine, f"{dater(racine)} {reserve}".strip())


def livrer(document: Document, format_: Forme | None, sortie: Path | None, racine: Path) -> None:
    """Écrire un document à l'écran ou dans un fichier, dans la forme demandée, sinon en texte."""
    forme = choisir_forme(format_, sortie)
    _livrer(document, forme, sortie, racine, dater(racine) if forme in (Forme.pdf, Forme.docx) else "")


def _livrer(document: Document, forme: Forme, sortie: Path | None, racine: Path, pied: str) -> None:
    from contrat.cli.terminal import largeur_de
    from contrat.rendu.document import ecrire
    from contrat.rendu.typographie import rendre_ordinaires

    fichier = None if sortie == A_L_ECRAN else sortie
    if forme in EN_FICHIER and fichier is None and sys.stdout.isatty():
        raise ErreurUsage(
            f"{EN_FICHIER[forme]} ne s'affiche pas au terminal", f"ajouter -o et le nom d'un fichier .{forme}"
        )
    largeur = largeur_de(sys.stdout) if fichier is None else 0
    contenu = ecrire(document, forme, racine, largeur, pied)
    if fichier is None:
        typer.echo(contenu, nl=False)
    else:
        from contrat.depot.fichiers import ecrire_octets

        ecrire_octets(fichier, contenu if isinstance(contenu, bytes) else contenu.encode("utf-8"))
    if forme in SANS_PHRASE:
        for phrase in document.a_cote():
            typer.echo(rendre_ordinaires(phrase), err=True)


def dater(racine: Path, sans: Sequence[str] = ()) -> str:
    """Ce que le bas d'une page dit des données : leur jour et leur révision, hors des dossiers `sans`."""
    from contrat.depot.revisions import lire_etat
    from contrat.rendu.mots.phrases import dire_l_etat

    return dire_l_etat(lire_etat(racine, sans))

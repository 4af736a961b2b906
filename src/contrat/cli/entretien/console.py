"""L'écran et le clavier de l'entretien : des lignes qui se suivent, jamais redessinées, coupées aux espaces.

Un lecteur d'écran les lit dans l'ordre ; la largeur est celle du terminal, et rien n'y est tronqué.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass

import typer

from contrat.rendu.typographie import plier, rendre_ordinaires

INVITE = "> "
LARGEUR = 80
# Au-dessus, une phrase se lit mal.
_LARGEUR_MAX = 100


@dataclass(frozen=True)
class Console:
    """Un terminal ; sans `largeur`, les lignes ne sont pas coupées : c'est le lecteur d'écran qui le fait."""

    largeur: int | None

    @classmethod
    def ouvrir(cls, est_lineaire: bool) -> Console:
        """La console de ce terminal, linéaire quand on le demande ou qu'il ne sait rien faire d'autre."""
        if est_lineaire or os.environ.get("TERM") == "dumb":
            return cls(None)
        with suppress(ImportError):  # Windows n'a pas readline, et sa console corrige déjà la ligne tapée.
            import readline  # noqa: F401
        return cls(min(shutil.get_terminal_size().columns - 1, _LARGEUR_MAX))

    def dire(self, *lignes: str) -> None:
        """Écrire des lignes, pliées à la largeur ; ce qui suit un retrait ou un tiret reste sous lui."""
        for ligne in lignes:
            typer.echo("\n".join(self.plier(rendre_ordinaires(ligne))))

    def lire(self) -> str | None:
        """Ce qui est tapé, sans les espaces autour ; rien quand l'entrée est fermée."""
        try:
            tape = input(INVITE)
        except EOFError:
            typer.echo()
            return None
        return tape.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()

    def plier(self, ligne: str) -> list[str]:
        """La ligne coupée aux espaces, à la largeur du terminal ; un chemin ne l'est jamais."""
        if self.largeur is None or len(ligne) <= self.largeur:
            return [ligne]
        texte = ligne.lstrip(" ")
        retrait = " " * (len(ligne) - len(texte))
        suite = retrait + "  " * (texte[:2] in ("- ", "→ ") or bool(retrait))
        return [rendre_ordinaires(pliee) for pliee in plier(texte, retrait, suite, self.largeur)]

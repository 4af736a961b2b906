"""Ce que l'outil dit d'une donnée fausse : une valeur, jamais une exception."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Chemin = tuple[str | int, ...]


class Gravite(StrEnum):
    """Ce qu'un diagnostic empêche : l'erreur bloque, l'avertissement bloque sous `--strict`, l'information jamais."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


class Position(NamedTuple):
    """Un endroit d'un fichier : ligne et colonne comptées à partir de 1, `fin` suit le dernier signe."""

    ligne: int
    colonne: int
    fin: int


class Emplacement(NamedTuple):
    """Une adresse résolue : le fichier, la place et la ligne fautive telle qu'elle est écrite."""

    fichier: str
    ligne: int
    colonne: int
    fin: int
    extrait: str = ""


class Adresse(NamedTuple):
    """Un endroit du contrat, dit par l'objet et le chemin de ses clés : une règle ne connaît ni fichier ni ligne.

    `sur_cle` montre la clé plutôt que sa valeur ; `position` prime quand la règle lit le texte même du fichier.
    """

    genre: str
    identifiant: str
    chemin: Chemin = ()
    sur_cle: bool = False
    position: Position | None = None

    def sous(self, *cles: str | int) -> Adresse:
        """L'adresse d'un endroit sous celui-ci."""
        return self._replace(chemin=(*self.chemin, *cles))


class Constat(NamedTuple):
    """Ce qu'une règle rapporte ; le code et la gravité sont ajoutés par le moteur.

    `informe` : la règle ne fait cette fois qu'informer, par exemple parce que son texte est postérieur à l'exercice.
    """

    adresse: Adresse
    message: str
    aide: str = ""
    informe: bool = False


class Diagnostic(NamedTuple):
    """Une faute située, prête à afficher.

    `extrait` est la ligne fautive du fichier ; `place` le chemin de ses clés, et `empreinte` ce qui la reconnaît d'une
    fois à l'autre : ni l'un ni l'autre ne changent quand des lignes s'ajoutent ailleurs.
    """

    code: str
    gravite: Gravite
    message: str
    fichier: str
    ligne: int
    colonne: int
    fin: int
    aide: str = ""
    extrait: str = ""
    place: str = ""
    empreinte: str = ""


# Une valeur plus longue est citée par son début.
LONGUEUR_CITEE = 60


def citer(texte: str) -> str:
    """Un texte à citer dans un message, coupé s'il est long."""
    return texte if len(texte) <= LONGUEUR_CITEE else f"{texte[:LONGUEUR_CITEE]}…"


def trier(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Ranger les diagnostics dans l'ordre de lecture : fichier, ligne, colonne, code."""
    return sorted(diagnostics, key=lambda d: (d.fichier, d.ligne, d.colonne, d.code, d.message))

"""Ce que l'outil dit d'une donnée fausse : une valeur, jamais une exception."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from textwrap import shorten
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


class Remplacement(NamedTuple):
    """Un mot ou une valeur, et ce qu'il faut sûrement écrire à sa place."""

    ecrit: str
    voulu: str


class Correction(NamedTuple):
    """La correction sûre d'une faute : une tranche du fichier, et le texte à y mettre.

    Lignes et colonnes sont comptées à partir de 1 ; `colonne_fin` suit le dernier signe remplacé.
    """

    ligne: int
    colonne: int
    ligne_fin: int
    colonne_fin: int
    texte: str


class Constat(NamedTuple):
    """Ce qu'une règle rapporte ; le code et la gravité sont ajoutés par le moteur.

    `informe` : la règle ne fait cette fois qu'informer, par exemple parce que son texte est postérieur à l'exercice.
    `remplacement` : ce qui corrige sûrement la valeur que l'adresse désigne. `pistes` : les autres endroits dont la
    faute dépend ; quand l'un d'eux vient de changer, c'est lui qu'il faut montrer.
    """

    adresse: Adresse
    message: str
    aide: str = ""
    informe: bool = False
    remplacement: Remplacement | None = None
    pistes: tuple[Adresse, ...] = ()


# Ce que rend une règle.
Constats = Iterator[Constat]


class Diagnostic(NamedTuple):
    """Une faute située, prête à afficher.

    `extrait` est la ligne fautive du fichier ; `place` le chemin de ses clés, et `empreinte` ce qui la reconnaît d'une
    fois à l'autre : ni l'un ni l'autre ne changent quand des lignes s'ajoutent ailleurs. `pistes` : où la cause peut
    être ; `constatee` : où la règle l'a vue, quand la ligne montrée est plutôt celle qui vient de changer.
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
    correction: Correction | None = None
    pistes: tuple[Adresse, ...] = ()
    constatee: Emplacement | None = None


def situer_correction(position: Position, extrait: str, remplacement: Remplacement | None) -> Correction | None:
    """La tranche à remplacer, guillemets gardés ; rien quand la ligne n'écrit pas cette valeur telle quelle."""
    if remplacement is None:
        return None
    ligne, colonne, fin = position
    ecrit = extrait[colonne - 1 : fin - 1]
    for guillemet in ("", "'", '"'):
        if ecrit == f"{guillemet}{remplacement.ecrit}{guillemet}":
            return Correction(ligne, colonne, ligne, fin, f"{guillemet}{remplacement.voulu}{guillemet}")
    return None


# Une valeur plus longue est citée par son début.
LONGUEUR_CITEE = 60


def citer(texte: str) -> str:
    """Un texte à citer dans un message, coupé s'il est long."""
    return texte if len(texte) <= LONGUEUR_CITEE else f"{texte[:LONGUEUR_CITEE]}…"


def trier(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Ranger les diagnostics dans l'ordre de lecture : fichier, ligne, colonne, code."""
    return sorted(diagnostics, key=lambda d: (d.fichier, d.ligne, d.colonne, d.code, d.message))


def ecourter(texte: str, longueur: int) -> str:
    """Un texte de tant de signes au plus, coupé entre deux mots, ou dans le premier quand lui seul est trop long."""
    court = shorten(texte, longueur, placeholder="…")
    return f"{texte.strip()[: longueur - 1]}…" if court == "…" else court


def oter_le_numero(titre: str, numero: int) -> str:
    """Un titre d'axe sans « Axe 1 : » en tête, quand c'est le numéro que les pages écrivent déjà devant lui."""
    trouve = re.match(r"(?:axe )?(\d+) ?[.:)–-]+ *", titre, re.IGNORECASE)
    return titre[trouve.end() :] or titre if trouve and int(trouve[1]) == numero else titre

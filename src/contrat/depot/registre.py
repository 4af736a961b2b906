"""Ce qui, autour d'un contrat, pourrait être un registre des personnes : il se tient hors du dépôt, et s'y refuse."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from contrat.depot.fichiers import lire_debut
from contrat.depot.racine import tronc
from contrat.proches import replier

_NOMS = ("registre", "correspondance", "tabledecorrespondance", "annuairedesmenages")
_TEXTES = frozenset({".csv", ".tsv", ".txt"})
# Où un classeur tient ses textes.
_PIECES = {".xlsx": ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"), ".ods": ("content.xml",)}
_OPAQUES = frozenset({".xls", ".kdb", ".kdbx", ".7z", ".zip", ".hc"})
_SORTES = _TEXTES | _PIECES.keys() | _OPAQUES
# Un dossier a des milliers de fichiers : le texte de leur nom se regarde avant d'en faire des chemins.
_FINS = tuple(_SORTES)
_CASE = re.compile(r"<(?:t|text:p)(?: [^>]*)?>([^<]*)<")
# L'en-tête d'un registre et ses premières lignes suffisent à le reconnaître.
_OCTETS_MAX = 200_000


class FichierVoisin(NamedTuple):
    """Un fichier qui a la sorte d'un registre ; `lignes` : les premières d'un texte, ou les cases d'un classeur.

    `a_le_nom` : son nom est celui d'un registre ; `est_opaque` : ce qu'il contient ne peut pas être vu.
    """

    nom: str
    a_le_nom: bool
    est_opaque: bool
    lignes: tuple[str, ...] = ()
    est_classeur: bool = False


def relever_voisins(racine: Path) -> Iterator[FichierVoisin]:
    """Les tableaux et les coffres de tout le dossier d'un contrat, sans ses dossiers cachés."""
    base = tronc(racine)
    for dossier, sous_dossiers, fichiers in os.walk(base):
        sous_dossiers[:] = sorted(nom for nom in sous_dossiers if not nom.startswith("."))
        for nom in sorted(nom for nom in fichiers if nom.lower().endswith(_FINS)):
            chemin = Path(dossier, nom)
            if chemin.suffix.lower() in _SORTES:
                yield _lire(chemin, chemin.relative_to(base).as_posix())


def _lire(chemin: Path, nom: str) -> FichierVoisin:
    a_le_nom, sorte = replier(chemin.stem).startswith(_NOMS), chemin.suffix.lower()
    if sorte in _OPAQUES or not chemin.is_file():
        return FichierVoisin(nom, a_le_nom, est_opaque=True)
    try:
        lignes = _lire_classeur(chemin, _PIECES[sorte]) if sorte in _PIECES else _lire_texte(chemin)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return FichierVoisin(nom, a_le_nom, est_opaque=True)
    return FichierVoisin(nom, a_le_nom, est_opaque=False, lignes=tuple(lignes), est_classeur=sorte in _PIECES)


def _lire_texte(chemin: Path) -> list[str]:
    with chemin.open("rb") as flux:
        debut = lire_debut(flux, _OCTETS_MAX)
    # La plupart des tableaux ne disent rien d'un ménage : inutile de les découper.
    if b"M-" not in debut:
        return []
    try:
        return debut.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        # Ce qu'un tableur français écrit sous Windows, ou un signe coupé au bout.
        return debut.decode("cp1252", errors="replace").splitlines()


def _lire_classeur(chemin: Path, pieces: tuple[str, ...]) -> list[str]:
    from html import unescape

    textes: list[str] = []
    with zipfile.ZipFile(chemin) as archive:
        for piece in sorted(set(pieces) & set(archive.namelist())):
            with archive.open(piece) as flux:
                textes += _CASE.findall(flux.read(_OCTETS_MAX).decode("utf-8", errors="replace"))
    return [unescape(texte) for texte in textes]

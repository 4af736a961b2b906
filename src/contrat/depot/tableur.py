"""Lire un tableur de l'usager, classeur ou CSV : des feuilles de textes, chaque case à sa place."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from contrat.depot.fichiers import lire_octets
from contrat.erreurs import ErreurContrat

OCTETS_MAX, DEPLIES_MAX = 20_000_000, 200_000_000
RANGEES_MAX, COLONNES_MAX = 5_000, 200
_DESARMES = ("'=", "'+", "'-", "'@")
_LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Feuille(NamedTuple):
    """Une feuille : son nom, et ses rangées de textes, la première portant le numéro 1."""

    nom: str
    rangees: Sequence[Sequence[str]]


def nommer_place(ligne: int, colonne: int) -> str:
    """La place d'une case comme un tableur l'écrit : « X5 » ; lignes et colonnes à partir de 1."""
    lettres = ""
    while colonne:
        colonne, rang = divmod(colonne - 1, len(_LETTRES))
        lettres = _LETTRES[rang] + lettres
    return f"{lettres}{ligne}"


def lire_tableur(chemin: Path) -> list[Feuille]:
    """Les feuilles d'un classeur `.xlsx`, ou celle d'un CSV (virgule, point-virgule ou tabulation).

    Lève `ErreurContrat` pour un fichier illisible, démesuré ou d'une autre sorte.
    """
    octets = lire_octets(chemin, OCTETS_MAX)
    if len(octets) > OCTETS_MAX:
        raise ErreurContrat(f"{chemin} : plus de {OCTETS_MAX // 1_000_000} Mo", "ne garder que la feuille utile")
    if chemin.suffix.lower() == ".csv":
        return [Feuille(chemin.name, _borner(chemin, _lire_csv(octets)))]
    if chemin.suffix.lower() != ".xlsx":
        raise ErreurContrat(f"{chemin} : ni .xlsx, ni .csv", "l'enregistrer en classeur Excel (.xlsx) ou en CSV")
    return list(_lire_classeur(chemin, octets))


def _lire_classeur(chemin: Path, octets: bytes) -> Iterator[Feuille]:
    import openpyxl  # un cinquième de seconde : seulement pour qui importe

    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            deplie = sum(piece.file_size for piece in archive.infolist())
        if deplie > DEPLIES_MAX:
            raise ErreurContrat(f"{chemin} : {deplie} octets une fois déplié", "ne garder que la feuille utile")
        classeur = openpyxl.load_workbook(io.BytesIO(octets), read_only=True, data_only=True)
        for feuille in classeur.worksheets:
            # Un classeur peut mentir sur son étendue : openpyxl la recompte en lisant.
            feuille.reset_dimensions()
            yield Feuille(feuille.title, _borner(chemin, feuille.iter_rows(values_only=True)))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        raise ErreurContrat(f"{chemin} : ce n'est pas un classeur lisible", "le réenregistrer en .xlsx") from None


def _lire_csv(octets: bytes) -> Iterator[list[str]]:
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Ce qu'un tableur français écrit sous Windows.
        texte = octets.decode("cp1252", errors="replace")
    premiere = texte.partition("\n")[0]
    separateur = max(";,\t", key=premiere.count)
    yield from csv.reader(io.StringIO(texte, newline=""), delimiter=separateur)


def _borner(chemin: Path, rangees: Iterable[Iterable[Any]]) -> list[list[str]]:
    """Les rangées en textes, sans les colonnes ni les rangées vides de la fin."""
    lues: list[list[str]] = []
    for rangee in rangees:
        textes = [_en_texte(valeur) for valeur in rangee]
        while textes and not textes[-1]:
            textes.pop()
        if len(textes) > COLONNES_MAX:
            raise ErreurContrat(f"{chemin} : plus de {COLONNES_MAX} colonnes", "ne garder que les colonnes utiles")
        lues.append(textes)
        if len(lues) > RANGEES_MAX and any(lues[RANGEES_MAX:]):
            raise ErreurContrat(f"{chemin} : plus de {RANGEES_MAX} lignes", "couper le fichier en plusieurs")
    while lues and not lues[-1]:
        lues.pop()
    return lues


def _en_texte(valeur: Any) -> str:
    """Une valeur de case en texte ; les signes invisibles qu'un tableur laisse en sont ôtés."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    texte = nettoyer(str(valeur))
    # L'apostrophe qui empêche un tableur d'y voir une formule n'est pas du texte.
    return texte[1:] if texte.startswith(_DESARMES) else texte


def nettoyer(texte: str) -> str:
    """Un texte sans signe de contrôle ni de largeur nulle, ses fins de ligne ordinaires."""
    lignes = "\n".join(ligne.rstrip() for ligne in texte.splitlines())
    gardes = (s for s in lignes if s == "\n" or unicodedata.category(s) not in ("Cc", "Cf", "Co", "Cn"))
    return "".join(gardes).replace("\u00a0", " ").strip()

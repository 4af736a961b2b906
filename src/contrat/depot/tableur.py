"""Lire un tableur de l'usager, classeur ou CSV : des feuilles de textes, chaque case à sa place."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from contrat.depot.fichiers import lire_octets
from contrat.erreurs import ErreurContrat

OCTETS_MAX, DEPLIES_MAX = 20_000_000, 200_000_000
RANGEES_MAX, COLONNES_MAX = 5_000, 200
_DESARMES = ("'=", "'+", "'-", "'@")
# Ce qu'un format d'affichage ou un en-tête ajoute au nombre : des milliers, des millions, une autre monnaie que l'euro.
UNITE = re.compile(r"(?<![^\W\d])(?:[mk] ?(?:€|eur)|k(?!\w))|milliers?|millions?|[$£¥]|chf", re.IGNORECASE)
# Une virgule après le dernier chiffre d'un format : le nombre écrit est entier, seul l'affichage le divise par mille.
_DIVISE = re.compile(r"[0#?],+(?![0#?,])")
_A_TROIS_DECIMALES = re.compile(r"-?\d{1,3}\.\d{3}")
_FUSION = re.compile(r"<(?:\w+:)?mergeCell\b[^<>]*?\bref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
# Les accents de DOS ou de Macintosh, lus comme ceux de Windows ; aucun mot français n'a ces signes.
_D_AILLEURS = frozenset("‚ƒˆ‡ŠŽ")
_LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Feuille(NamedTuple):
    """Une feuille : son nom, et ses rangées de textes, la première portant le numéro 1.

    D'un CSV seulement, `ecrites` : combien de cases chaque rangée écrit, les vides de la fin comprises ; et le
    séparateur de ces cases. D'un classeur seulement, `illisibles` : les zones que l'on ne sait pas lire, par leur
    première et leur dernière ligne, et pourquoi ; `retard` : de combien de jours un nombre y
    date plus tard qu'à l'ordinaire.
    """

    nom: str
    rangees: Sequence[Sequence[str]]
    ecrites: Sequence[int] = ()
    separateur: str = ""
    illisibles: Sequence[tuple[int, int, str]] = ()
    retard: int = 0

    def compter_autrement(self, entete: int, rang: int) -> int:
        """De combien de cases une rangée dépasse celle des en-têtes ; négatif quand elle en a moins."""
        return self.ecrites[rang] - self.ecrites[entete] if self.ecrites else 0


def nommer_place(ligne: int, colonne: int) -> str:
    """La place d'une case comme un tableur l'écrit : « X5 » ; lignes et colonnes à partir de 1."""
    return f"{nommer_colonne(colonne)}{ligne}"


def nommer_colonne(colonne: int) -> str:
    """Les lettres d'une colonne, comptée à partir de 1."""
    lettres = ""
    while colonne:
        colonne, rang = divmod(colonne - 1, len(_LETTRES))
        lettres = _LETTRES[rang] + lettres
    return lettres


def lire_tableur(chemin: Path) -> list[Feuille]:
    """Les feuilles d'un classeur `.xlsx`, ou celle d'un CSV (virgule, point-virgule ou tabulation).

    Lève `ErreurContrat` pour un fichier illisible, démesuré ou d'une autre sorte.
    """
    octets = lire_octets(chemin, OCTETS_MAX)
    if len(octets) > OCTETS_MAX:
        raise ErreurContrat(f"{chemin} : plus de {OCTETS_MAX // 1_000_000} Mo", "ne garder que la feuille utile")
    if chemin.suffix.lower() == ".csv":
        texte = _decoder(chemin, octets)
        separateur = max(";,\t", key=texte.partition("\n")[0].count)
        rangees = list(_lire_csv(chemin, texte, separateur))
        return [Feuille(chemin.name, _borner(chemin, rangees), [len(rangee) for rangee in rangees], separateur)]
    if chemin.suffix.lower() != ".xlsx":
        raise ErreurContrat(f"{chemin} : ni .xlsx, ni .csv", "l'enregistrer en classeur Excel (.xlsx) ou en CSV")
    return list(_lire_classeur(chemin, octets))


def _lire_classeur(chemin: Path, octets: bytes) -> Iterator[Feuille]:
    import openpyxl  # un cinquième de seconde : seulement pour qui importe
    from openpyxl.utils.datetime import WINDOWS_EPOCH

    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            deplie = sum(piece.file_size for piece in archive.infolist())
        if deplie > DEPLIES_MAX:
            raise ErreurContrat(f"{chemin} : {deplie} octets une fois déplié", "ne garder que la feuille utile")
        lus = [openpyxl.load_workbook(io.BytesIO(octets), read_only=True, data_only=oui) for oui in (True, False)]
        paires = list(zip(*(classeur.worksheets for classeur in lus), strict=True))
        # Une feuille masquée n'est lue qu'à défaut d'une autre.
        for feuille, formules in sorted(paires, key=lambda paire: paire[0].sheet_state != "visible"):
            # Un classeur peut mentir sur son étendue : openpyxl la recompte en lisant.
            feuille.reset_dimensions()
            formules.reset_dimensions()
            erreurs: list[tuple[int, int, str]] = []
            rangees = _borner(chemin, _calculer(chemin, feuille, formules, erreurs))
            # Un classeur peut compter les jours de 1904 ; une case sans format de date n'est qu'un nombre.
            retard = (lus[0].epoch - WINDOWS_EPOCH).days
            yield Feuille(
                feuille.title,
                rangees,
                illisibles=[*erreurs, *_fusionner(octets, feuille, rangees)],
                retard=retard,
            )
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError):
        raise ErreurContrat(f"{chemin} : ce n'est pas un classeur lisible", "le réenregistrer en .xlsx") from None


def _calculer(chemin: Path, feuille: Any, formules: Any, erreurs: list[tuple[int, int, str]]) -> Iterator[list[Any]]:
    """Les valeurs d'une feuille ; une formule que personne n'a calculée se lirait comme une case vide."""
    for ligne, (cases, ecrites) in enumerate(zip(feuille.iter_rows(), formules.iter_rows(), strict=True), 1):
        for colonne, (case, ecrite) in enumerate(zip(cases, ecrites, strict=True), 1):
            # Le texte vide d'une formule a sa sorte ; celle qui n'a jamais été calculée n'a ni l'un ni l'autre.
            if case.value is None and ecrite.value is not None and case.data_type == "n":
                ou = f"{chemin}, feuille « {feuille.title} », {nommer_place(ligne, colonne)}"
                aide = "ouvrir le classeur dans un tableur, et l'enregistrer de nouveau"
                raise ErreurContrat(f"{ou} : une formule dont la valeur n'a pas été calculée", aide)
            if case.data_type == "e":
                ou = nommer_place(ligne, colonne)
                motif = f"« {case.value} » est une erreur de calcul : corriger la formule, ou vider la case"
                erreurs.append((ligne, ligne, f"{ou} : {motif}"))
        yield [_afficher(case) for case in cases]


def _afficher(case: Any) -> Any:
    """La valeur d'une case ; l'unité que seul son format montre s'écrit avec elle : 12 affiché « 12 k€ »."""
    valeur = case.value
    if isinstance(valeur, bool) or not isinstance(valeur, int | float):
        return valeur
    # Les guillemets et les barres entourent un texte ; « [$€-40C] » est un euro, et non un dollar.
    format_ = re.sub(r'["\\]', " ", (case.number_format or "").partition(";")[0]).replace("[$", "[")
    if "%" in format_:
        return f"{(Decimal(str(valeur)) * 100).normalize():f} %"
    unite = None if _DIVISE.search(format_) else UNITE.search(format_)
    return f"{_en_texte(valeur)} {unite[0].strip()}" if unite else valeur


def _fusionner(octets: bytes, feuille: Any, rangees: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Les zones fusionnées sur plusieurs lignes, dont seule la première porte la valeur."""
    # openpyxl ne les donne qu'en lisant toute la feuille en mémoire.
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        zones = _FUSION.findall(archive.read(feuille._worksheet_path).decode("utf-8", "replace"))
    for gauche, haut, droite, bas in ((a, int(b), c, int(d)) for a, b, c, d in zones):
        textes = rangees[haut - 1] if haut <= len(rangees) else ()
        if haut < bas and any(nommer_colonne(n) == gauche and texte for n, texte in enumerate(textes, 1)):
            geste = "les défusionner, et écrire dans chaque ligne ce qui est à elle"
            yield haut, bas, f"{gauche}{haut}:{droite}{bas} : cases fusionnées sur {bas - haut + 1} lignes : {geste}"


def _lire_csv(chemin: Path, texte: str, separateur: str) -> Iterator[list[str]]:
    lecteur, debut = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True), 1
    try:
        for rangee in lecteur:
            debut = lecteur.line_num + 1
            yield rangee
    except csv.Error:
        # Un guillemet jamais refermé avalerait toutes les lignes qui suivent.
        message = f"{chemin}, ligne {debut} : des guillemets n'y sont pas refermés, ou du texte les suit"
        raise ErreurContrat(message, "les refermer, ou doubler ceux qui sont à l'intérieur d'une case") from None


def _decoder(chemin: Path, octets: bytes) -> str:
    """Un texte en UTF-8, ou tel qu'un tableur français l'écrit sous Windows."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Des accents d'UTF-8 se liraient « Ã© » : le fichier mêle deux écritures, ou il est abîmé.
        est_mele = any(signe > "\x7f" and signe != "\ufffd" for signe in octets.decode("utf-8", errors="replace"))
        try:
            texte = octets.decode("cp1252")
        except UnicodeDecodeError:
            est_mele = True
        if est_mele or "\0" in texte or not _D_AILLEURS.isdisjoint(texte):
            aide = "l'enregistrer de nouveau en CSV UTF-8, ou en classeur .xlsx"
            raise ErreurContrat(f"{chemin} : ni UTF-8 d'un bout à l'autre, ni Windows", aide) from None
        return texte


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
    if isinstance(valeur, float) and _A_TROIS_DECIMALES.fullmatch(texte):
        # « 12.345 » se lirait douze mille ; le nombre est douze et des millièmes.
        return texte.replace(".", ",")
    # L'apostrophe qui empêche un tableur d'y voir une formule n'est pas du texte.
    return texte[1:] if texte.startswith(_DESARMES) else texte


def nettoyer(texte: str) -> str:
    """Un texte sans signe de contrôle ni de largeur nulle, ses fins de ligne ordinaires."""
    lignes = "\n".join(ligne.rstrip() for ligne in texte.splitlines())
    gardes = (s for s in lignes if s == "\n" or unicodedata.category(s) not in ("Cc", "Cf", "Co", "Cn"))
    return "".join(gardes).replace("\u00a0", " ").strip()

"""Lire une ligne de CSV, en sachant situer chaque case : ligne et colonne du fichier, guillemets compris."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from contrat.depot.fichiers import empecher
from contrat.depot.texte import BOM, assainir, decoder
from contrat.diagnostics import Diagnostic, Gravite, Position
from contrat.erreurs import ErreurContrat
from contrat.nombres import accorder

# Bien plus que ce qu'une case peut tenir : le CSV la refuse alors.
LIGNE_MAX = 500_000
_CITEE = re.compile(r'"(?:[^"]|"")*"')
# Ce qui sépare les cases, d'après la première ligne : la virgule dès qu'il y en a une hors des guillemets.
SEPARATEURS = {",": "une virgule", ";": "un point-virgule", "\t": "une tabulation"}
_NUES = {separateur: re.compile(f"[^{separateur}]*") for separateur in SEPARATEURS}


class Enregistrement(NamedTuple):
    """Une ligne de tableau telle qu'elle est écrite ; `numero` est celui de sa première ligne dans le fichier.

    Sans cases quand le texte n'a pu être lu : `refus` dit alors pourquoi.
    """

    fichier: str
    numero: int
    brut: str
    cases: list[str]
    refus: Diagnostic | None = None
    separateur: str = ","

    def situer(self, rang: int | None) -> Position:
        """La place d'une case ; sans rang, le début de la ligne, et au-delà de la dernière case, son bout."""
        bornes = [(0, 1)] if rang is None else _delimiter(self.brut, self.separateur)
        debut, fin = bornes[rang or 0] if (rang or 0) < len(bornes) else (len(self.brut), len(self.brut))
        return self.placer(debut, fin)

    def placer(self, debut: int, fin: int) -> Position:
        """La place dans le fichier d'une tranche du texte brut, coupée à la fin de sa ligne."""
        depart = self.brut.rfind("\n", 0, debut) + 1
        coupure = self.brut.find("\n", debut, fin)
        arrivee = max(fin if coupure < 0 else coupure, debut + 1)
        return Position(self.numero + self.brut.count("\n", 0, debut), debut - depart + 1, arrivee - depart + 1)

    def diagnostiquer(self, code: str, place: Position, message: str, aide: str) -> Diagnostic:
        """Faire d'une faute de cette ligne un diagnostic."""
        extrait = self.brut.split("\n")[place.ligne - self.numero].rstrip("\r")
        return Diagnostic(code, Gravite.ERREUR, message, self.fichier, *place, aide, extrait)


class _Lignes:
    """Des lignes du fichier, numérotées ; `prises` garde celles que la ligne de tableau a consommées.

    `textes` : ce qu'elles disent ; `illisible` : la première d'entre elles qui n'est pas de l'UTF-8.
    """

    def __init__(self, flux: Iterable[bytes], premiere: int) -> None:
        self.flux = enumerate(flux, start=premiere)
        self.prises: list[tuple[int, bytes]] = []
        self.textes: list[str] = []
        self.illisible: tuple[int, bytes] | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        numero, octets = next(self.flux)
        if numero == 1:
            octets = octets.removeprefix(BOM)
        self.prises.append((numero, octets))
        try:
            texte = octets.decode("utf-8")
        except UnicodeDecodeError:
            self.illisible = self.illisible or (numero, octets)
            texte = octets.decode("utf-8", errors="replace")
        self.textes.append(texte)
        return texte


def compter_cases(trouve: int, attendu: int) -> str:
    """Le constat d'une ligne qui n'a pas les cases de l'en-tête."""
    return f"{trouve} {accorder(trouve, 'case')}, l'en-tête en compte {attendu}"


def est_vide(ligne: bytes) -> bool:
    """Dire si une ligne du fichier n'a rien d'écrit."""
    return not ligne.removeprefix(BOM).strip(b"\r\n")


def choisir_separateur(octets: bytes) -> str:
    """Le séparateur qu'emploie une ligne, hors des guillemets ; la virgule quand elle n'en emploie pas."""
    nu = _CITEE.sub("", octets.decode("utf-8", errors="replace"))
    return next((separateur for separateur in SEPARATEURS if separateur in nu), ",")


def lire_lignes(chemin: Path, nom: str) -> Iterator[bytes]:
    """Les lignes d'un fichier ; d'une ligne démesurée, que le CSV refuse, la suite est sautée.

    `nom` est celui que l'usager lira. Lève `ErreurContrat` quand le fichier ne peut pas être lu.
    """
    try:
        # Un périphérique se lirait sans fin ; un tube, qui s'achève, se lit.
        if chemin.is_char_device():
            raise ErreurContrat(f"{nom} : c'est un périphérique, un fichier était attendu", "donner un fichier CSV")
        with chemin.open("rb") as flux:
            while ligne := flux.readline(LIGNE_MAX):
                yield ligne
                while len(ligne) == LIGNE_MAX and not ligne.endswith(b"\n"):
                    ligne = flux.readline(LIGNE_MAX)
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None


def lire_une(lignes: Iterable[bytes], premiere: int, nom: str, separateur: str) -> tuple[Enregistrement | None, int]:
    """La ligne de tableau qui commence à ces lignes du fichier, et combien elle en prend ; `premiere` : leur numéro.

    Rien pour une ligne vide ; une ligne illisible est rendue sans cases.
    """
    lues = _Lignes((ligne[:LIGNE_MAX] for ligne in lignes), premiere)
    try:
        cases = next(csv.reader(lues, strict=True, delimiter=separateur), [])
    except csv.Error:
        # Un guillemet jamais refermé avale tout ce qui suit : seule sa ligne est fautive, les autres se relisent.
        return _refuser(nom, separateur, *lues.prises[0]), 1
    if lues.illisible:
        return _refuser(nom, separateur, *lues.illisible), len(lues.prises)
    brut = "".join(lues.textes).rstrip("\r\n")
    ligne = _filtrer(Enregistrement(nom, premiere, brut, cases, separateur=separateur)) if cases else None
    return ligne, len(lues.prises)


def _filtrer(ligne: Enregistrement) -> Enregistrement:
    """Refuser une ligne qui porte un signe invisible ou trompeur : il passerait dans la réponse, puis au terminal."""
    fautes = assainir(ligne.brut)[1]
    if not fautes:
        return ligne
    place = fautes[0].position
    ici = place._replace(ligne=ligne.numero + place.ligne - 1)
    return ligne._replace(cases=[], refus=ligne.diagnostiquer(fautes[0].code, ici, fautes[0].message, fautes[0].aide))


def _refuser(nom: str, separateur: str, numero: int, octets: bytes) -> Enregistrement:
    texte, fautes = decoder(octets)
    ligne = Enregistrement(nom, numero, texte.rstrip("\r\n"), [], separateur=separateur)
    if fautes:
        place = fautes[0].position
        ici = Position(numero, place.colonne, place.fin)
        return ligne._replace(refus=ligne.diagnostiquer(fautes[0].code, ici, fautes[0].message, fautes[0].aide))
    debut, message, aide = _expliquer(ligne.brut, separateur)
    return ligne._replace(refus=ligne.diagnostiquer("F015", ligne.placer(debut, debut + 1), message, aide))


def _expliquer(brut: str, separateur: str) -> tuple[int, str, str]:
    """Où et pourquoi une ligne n'est pas du CSV : des guillemets, sinon un retour chariot ou une case démesurée."""
    for debut, fin in _delimiter(brut, separateur):
        if brut[debut:fin].startswith('"') and not _CITEE.fullmatch(brut, debut, fin):
            return debut, "guillemet jamais refermé", "refermer les guillemets, ou retirer celui-ci"
        if fin < len(brut) and brut[fin] != separateur:
            return fin, "du texte suit un guillemet fermant", "doubler les guillemets à l'intérieur d'une case"
    message = "cette ligne n'est pas du CSV : retour chariot isolé, ou case de plus de 100 000 signes"
    return 0, message, "enregistrer de nouveau le fichier en CSV UTF-8, une ligne par ménage"


def _delimiter(brut: str, separateur: str) -> list[tuple[int, int]]:
    """Le début et la fin de chaque case, guillemets compris ; s'arrête à la première case mal écrite."""
    bornes: list[tuple[int, int]] = []
    debut = 0
    while True:
        trouve = _CITEE.match(brut, debut) or _NUES[separateur].match(brut, debut)
        fin = debut if trouve is None else trouve.end()
        bornes.append((debut, fin))
        if fin >= len(brut) or brut[fin] != separateur:
            return bornes
        debut = fin + 1

"""Lire un CSV au fil de l'eau, en sachant situer chaque case : ligne et colonne du fichier, guillemets compris."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

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
    """Les lignes du fichier, numérotées ; `prises` garde celles que la ligne de tableau en cours a consommées, `textes`
    ce qu'elles disent.

    `illisible` : la première d'entre elles qui n'est pas de l'UTF-8.
    """

    def __init__(self, flux: Iterable[bytes], premiere: int = 1) -> None:
        self.flux = enumerate(flux, start=premiere)
        self.rendues: deque[tuple[int, bytes]] = deque()
        self.prises: list[tuple[int, bytes]] = []
        self.textes: list[str] = []
        self.illisible: tuple[int, bytes] | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        numero, octets = self.rendues.popleft() if self.rendues else next(self.flux)
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

    def choisir_separateur(self) -> str:
        """Le séparateur qu'emploie la première ligne, rendue pour être relue."""
        entete = next(iter(self), "")
        if self.prises:
            self.rendues.appendleft(self.prises[0])
        nu = _CITEE.sub("", entete)
        return next((separateur for separateur in SEPARATEURS if separateur in nu), ",")

    def oublier(self) -> None:
        """Commencer une nouvelle ligne de tableau."""
        self.prises.clear()
        self.textes.clear()
        self.illisible = None

    def rendre_suite(self) -> tuple[int, bytes]:
        """Rendre tout ce qui suit la première ligne prise, pour le relire ; cette première ligne."""
        self.rendues.extendleft(reversed(self.prises[1:]))
        return self.prises[0]


def compter_cases(trouve: int, attendu: int) -> str:
    """Le constat d'une ligne qui n'a pas les cases de l'en-tête."""
    return f"{trouve} {accorder(trouve, 'case')}, l'en-tête en compte {attendu}"


def lire_csv(chemin: Path, nom: str) -> Iterator[Enregistrement]:
    """Lire les lignes d'un tableau, sans les lignes vides ; `nom` est celui que l'usager lira dans les messages.

    Une ligne illisible est rendue sans cases, et la lecture reprend à la suivante. Lève `ErreurContrat` quand le
    fichier ne peut pas être lu.
    """
    try:
        # Un périphérique se lirait sans fin ; un tube, qui s'achève, se lit.
        if chemin.is_char_device():
            raise ErreurContrat(f"{nom} : c'est un périphérique, un fichier était attendu", "donner un fichier CSV")
        with chemin.open("rb") as flux:
            lignes = _Lignes(_borner(flux))
            yield from _decouper(lignes, nom, lignes.choisir_separateur())
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None


def _borner(flux: BinaryIO) -> Iterator[bytes]:
    """Les lignes du fichier ; d'une ligne démesurée, que le CSV refuse, la suite est sautée."""
    while ligne := flux.readline(LIGNE_MAX):
        yield ligne
        while len(ligne) == LIGNE_MAX and not ligne.endswith(b"\n"):
            ligne = flux.readline(LIGNE_MAX)


def lire_une(lignes: Iterable[bytes], premiere: int, nom: str, separateur: str) -> tuple[Enregistrement | None, int]:
    """La ligne de tableau qui commence à ces lignes du fichier, et combien elle en prend ; `premiere` : leur numéro."""
    lues = _Lignes((ligne[:LIGNE_MAX] for ligne in lignes), premiere)
    ligne = next(_decouper(lues, nom, separateur), None)
    return ligne, len(lues.prises) - len(lues.rendues)


def _decouper(lignes: _Lignes, nom: str, separateur: str) -> Iterator[Enregistrement]:
    lecteur = csv.reader(lignes, strict=True, delimiter=separateur)
    while True:
        lignes.oublier()
        try:
            cases = next(lecteur)
        except StopIteration:
            return
        except csv.Error:
            # Un guillemet jamais refermé avale tout ce qui suit : seule sa ligne est fautive, les autres se relisent.
            yield _refuser(nom, separateur, *lignes.rendre_suite())
            continue
        if lignes.illisible:
            yield _refuser(nom, separateur, *lignes.illisible)
        elif cases:
            brut = "".join(lignes.textes).rstrip("\r\n")
            yield _filtrer(Enregistrement(nom, lignes.prises[0][0], brut, cases, separateur=separateur))


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

"""Lire un lot par blocs : beaucoup de lignes d'un coup, dont seules les moins simples sont découpées une à une."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import SEEK_CUR, BytesIO
from itertools import accumulate, islice
from pathlib import Path
from typing import BinaryIO

from contrat.depot.csv_positionne import Enregistrement, lire_une
from contrat.depot.fichiers import empecher
from contrat.depot.lot import LigneEcrite, Lot

# Assez pour que préparer une requête compte peu ; ce qu'une base garde d'un bloc dépend du nombre de ses lignes.
OCTETS_PAR_COLONNE = 1_500_000
_TRANCHE = 1 << 22
# Ce qu'une ligne simple peut contenir, une fois ôtés les guillemets inutiles : de l'ASCII qui se voit.
_ORDINAIRES = bytes(octet for octet in range(ord(" "), ord("~") + 1) if octet != ord('"')) + b"\n"
_LONGUE = 100_000


@dataclass
class Bloc:
    """Des lignes à la suite dans un fichier, de l'octet `debut` à l'octet `fin`, la première numérotée `premiere`.

    `nombre` : combien de lignes, et donc de rangs ; `reservees` : une fois le bloc découpé, les lignes de tableau qui
    demandent le lecteur de CSV, par leur rang.
    """

    chemin: Path
    nom: str
    colonnes: Sequence[str]
    separateur: str
    premiere: int
    debut: int
    fin: int
    nombre: int
    lignes: list[bytes] = field(default_factory=list)
    reservees: dict[int, Enregistrement] = field(default_factory=dict)

    @property
    def octets(self) -> int:
        """La taille du bloc."""
        return self.fin - self.debut

    @property
    def est_simple(self) -> bool:
        """Dire si toutes les lignes sont simples, quel que soit le nombre de leurs cases."""
        self._couper()
        texte = _denuder(b"".join(self.lignes), self.separateur).replace(b"\r\n", b"\n")
        return max(map(len, self.lignes)) <= _LONGUE and not texte.translate(None, self._ordinaires)

    def decouper(self, suite: Iterator[bytes] | None = None) -> list[bytes]:
        """Réserver ce qui n'est pas simple ; un guillemet ouvert prend toutes ses lignes, dans `suite` aussi.

        Rend les lignes de `suite` lues en vain : celles qui suivent un guillemet jamais refermé.
        """
        self._couper()
        fin = 0
        for rang in self._chercher_douteuses():
            if rang < fin or self.est_vide(rang):
                continue
            ligne, prises = self._lire(_suivre(self.lignes, rang, suite or iter(())), rang)
            fin = rang + prises
            if ligne is not None:
                self.reservees[rang] = ligne
            self.lignes[rang:fin] = [b"\n"] * prises
        self.nombre = max(self.nombre, fin)
        rendues = self.lignes[self.nombre :]
        del self.lignes[self.nombre :]
        return rendues

    def ecrire(self, fichier: Path) -> None:
        """Écrire un bloc pour qui lit le CSV sans guillemets : une ligne par rang, vide là où rien n'est simple."""
        rien = self.separateur.encode() * (len(self.colonnes) - 1) + b"\n"
        with fichier.open("wb") as flux:
            if self.lignes:
                flux.writelines(_simplifier(x) if x.strip(b"\r\n") else rien for x in self.lignes)
            else:
                flux.writelines(self._lire_octets())

    def donner(self, rang: int, *, est_repetee: bool = False) -> LigneEcrite:
        """La ligne de tableau de ce rang, découpée en cases ; le rang n'est pas celui d'une ligne vide."""
        texte = self.reservees.get(rang) or self._separer(rang, self._lire_ligne(rang))
        est_entiere = not texte.refus and len(texte.cases) == len(self.colonnes)
        identifiant = texte.cases[self.colonnes.index("id")].strip() if est_entiere else ""
        return LigneEcrite(texte, self.colonnes, identifiant, est_entiere, est_repetee)

    def dire_lignes(self) -> list[str | list[str]]:
        """La ligne de chaque rang, d'un bloc dont toutes sont simples ou réservées ; les cases de ces dernières."""
        self._couper()
        lignes: list[str | list[str]] = [*_simplifier(b"".join(self.lignes)).decode("ascii").splitlines()]
        for rang, reservee in self.reservees.items():
            lignes[rang] = reservee.cases
        return lignes

    def est_vide(self, rang: int) -> bool:
        """Dire si rien n'est à lire à ce rang : une ligne vide, ou la suite d'une ligne de tableau."""
        return rang not in self.reservees and not self._lire_ligne(rang).strip(b"\r\n")

    def echantillonner(self, octets: int) -> Iterator[list[str]]:
        """Les cases des premières lignes, de celles qui sont simples et entières."""
        with self.chemin.open("rb") as flux:
            flux.seek(self.debut)
            for ligne in flux.readlines(min(octets, self.octets)):
                if not self._est_douteuse(ligne):
                    yield _simplifier(ligne).decode().rstrip("\n").split(self.separateur)

    def _couper(self) -> None:
        if not self.lignes:
            with self.chemin.open("rb") as flux:
                flux.seek(self.debut)
                self.lignes = BytesIO(flux.read(self.octets)).readlines()

    def _lire_ligne(self, rang: int) -> bytes:
        if self.lignes:
            return self.lignes[rang]
        with self.chemin.open("rb") as flux:
            flux.seek(self._debuts[rang])
            return flux.readline()

    @cached_property
    def _debuts(self) -> array[int]:
        """La place dans le fichier de chaque ligne, bien moins que les lignes elles-mêmes."""
        with self.chemin.open("rb") as flux:
            flux.seek(self.debut)
            return array("Q", accumulate(map(len, islice(flux, self.nombre)), initial=self.debut))

    def _lire_octets(self) -> Iterator[bytes]:
        with self.chemin.open("rb") as flux:
            flux.seek(self.debut)
            while flux.tell() < self.fin:
                tranche = flux.read(min(_TRANCHE, self.fin - flux.tell()))
                tranche += flux.read(1) if tranche.endswith(b"\r") else b""
                yield _simplifier(tranche)

    def _separer(self, rang: int, ligne: bytes) -> Enregistrement:
        brut = ligne.removesuffix(b"\n").removesuffix(b"\r")
        if len(brut) <= _LONGUE and not brut.translate(None, self._ordinaires):
            cases = brut.decode().split(self.separateur)
            return Enregistrement(self.nom, self.premiere + rang, brut.decode(), cases, separateur=self.separateur)
        lue, _ = self._lire(iter([ligne]), rang)
        return lue or Enregistrement(self.nom, self.premiere + rang, "", [], separateur=self.separateur)

    def _lire(self, lignes: Iterator[bytes], rang: int) -> tuple[Enregistrement | None, int]:
        return lire_une(lignes, self.premiere + rang, self.nom, self.separateur)

    @property
    def _ordinaires(self) -> bytes:
        return _ORDINAIRES + (b"\t" if self.separateur == "\t" else b"")

    def _chercher_douteuses(self) -> list[int]:
        return [rang for rang, ligne in enumerate(self.lignes) if self._est_douteuse(ligne)]

    def _est_douteuse(self, ligne: bytes) -> bool:
        return (
            ligne.count(self.separateur.encode()) != len(self.colonnes) - 1
            or len(ligne) > _LONGUE
            or _denuder(ligne, self.separateur).removesuffix(b"\r\n").translate(None, self._ordinaires) != b""
        )


def lire_blocs(chemin: Path, nom: str, lot: Lot, taille: int = OCTETS_PAR_COLONNE) -> Iterator[Bloc]:
    """Les lignes qui suivent l'en-tête d'un lot ouvert, par blocs d'une taille voulue en octets, par colonne.

    Lève `ErreurContrat` quand le fichier ne peut pas être lu.
    """
    try:
        with chemin.open("rb") as flux:
            for _ in range(lot.premiere - 1):
                flux.readline()
            numero = lot.premiere
            debut = flux.tell()
            # Le premier est petit : ce qui suit sa lecture n'attend guère.
            voulu = max(1, taille * len(lot.colonnes) // 4)
            while (mesure := _parcourir(flux, voulu, lot.separateur))[0]:
                voulu = taille * len(lot.colonnes)
                nombre, est_simple = mesure
                bloc = Bloc(chemin, nom, lot.colonnes, lot.separateur, numero, debut, flux.tell(), nombre)
                if not est_simple:
                    rendues = bloc.decouper(iter(flux.readline, b""))
                    flux.seek(-sum(map(len, rendues)), SEEK_CUR)
                numero, debut = numero + bloc.nombre, flux.tell()
                yield bloc
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None


def lire_peu_a_peu(chemin: Path, nom: str, lot: Lot, lignes_par_bloc: int) -> Iterator[Bloc]:
    """Les lignes qui suivent l'en-tête d'un lot ouvert, fût-il un tube, par petits blocs prêts à être séparés."""
    numero = lot.premiere
    rendues: list[bytes] = []
    while lignes := [*rendues, *islice(lot.lignes, max(0, lignes_par_bloc - len(rendues)))]:
        bloc = Bloc(chemin, nom, lot.colonnes, lot.separateur, numero, 0, sum(map(len, lignes)), len(lignes), lignes)
        rendues = [] if bloc.est_simple else bloc.decouper(lot.lignes)
        numero += bloc.nombre
        yield bloc


def _parcourir(flux: BinaryIO, voulu: int, separateur: str) -> tuple[int, bool]:
    """Avancer jusqu'à la fin d'une ligne ; combien de lignes, et si toutes sont simples à découper."""
    nombre, est_simple, lus, derniere = 0, True, 0, b""
    while lus < voulu and (tranche := flux.read(min(_TRANCHE, voulu - lus))):
        tranche += flux.readline()
        lus += len(tranche)
        nombre += tranche.count(b"\n")
        a_retours = b"\r" in tranche and tranche.count(b"\r") != tranche.count(b"\r\n")
        est_simple = est_simple and not a_retours and b'"' not in _denuder(tranche, separateur)
        derniere = tranche[-1:]
    return nombre + (derniere not in (b"", b"\n")), est_simple


def _denuder(texte: bytes, separateur: str) -> bytes:
    """Des lignes sans leurs guillemets, quand ils n'entourent que des cases entières où rien ne les demande."""
    if b'"' not in texte:
        return texte
    fin = separateur.encode()
    # Rien entre le premier et le second d'une paire n'est une fin de case ni de ligne, et la paire est toute la case.
    bornes = texte.translate(None, bytes({*range(256)} - {*b'"\r\n', *fin}))
    ouvrants = texte.startswith(b'"') + texte.count(fin + b'"') + texte.count(b'\n"')
    fermants = texte.endswith(b'"') + sum(texte.count(b'"' + suite) for suite in (fin, b"\n", b"\r\n"))
    seules = b'"' not in bornes.replace(b'""', b"") and ouvrants == fermants == texte.count(b'"') / 2
    return texte.replace(b'"', b"") if seules else texte


def _simplifier(lignes: bytes) -> bytes:
    """Des lignes simples telles qu'on les découpe : sans guillemets, une fin de ligne d'un octet."""
    lignes = lignes.replace(b'"', b"")
    # Chercher deux octets qui n'y sont pas dure cent fois plus que d'en chercher un.
    return lignes.replace(b"\r\n", b"\n") if b"\r" in lignes else lignes


def _suivre(lignes: list[bytes], rang: int, suite: Iterator[bytes]) -> Iterator[bytes]:
    """Les lignes à partir d'un rang, celles que le fichier donne encore ajoutées au bloc."""
    while True:
        if rang == len(lignes):
            lignes += islice(suite, 1)
        if rang == len(lignes):
            return
        yield lignes[rang]
        rang += 1

"""Lire un lot par blocs : beaucoup de lignes d'un coup, dont seules les moins simples sont découpées une à une."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO

from contrat.depot.csv_positionne import Enregistrement, lire_une
from contrat.depot.fichiers import empecher
from contrat.depot.lot import LigneEcrite, Lot

# Assez pour que chaque bloc occupe longtemps les processeurs, peu pour la mémoire.
OCTETS_PAR_BLOC = 16_000_000
# Le premier bloc est celui où tout est à apprendre.
OCTETS_D_ABORD = 2_000_000
# Ce qu'une ligne simple peut contenir : de l'ASCII qui se voit, hors des guillemets.
_ORDINAIRES = bytes(octet for octet in range(ord(" "), ord("~") + 1) if octet != ord('"')) + b"\n"
_LONGUE = 100_000


@dataclass
class Bloc:
    """Des lignes du fichier à la suite, la première numérotée `premiere`.

    `reservees` : les lignes de tableau qui demandent le lecteur de CSV, par leur rang ; `octets` : la taille du bloc.
    """

    nom: str
    colonnes: Sequence[str]
    separateur: str
    lignes: list[bytes]
    premiere: int
    octets: int
    reservees: dict[int, Enregistrement] = field(default_factory=dict)

    def donner(self, rang: int, *, est_repetee: bool = False) -> LigneEcrite:
        """La ligne de tableau de ce rang, découpée en cases."""
        texte = self.reservees.get(rang)
        if texte is None:
            brut = self.lignes[rang].decode().rstrip("\r\n")
            cases = brut.split(self.separateur)
            texte = Enregistrement(self.nom, self.premiere + rang, brut, cases, separateur=self.separateur)
        est_entiere = not texte.refus and len(texte.cases) == len(self.colonnes)
        identifiant = texte.cases[self.colonnes.index("id")].strip() if est_entiere else ""
        return LigneEcrite(texte, self.colonnes, identifiant, est_entiere, est_repetee)

    def est_vide(self, rang: int) -> bool:
        """Dire si rien n'est à lire à ce rang : une ligne vide, ou la suite d'une ligne de tableau."""
        return rang not in self.reservees and not self.lignes[rang].strip(b"\r\n")


def lire_blocs(chemin: Path, nom: str, lot: Lot, taille: int = OCTETS_PAR_BLOC) -> Iterator[Bloc]:
    """Les lignes qui suivent l'en-tête d'un lot ouvert ; lève `ErreurContrat` quand le fichier ne peut pas être lu."""
    try:
        with chemin.open("rb") as flux:
            for _ in range(lot.premiere - 1):
                flux.readline()
            numero = lot.premiere
            tailles = chain((min(taille, OCTETS_D_ABORD),), repeat(taille))
            while lignes := flux.readlines(next(tailles)):
                bloc = Bloc(nom, lot.colonnes, lot.separateur, lignes, numero, 0)
                _reserver(bloc, flux)
                numero += len(lignes)
                yield bloc
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None


def _reserver(bloc: Bloc, flux: BinaryIO) -> None:
    """Découper ce qui n'est pas simple ; un guillemet ouvert prend les lignes qu'il lui faut, au-delà du bloc aussi."""
    lus = libre = 0
    while lus < len(bloc.lignes):
        debut, lus = lus, len(bloc.lignes)
        bloc.octets += sum(map(len, bloc.lignes[debut:]))
        for rang in _chercher_douteuses(bloc, debut):
            if rang < libre or bloc.est_vide(rang):
                continue
            ligne, prises = lire_une(_suivre(bloc.lignes, rang, flux), bloc.premiere + rang, bloc.nom, bloc.separateur)
            libre = rang + prises
            if ligne is not None:
                bloc.reservees[rang] = ligne
            bloc.lignes[rang:libre] = [b"\n"] * prises


def _chercher_douteuses(bloc: Bloc, debut: int) -> list[int]:
    separateur = bloc.separateur.encode()
    attendus = len(bloc.colonnes) - 1
    ordinaires = _ORDINAIRES + (separateur if bloc.separateur == "\t" else b"")
    lignes = bloc.lignes[debut:] if debut else bloc.lignes
    if b"".join(lignes).translate(None, ordinaires + b"\r"):
        simples = [not x.removesuffix(b"\r\n").translate(None, ordinaires) for x in lignes]
    else:
        simples = [b"\r" not in x.removesuffix(b"\r\n") for x in lignes]
    return [
        rang
        for rang, (ligne, est_simple) in enumerate(zip(lignes, simples, strict=True), start=debut)
        if not est_simple or ligne.count(separateur) != attendus or len(ligne) > _LONGUE
    ]


def _suivre(lignes: list[bytes], rang: int, flux: BinaryIO) -> Iterator[bytes]:
    """Les lignes à partir d'un rang, celles que le fichier donne encore ajoutées au bloc."""
    while rang < len(lignes) or _prolonger(lignes, flux):
        yield lignes[rang]
        rang += 1


def _prolonger(lignes: list[bytes], flux: BinaryIO) -> bool:
    suite = flux.readline()
    lignes += [suite] if suite else []
    return bool(suite)

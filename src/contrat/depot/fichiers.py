"""Lire des octets, et écrire sans jamais laisser un fichier à moitié fait.

`remplacer` est le seul geste d'écriture ; `ecrire_flux` et `ecrire_octets` sont pour les sorties que
l'usager demande (`-o`), jamais pour les données d'un contrat, qu'écrit `depot/ecriture.py`.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from contrat.erreurs import ErreurContrat, ErreurUsage

# La fin du nom d'un fichier en cours d'écriture : reconnaissable, et ignoré de git.
PROVISOIRE = ".provisoire"
# Presque toutes les fiches tiennent là-dedans.
_PETIT = 16_384

_CAUSES = {
    errno.EACCES: ("droits insuffisants", "demander le droit de lire ou d'écrire ce fichier"),
    errno.EPERM: ("droits insuffisants", "demander le droit de lire ou d'écrire ce fichier"),
    errno.ENAMETOOLONG: ("le nom est trop long", "donner un nom plus court"),
    errno.ENOENT: ("le fichier n'existe pas", "vérifier le chemin"),
    errno.EISDIR: ("c'est un dossier, un fichier était attendu", "donner le chemin d'un fichier"),
    errno.EEXIST: ("c'est un fichier, un dossier était attendu", "donner le chemin d'un dossier"),
    errno.ENOTDIR: ("un élément du chemin n'est pas un dossier", "vérifier le chemin"),
    errno.ELOOP: ("le lien symbolique tourne en rond", "remplacer le lien par le fichier"),
    errno.ENOSPC: ("le disque est plein", "libérer de la place, puis recommencer"),
    errno.EDQUOT: ("le quota de disque est atteint", "libérer de la place, puis recommencer"),
    errno.ENXIO: ("rien ne lit à l'autre bout", "lancer d'abord ce qui lit ce tube, ou donner un fichier"),
    errno.EROFS: ("le disque est en lecture seule", "choisir un autre emplacement"),
}


def empecher(chemin: Path | str, erreur: OSError, geste: str) -> ErreurContrat:
    """Dire en français pourquoi le système a refusé une lecture ou une écriture."""
    cause, aide = _CAUSES.get(erreur.errno or 0, (f"erreur système {erreur.errno}", "vérifier le fichier et le disque"))
    if geste == "écriture" and erreur.errno == errno.ENOENT:
        cause, aide = "le dossier n'existe pas", "créer le dossier, ou choisir un autre chemin"
    return ErreurContrat(f"{chemin} : {geste} impossible, {cause}", aide)


def reconnaitre_un_refus(erreur: Exception) -> ErreurContrat | None:
    """Ce que le système refuse où que ce soit, un dossier réservé, un nom trop long : non un défaut de l'outil."""
    if not isinstance(erreur, OSError) or erreur.filename is None:
        return None
    connu = erreur.errno in (errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP)
    return empecher(erreur.filename, erreur, "accès") if connu else None


def lire_octets(chemin: Path, au_plus: int = -1) -> bytes:
    """Lire un fichier entier, ou un octet de plus que la borne donnée : assez pour savoir qu'il la dépasse."""
    try:
        with chemin.open("rb") as flux:
            return flux.read() if au_plus < 0 else lire_debut(flux, au_plus + 1)
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None


def lire_debut(flux: BinaryIO, au_plus: int) -> bytes:
    """Les premiers octets d'un flux ; réserver la place d'un grand fichier coûte plus que d'en lire un petit."""
    debut = flux.read(min(_PETIT, au_plus))
    return debut if len(debut) < _PETIT else debut + flux.read(au_plus - len(debut))


def suivre(chemin: Path) -> Path:
    """Le fichier qu'un chemin désigne, liens suivis."""
    try:
        return chemin.resolve()
    except (OSError, RuntimeError) as erreur:
        cause = erreur if isinstance(erreur, OSError) else OSError(errno.ELOOP, "")
        raise empecher(chemin, cause, "écriture") from None


def lister_provisoires(dossier: Path) -> list[Path]:
    """Ce qu'une écriture tuée en chemin a laissé dans un dossier ; le fichier qu'elle allait remplacer est entier."""
    return sorted(dossier.glob(f".*{PROVISOIRE}"))


@contextmanager
def remplacer(chemin: Path, nom: Path | str) -> Iterator[BinaryIO]:
    """Écrire un fichier à côté, peu à peu, puis le renommer : jamais de fichier à moitié écrit.

    `nom` est celui que l'usager lira. Un fichier remplacé garde ses droits, et son propriétaire quand le système le
    permet. Une exception dans le bloc laisse le fichier comme il était.
    """
    provisoire = ""
    try:
        descripteur, provisoire = tempfile.mkstemp(PROVISOIRE, f".{chemin.name}.", chemin.parent)
        with os.fdopen(descripteur, "wb") as sortie:
            yield sortie
            sortie.flush()
            os.fsync(sortie.fileno())
        _reprendre_droits(chemin, Path(provisoire))
        Path(provisoire).replace(chemin)
    except BaseException as erreur:
        if provisoire:
            Path(provisoire).unlink(missing_ok=True)
        # Un tube fermé est celui du terminal, pas celui du fichier.
        if isinstance(erreur, OSError) and not isinstance(erreur, BrokenPipeError):
            raise empecher(nom, erreur, "écriture") from None
        raise


@contextmanager
def preparer_a_cote(dossier: Path, quoi: str) -> Iterator[Path]:
    """Un dossier provisoire où tout écrire d'abord : à côté du dossier voulu, ou dedans quand il existe déjà.

    Il n'en reste rien ; ce que le système refuse dans le bloc se dit comme l'écriture du dossier voulu.
    """
    try:
        dossier.parent.mkdir(parents=True, exist_ok=True)
        ou = dossier if dossier.exists() else dossier.parent
        provisoire = Path(tempfile.mkdtemp(PROVISOIRE, f".{quoi}.", ou))
    except OSError as erreur:
        raise empecher(dossier, erreur, "écriture") from None
    try:
        yield provisoire
    except OSError as erreur:
        raise empecher(dossier, erreur, "écriture") from None
    finally:
        shutil.rmtree(provisoire, ignore_errors=True)


def poser_dossier(provisoire: Path, dossier: Path) -> None:
    """Donner son nom à un dossier provisoire, et les droits d'un dossier neuf : il n'est lisible que de qui le crée."""
    provisoire.chmod(0o777 & ~_lire_masque())
    provisoire.rename(dossier)


def _lire_masque() -> int:
    """Les droits que le système ôte à ce qui est neuf."""
    masque = os.umask(0)
    os.umask(masque)
    return masque


def _reprendre_droits(ancien: Path, nouveau: Path) -> None:
    """Donner à un fichier les droits de celui qu'il remplace, ou ceux d'un fichier neuf."""
    try:
        etat = ancien.stat()
    except FileNotFoundError:
        nouveau.chmod(0o666 & ~_lire_masque())
        return
    a_le_groupe = True
    if hasattr(os, "chown") and (etat.st_uid, etat.st_gid) != (os.geteuid(), nouveau.stat().st_gid):
        try:
            os.chown(nouveau, etat.st_uid, etat.st_gid)
        except PermissionError:
            a_le_groupe = nouveau.stat().st_gid == etat.st_gid
    # Les attributs étendus portent les listes d'accès ; l'heure, elle, est celle de l'écriture.
    shutil.copystat(ancien, nouveau)
    os.utime(nouveau)
    if not a_le_groupe:
        # Ce qui était permis à un groupe ne l'est pas à un autre.
        nouveau.chmod(stat.S_IMODE(etat.st_mode) & ~stat.S_IRWXG)


def _est_la_sortie(chemin: Path) -> bool:
    return str(chemin) in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def _se_remplace(chemin: Path) -> bool:
    """Vrai pour un fichier ordinaire, présent ou à créer ; faux pour un périphérique ou un tube, où l'on écrit."""
    absolu = chemin.absolute()
    if absolu.parts[1:2] == ("proc",) or absolu.parent in (Path("/dev"), Path("/dev/fd")):
        return False
    try:
        return stat.S_ISREG(chemin.stat().st_mode)
    except OSError:
        return True


def refuser_contrat(chemin: Path) -> None:
    """Lever `ErreurUsage` pour un chemin parmi les données d'un contrat, ou d'un dépôt de contrats, liens suivis."""
    for dossier in {*suivre(chemin).parents, *chemin.absolute().parents}:
        est_commun = dossier.name == "data" and any(dossier.parent.glob("contrats/*/data/contrat.yaml"))
        if est_commun or (dossier / "contrat.yaml").is_file():
            raise ErreurUsage(
                f"{chemin} est parmi les données d'un contrat : rien d'autre n'y est écrit",
                f"choisir un emplacement hors de {dossier.name}/",
            )


@contextmanager
def ouvrir_sortie(chemin: Path) -> Iterator[BinaryIO]:
    """La sortie que l'usager demande : un fichier, un périphérique, un tube, ou la sortie standard (`-`)."""
    if _est_la_sortie(chemin):
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    cible = suivre(chemin)
    refuser_contrat(chemin)
    if cible.is_dir():
        raise empecher(chemin, OSError(errno.EISDIR, ""), "écriture")
    if _se_remplace(chemin):
        with remplacer(cible, chemin) as sortie:
            yield sortie
        return
    try:
        # Ni créer, ni vider : un tube ou un périphérique se remplit par la suite.
        with os.fdopen(os.open(chemin, os.O_WRONLY | os.O_APPEND), "wb") as sortie:
            yield sortie
    except OSError as erreur:
        if isinstance(erreur, BrokenPipeError):
            raise
        raise empecher(chemin, erreur, "écriture") from None


@contextmanager
def ecrire_flux(chemin: Path) -> Iterator[TextIO]:
    """Écrire un texte peu à peu, dans un fichier qui ne prend sa place qu'une fois entier."""
    with ouvrir_sortie(chemin) as octets:
        texte = TextIOWrapper(octets, encoding="utf-8", newline="\n", write_through=False)
        yield texte
        texte.flush()
        texte.detach()


def ecrire_octets(chemin: Path, octets: bytes) -> None:
    """Écrire une sortie entière."""
    with ouvrir_sortie(chemin) as sortie:
        sortie.write(octets)

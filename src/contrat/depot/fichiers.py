"""Lire des octets et écrire sans jamais laisser un fichier à moitié fait."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TextIO

from contrat.erreurs import ErreurContrat

_CAUSES = {
    errno.EACCES: ("droits insuffisants", "demander le droit de lire ou d'écrire ce fichier"),
    errno.EPERM: ("droits insuffisants", "demander le droit de lire ou d'écrire ce fichier"),
    errno.ENOENT: ("le fichier n'existe pas", "vérifier le chemin"),
    errno.EISDIR: ("c'est un dossier, un fichier était attendu", "donner le chemin d'un fichier"),
    errno.ENOTDIR: ("un élément du chemin n'est pas un dossier", "vérifier le chemin"),
    errno.ELOOP: ("le lien symbolique tourne en rond", "remplacer le lien par le fichier"),
    errno.ENOSPC: ("le disque est plein", "libérer de la place, puis recommencer"),
    errno.EROFS: ("le disque est en lecture seule", "choisir un autre emplacement"),
}


def empecher(chemin: Path, erreur: OSError, geste: str) -> ErreurContrat:
    """Dire en français pourquoi le système a refusé une lecture ou une écriture."""
    cause, aide = _CAUSES.get(erreur.errno or 0, (f"erreur système {erreur.errno}", "vérifier le fichier et le disque"))
    if geste == "écriture" and erreur.errno == errno.ENOENT:
        cause, aide = "le dossier n'existe pas", "créer le dossier, ou choisir un autre chemin"
    return ErreurContrat(f"{chemin} : {geste} impossible, {cause}", aide)


def lire_octets(chemin: Path, au_plus: int = -1) -> bytes:
    """Lire un fichier entier, ou un octet de plus que la borne donnée : assez pour savoir qu'il la dépasse."""
    try:
        with chemin.open("rb") as flux:
            return flux.read(au_plus + 1 if au_plus >= 0 else -1)
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None


@contextmanager
def _remplacer(chemin: Path) -> Iterator[BinaryIO]:
    """Écrire un fichier à côté, peu à peu, puis le renommer : jamais de fichier à moitié écrit."""
    provisoire = ""
    try:
        descripteur, provisoire = tempfile.mkstemp(dir=chemin.parent, prefix=f".{chemin.name}.")
        with os.fdopen(descripteur, "wb") as sortie:
            yield sortie
        masque = os.umask(0)
        os.umask(masque)
        Path(provisoire).chmod(0o666 & ~masque)
        Path(provisoire).replace(chemin)
    except BaseException as erreur:
        if provisoire:
            Path(provisoire).unlink(missing_ok=True)
        # Un tube fermé est celui du terminal, pas celui du fichier.
        if isinstance(erreur, OSError) and not isinstance(erreur, BrokenPipeError):
            raise empecher(chemin, erreur, "écriture") from None
        raise


@contextmanager
def ecrire_flux(chemin: Path) -> Iterator[TextIO]:
    """Écrire un texte peu à peu, dans un fichier qui ne prend sa place qu'une fois entier."""
    with _remplacer(chemin) as octets:
        texte = TextIOWrapper(octets, encoding="utf-8", newline="\n", write_through=False)
        yield texte
        texte.flush()
        texte.detach()


def ecrire_texte(chemin: Path, texte: str) -> None:
    """Écrire un fichier entier à côté, puis le renommer."""
    ecrire_octets(chemin, texte.encode("utf-8"))


def ecrire_octets(chemin: Path, octets: bytes) -> None:
    """Écrire un fichier entier à côté, puis le renommer."""
    with _remplacer(chemin) as sortie:
        sortie.write(octets)

"""Un seul écrivain à la fois dans un dossier : le verrou tombe de lui-même avec le programme qui le tient."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from contrat.depot.fichiers import empecher
from contrat.erreurs import ErreurContrat

# Deux minutes en tout : une écriture tient le verrou quelques millièmes de seconde.
_ESSAIS, _ATTENTE = 12_000, 0.01

if sys.platform == "win32":
    import msvcrt

    # Windows ne verrouille pas un dossier ; ce fichier vide y reste, et git l'ignore.
    _TEMOIN = ".verrou"

    def _ouvrir(dossier: Path) -> int:
        return os.open(dossier / _TEMOIN, os.O_RDWR | os.O_CREAT)

    def _prendre(descripteur: int) -> None:
        msvcrt.locking(descripteur, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _ouvrir(dossier: Path) -> int:
        return os.open(dossier, os.O_RDONLY)

    def _prendre(descripteur: int) -> None:
        fcntl.flock(descripteur, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def verrouiller(dossier: Path) -> Iterator[None]:
    """Attendre que personne d'autre n'écrive dans ce dossier, et en garder le droit pendant le bloc.

    Lève `ErreurContrat` au bout de deux minutes. Un disque partagé qui ne connaît pas les verrous s'en passe : le
    fichier est encore comparé à ce qui en a été lu au moment de le remplacer.
    """
    try:
        descripteur = _ouvrir(dossier)
    except OSError as erreur:
        raise empecher(dossier, erreur, "écriture") from None
    try:
        _attendre(descripteur, dossier)
        yield
    finally:
        os.close(descripteur)


def _attendre(descripteur: int, dossier: Path) -> None:
    for _ in range(_ESSAIS):
        try:
            return _prendre(descripteur)
        except (BlockingIOError, PermissionError):
            Event().wait(_ATTENTE)
        except OSError:
            return None
    raise ErreurContrat(
        f"{dossier} : écriture impossible, un autre programme y écrit depuis deux minutes",
        "attendre qu'il finisse, ou l'arrêter, puis recommencer",
    )

"""Un vrai terminal, pour mener un entretien comme un conseiller le ferait."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pexpect import EOF
from pexpect.fdpexpect import fdspawn

from contrat.rendu.eligibilite.permanence import QUESTIONS as TEXTES
from tests.cli.processus import MILIEU

ENTREE = "\r"


class Terminal:
    """Un entretien en cours dans un terminal."""

    def __init__(self, processus: subprocess.Popen[bytes], maitre: int) -> None:
        self.processus = processus
        self.ecran = fdspawn(maitre, encoding="utf-8", timeout=120)
        self.posees: list[str] = []

    def repondre(self, champ: str, reponse: str) -> None:
        """Attendre une question, puis taper la réponse."""
        self.attendre(TEXTES[champ].partition("{")[0][:30])
        self.posees.append(champ)
        self.taper(reponse)

    def taper(self, texte: str) -> None:
        """Attendre que l'on puisse écrire, puis taper un texte et Entrée."""
        self.attendre("> ")
        self.ecran.send(texte + ENTREE)

    def attendre(self, texte: str) -> None:
        """Attendre qu'un texte s'affiche."""
        self.ecran.expect_exact(texte)

    def finir(self) -> tuple[int, str]:
        """Le code de sortie, et ce qui s'est affiché depuis la dernière attente."""
        self.ecran.expect(EOF)
        return self.processus.wait(30), str(self.ecran.before).replace("\r\n", "\n")

    def interrompre(self) -> None:
        """Interrompre, comme Ctrl-C."""
        self.processus.send_signal(signal.SIGINT)

    def tuer(self) -> None:
        """Arrêter net, comme une coupure de courant."""
        self.processus.send_signal(signal.SIGKILL)
        self.processus.wait(30)


@contextmanager
def ouvrir(racine: Path, *arguments: str, colonnes: int = 100, sorte: str = "xterm") -> Iterator[Terminal]:
    """Lancer `contrat permanence …` dans un terminal de 24 lignes."""
    maitre, esclave = pty.openpty()
    termios.tcsetwinsize(maitre, (24, colonnes))
    processus = subprocess.Popen(
        [sys.executable, "-m", "contrat", "permanence", *arguments],
        cwd=racine,
        env=MILIEU | {"TERM": sorte},
        stdin=esclave,
        stdout=esclave,
        stderr=esclave,
        start_new_session=True,
    )
    os.close(esclave)
    try:
        yield Terminal(processus, maitre)
    finally:
        if processus.poll() is None:
            processus.kill()
            processus.wait(30)
        os.close(maitre)

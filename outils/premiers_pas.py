"""Jouer une page de guide : ses commandes, ses fichiers, et ce qu'elle dit qu'on voit."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

_BLOC = re.compile(r"^```(sh|yaml|sortie)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"# code (\d)")
# Lance une commande, sans le mot « contrat », depuis un dossier, exige un code de sortie, et rend ce qu'elle montre.
Lancer = Callable[[list[str], Path, int], str]


def jouer(page: Path, dossier: Path, lancer: Lancer) -> list[str]:
    """Exécuter dans l'ordre les blocs d'une page, et rendre les commandes jouées.

    `sh` : des commandes `contrat …`, qui réussissent sauf `# code N`, ou `cd DOSSIER` ; `yaml FICHIER` : un fichier à
    écrire ; `sortie` : ce que la dernière commande a montré. Lève `AssertionError` quand l'outil montre autre chose.
    """
    commandes: list[str] = []
    montre = ""
    for genre, fichier, contenu in _BLOC.findall(page.read_text(encoding="utf-8")):
        if genre == "yaml":
            (dossier / fichier).write_text(contenu, encoding="utf-8")
        elif genre == "sortie" and contenu.rstrip() not in montre:
            raise AssertionError(f"après « {commandes[-1]} », la page annonce :\n{contenu}\nl'outil montre :\n{montre}")
        for ligne in contenu.splitlines() if genre == "sh" else ():
            nom, *arguments = shlex.split(ligne, comments=True)
            if nom == "cd":
                dossier /= arguments[0]
            else:
                attendu = _CODE.search(ligne)
                montre = lancer(arguments, dossier, int(attendu[1]) if attendu else 0)
                commandes.append(ligne)
    return commandes

"""Relire ce qui est dans `data/` sans être une fiche : notes, copies, fichiers cachés. Git les garde aussi."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from contrat.depot.fiche import FicheLue
from contrat.depot.fichiers import PROVISOIRE, lire_octets
from contrat.depot.racine import dire_nom, nommer
from contrat.depot.texte import TAILLE_MAX, decoder
from contrat.depot.yaml_positionne import Lecture, lire_yaml
from contrat.diagnostics import Diagnostic, Gravite

CODE, AIDE = "D019", "le ranger hors de data/ : ce qu'il contient ne peut pas être contrôlé"

LIEN = "c'est un lien, un tube ou un périphérique, que l'outil ne suit pas"


def lire_autres(
    racine: Path, tenus: Collection[str], lues: Collection[str], signales: Collection[str] = ()
) -> tuple[dict[tuple[str, str], FicheLue], list[Diagnostic]]:
    """Les textes de `data/` qui ne sont pas parmi les fiches lues, et ce qui ne peut pas être relu.

    `tenus` : les dossiers de données, depuis la racine ; `signales` : les noms dont une faute est déjà dite.
    """
    textes: dict[tuple[str, str], FicheLue] = {}
    opaques = []
    for nom, ici in (trouve for tenu in tenus for trouve in _lister(racine, racine / tenu)):
        # Ce qu'une écriture interrompue laisse est signalé comme tel (F020).
        if nom in lues or nom.endswith(PROVISOIRE):
            continue
        chemin = Path(ici)
        raison, octets = _lire(chemin)
        if not nom.endswith(chemin.name):
            if nom in signales:
                continue
            raison = "son nom n'est pas en UTF-8, ou a un signe invisible"
        # Un dossier de fiches peut être un lien vers un autre dossier de data/ : ses fiches ont été lues.
        if raison == LIEN and (nom in signales or any(lue.startswith(f"{nom}/") for lue in lues)):
            continue
        if raison:
            message = f"« {dire_nom(chemin.name)} » ne peut pas être relu : {raison}"
            opaques.append(Diagnostic(CODE, Gravite.AVERTISSEMENT, message, nom, 1, 1, 1, AIDE))
            continue
        texte, _ = decoder(octets)
        est_yaml = chemin.suffix.lower() in (".yaml", ".yml")
        lecture = lire_yaml(texte) if est_yaml else Lecture(texte)
        textes[("", nom)] = FicheLue(nom, texte, lecture, None, ())
    return textes, opaques


def _lister(racine: Path, dossier: Path) -> Iterator[tuple[str, str]]:
    """Le nom et le chemin de ce que contiennent un dossier et ses sous-dossiers.

    Les liens ne sont pas suivis : un lien vers un dossier en est un. Presque tout est une fiche déjà lue, dont le nom
    suffit à le savoir.
    """
    for ici, sous_dossiers, noms in os.walk(dossier):
        sous_dossiers.sort()
        liens = [nom for nom in sous_dossiers if (Path(ici) / nom).is_symlink()]
        lieu = nommer(racine, Path(ici))
        yield from ((f"{lieu}/{dire_nom(nom)}", os.path.join(ici, nom)) for nom in sorted([*noms, *liens]))  # noqa: PTH118


def _lire(chemin: Path) -> tuple[str, bytes]:
    """Pourquoi un fichier ne se relit pas, ou son contenu."""
    if not stat.S_ISREG(chemin.lstat().st_mode):
        return LIEN, b""
    if chemin.stat().st_size > TAILLE_MAX:
        return f"il dépasse {TAILLE_MAX // 1_000_000} Mo", b""
    octets = lire_octets(chemin)
    return ("ce n'est pas du texte", b"") if b"\x00" in octets else ("", octets)

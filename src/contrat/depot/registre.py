"""Le registre qui relie un identifiant à une personne : il se tient hors du dépôt, et s'y refuse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from contrat.erreurs import ErreurContrat
from contrat.proches import replier

_NOMS = ("registre", "correspondance", "tabledecorrespondance", "annuairedesmenages")
_SORTES = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx", ".ods", ".kdb", ".kdbx", ".7z", ".zip", ".hc"})


def refuser_registre(racine: Path) -> None:
    """Lever `ErreurContrat` quand un fichier sous la racine a le nom et la sorte d'un registre des personnes."""
    trouve = next(_chercher(racine), None)
    if trouve is not None:
        nom = trouve.relative_to(racine).as_posix()
        raise ErreurContrat(
            f"{nom} : un registre des personnes ne se tient pas sous la racine du contrat, même ignoré par git",
            "le mettre sous clé ou chiffré, hors de ce dossier ; s'il a été validé dans git, il y est encore",
        )


def _chercher(racine: Path) -> Iterator[Path]:
    for dossier, sous_dossiers, fichiers in os.walk(racine):
        sous_dossiers[:] = sorted(nom for nom in sous_dossiers if not nom.startswith("."))
        for nom in sorted(fichiers):
            chemin = Path(dossier, nom)
            if chemin.suffix.lower() in _SORTES and replier(chemin.stem).startswith(_NOMS):
                yield chemin

"""Ajouter une étape à la fin du fichier d'un ménage, sans toucher à une seule autre ligne."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from contrat.depot.fichiers import ecrire_texte, lire_octets
from contrat.erreurs import ErreurContrat

CLE = "evenements:"


def ajouter_evenement(chemin: Path, evenement: Mapping[str, str]) -> None:
    """Écrire l'étape après les autres ; le fichier garde ses commentaires, son ordre et sa mise en forme.

    Les événements sont le dernier bloc d'un fichier bien formé : ajouter à la fin suffit, et rien n'est réécrit.
    """
    texte = lire_octets(chemin).decode("utf-8")
    lignes = texte.rstrip("\n").split("\n")
    _exiger_la_fin(chemin, lignes)
    retrait = next((len(x) - len(x.lstrip()) for x in lignes if x.lstrip().startswith("- date:")), 2)
    debut = [] if any(ligne.startswith(CLE) for ligne in lignes) else [CLE]
    rendu = _rendre(evenement).rstrip("\n").split("\n")
    ajout = [" " * retrait + ("- " if rang == 0 else "  ") + ligne for rang, ligne in enumerate(rendu)]
    ecrire_texte(chemin, "\n".join([*lignes, *debut, *ajout]) + "\n")


def _exiger_la_fin(chemin: Path, lignes: list[str]) -> None:
    """Lever `ErreurContrat` quand les événements ne finissent pas le fichier : l'ajout irait ailleurs."""
    cles = [ligne for ligne in lignes if ligne and ligne[0] not in " #-\t"]
    if any(ligne.startswith(CLE) for ligne in cles) and cles[-1].split("#")[0].rstrip() != CLE:
        raise ErreurContrat(
            f"{chemin} : « evenements » n'est pas le dernier bloc du fichier, une étape par ligne",
            "déplacer ce bloc à la fin du fichier, puis recommencer",
        )


def _rendre(evenement: Mapping[str, str]) -> str:
    """Les clés de l'étape en YAML, une par ligne, les textes entre guillemets quand il le faut."""
    sortie = StringIO()
    ecrivain = YAML()
    ecrivain.width = 4096
    ecrivain.dump(dict(evenement), sortie)
    return sortie.getvalue().replace(f"date: '{evenement['date']}'", f"date: {evenement['date']}")

"""Signaler ce qui est dans `data/` et ne serait pas lu : rien ne doit être ignoré en silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from contrat.depot.fichiers import PROVISOIRE
from contrat.depot.racine import dire_nom
from contrat.diagnostics import Diagnostic, Gravite
from contrat.proches import plus_proche


def relever_intrus(dossier: Path, nom: str) -> Iterator[Diagnostic]:
    """Les fichiers et dossiers d'un dossier de données qui ne sont pas des fiches `.yaml` ; un `.md` y est une note.

    `nom` : celui du dossier, tel que l'usager le lit.
    """
    for chemin in sorted(dossier.iterdir()):
        if dire_nom(chemin.name) != chemin.name:
            raison = "son nom n'est pas en UTF-8, ou a un signe invisible"
            yield _signaler(chemin, nom, raison, "le renommer, sans accent au besoin")
            continue
        if chemin.name.endswith(PROVISOIRE):
            yield _signaler_un_reste(chemin, nom)
        if chemin.suffix in (".yaml", ".md") or chemin.name.startswith("."):
            continue
        if chemin.suffix.lower() in (".yml", ".yaml"):
            yield _signaler(chemin, nom, "l'extension attendue est .yaml", f"le renommer en {chemin.stem}.yaml")
        elif chemin.is_dir():
            yield _signaler(chemin, nom, "les fiches sont dans le dossier lui-même", "remonter ses fichiers d'un cran")
        else:
            yield _signaler(chemin, nom, "une fiche est un fichier .yaml", "le ranger hors de data/")


def relever_inconnus(
    data: Path, nom: str, connus: Collection[str], partages: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Les entrées de `data/` dont le nom n'est pas de celles que l'outil y lit ; `partages` : lues dans l'autre."""
    for chemin in sorted(data.iterdir()):
        if chemin.name in connus or chemin.suffix == ".md" or chemin.name.startswith("."):
            continue
        if chemin.name in partages:
            raison = "ce que plusieurs contrats partagent, et ce qui est à chacun, ne se mêlent pas"
            aide = "le commun va dans data/, à la racine du dépôt ; le reste dans contrats/ID/data/"
            yield _signaler(chemin, nom, raison, aide)
            continue
        proche = plus_proche(chemin.name, connus)
        aide = f"vouliez-vous dire « {proche} » ?" if proche else "le ranger hors de data/"
        yield _signaler(chemin, nom, "ce nom n'est pas de ceux que l'outil lit", aide)


def _signaler_un_reste(chemin: Path, nom: str) -> Diagnostic:
    message = f"« {chemin.name} » reste d'une écriture interrompue"
    aide = "l'effacer : le fichier qu'elle allait remplacer est entier"
    return Diagnostic("F020", Gravite.AVERTISSEMENT, message, f"{nom}/{chemin.name}", 1, 1, 1, aide)


def _signaler(chemin: Path, nom: str, raison: str, aide: str) -> Diagnostic:
    lisible = dire_nom(chemin.name)
    message = f"« {lisible} » ne serait pas lu : {raison}"
    return Diagnostic("F020", Gravite.ERREUR, message, f"{nom}/{lisible}", 1, 1, 1, aide)

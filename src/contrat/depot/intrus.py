"""Signaler ce qui est dans `data/` et ne serait pas lu : rien ne doit être ignoré en silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from contrat.depot.fichiers import PROVISOIRE
from contrat.depot.racine import dire_nom, nommer
from contrat.diagnostics import Diagnostic, Gravite
from contrat.proches import plus_proche


def relever_intrus(dossier: Path, racine: Path) -> Iterator[Diagnostic]:
    """Les fichiers et dossiers d'un dossier de données qui ne sont pas des fiches `.yaml` ; un `.md` y est une note."""
    for chemin in sorted(dossier.iterdir()):
        if dire_nom(chemin.name) != chemin.name:
            yield _signaler(chemin, racine, "son nom n'est pas en UTF-8", "le renommer, sans accent au besoin")
            continue
        if chemin.name.endswith(PROVISOIRE):
            yield _signaler_un_reste(chemin, racine)
        if chemin.suffix in (".yaml", ".md") or chemin.name.startswith("."):
            continue
        if chemin.suffix.lower() in (".yml", ".yaml"):
            yield _signaler(chemin, racine, "l'extension attendue est .yaml", f"le renommer en {chemin.stem}.yaml")
        elif chemin.is_dir():
            yield _signaler(
                chemin, racine, "les fiches sont dans le dossier lui-même", "remonter ses fichiers d'un cran"
            )
        else:
            yield _signaler(chemin, racine, "une fiche est un fichier .yaml", "le ranger hors de data/")


def relever_inconnus(
    data: Path, racine: Path, connus: Collection[str], partages: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Les entrées de `data/` dont le nom n'est pas de celles que l'outil y lit ; `partages` : lues dans l'autre."""
    for chemin in sorted(data.iterdir()):
        if chemin.name in connus or chemin.suffix == ".md" or chemin.name.startswith("."):
            continue
        if chemin.name in partages:
            raison = "ce que plusieurs contrats partagent, et ce qui est à chacun, ne se mêlent pas"
            aide = "le commun va dans data/, à la racine du dépôt ; le reste dans contrats/ID/data/"
            yield _signaler(chemin, racine, raison, aide)
            continue
        proche = plus_proche(chemin.name, connus)
        aide = f"vouliez-vous dire « {proche} » ?" if proche else "le ranger hors de data/"
        yield _signaler(chemin, racine, "ce nom n'est pas de ceux que l'outil lit", aide)


def _signaler_un_reste(chemin: Path, racine: Path) -> Diagnostic:
    message = f"« {chemin.name} » reste d'une écriture interrompue"
    aide = "l'effacer : le fichier qu'elle allait remplacer est entier"
    return Diagnostic("F020", Gravite.AVERTISSEMENT, message, nommer(racine, chemin), 1, 1, 1, aide)


def _signaler(chemin: Path, racine: Path, raison: str, aide: str) -> Diagnostic:
    nom = nommer(racine, chemin)
    return Diagnostic(
        "F020", Gravite.ERREUR, f"« {dire_nom(chemin.name)} » ne serait pas lu : {raison}", nom, 1, 1, 1, aide
    )

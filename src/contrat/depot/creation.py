"""Poser un contrat neuf dans un dossier : tout, ou rien."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from contrat.depot.fichiers import poser_dossier, preparer_a_cote, refuser_contrat
from contrat.erreurs import ErreurUsage


def refuser_un_contrat(dossier: Path) -> None:
    """Lever `ErreurUsage` quand le dossier a des données, est parmi celles d'un contrat, ou n'est pas un dossier."""
    if dossier.exists() and not dossier.is_dir():
        raise ErreurUsage(f"« {dossier} » n'est pas un dossier", "donner un dossier neuf, ou vide")
    data = dossier / "data"
    if (data / "contrat.yaml").exists():
        raise ErreurUsage(f"« {dossier} » a déjà un contrat : {data / 'contrat.yaml'}", "choisir un autre dossier")
    if data.exists() or data.is_symlink():
        raise ErreurUsage(f"« {data} » existe déjà", "choisir un autre dossier, ou renommer celui-ci")
    refuser_contrat(data)


def poser(dossier: Path, fichiers: Mapping[str, str], verifier: Callable[[Path], None]) -> list[str]:
    """Écrire ces textes sous un dossier, créé au besoin ; rendre les noms de ceux qui y étaient déjà, et restent.

    Tout est d'abord écrit à côté, et `verifier` y relit le contrat : il lève une exception si rien ne doit être écrit.
    `data/` vient en dernier, d'un seul geste : un contrat n'y est jamais à moitié.
    """
    refuser_un_contrat(dossier)
    with preparer_a_cote(dossier, "contrat") as provisoire:
        _ecrire_dans(provisoire, fichiers)
        verifier(provisoire)
        return _installer(provisoire, dossier, fichiers)


def _ecrire_dans(dossier: Path, fichiers: Mapping[str, str]) -> None:
    for nom, texte in fichiers.items():
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (dossier / nom).write_text(texte, encoding="utf-8", newline="\n")


def _installer(provisoire: Path, dossier: Path, fichiers: Mapping[str, str]) -> list[str]:
    if not dossier.exists():
        poser_dossier(provisoire, dossier)
        return []
    voisins = [nom for nom in fichiers if not nom.startswith("data/")]
    gardes = [nom for nom in voisins if (dossier / nom).exists()]
    for nom in voisins:
        if nom not in gardes:
            (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
            (provisoire / nom).rename(dossier / nom)
    (provisoire / "data").rename(dossier / "data")
    return gardes


def retirer_pose(dossier: Path, fichiers: Mapping[str, str]) -> None:
    """Retirer d'un dossier les fichiers qui viennent d'y être posés, s'ils n'ont pas changé, et les dossiers vides."""
    for chemin, texte in ((dossier / nom, texte) for nom, texte in fichiers.items()):
        if chemin.is_file() and chemin.read_bytes() == texte.encode("utf-8"):
            chemin.unlink()
    lieux = {lieu for nom in fichiers for lieu in (dossier / nom).parents if lieu.is_relative_to(dossier)}
    for lieu in sorted(lieux, reverse=True):
        with suppress(OSError):
            lieu.rmdir()

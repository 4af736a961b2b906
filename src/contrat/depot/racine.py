"""Trouver la racine du contrat : le dossier qui contient `data/contrat.yaml`."""

from __future__ import annotations

from pathlib import Path

from contrat.erreurs import ErreurContrat

REPERE = Path("data") / "contrat.yaml"


def trouver_racine(depuis: Path, imposee: Path | None = None) -> Path:
    """Chercher la racine en remontant depuis un dossier, ou vérifier celle qui est imposée.

    Lève `ErreurContrat` quand il n'y a pas de contrat à cet endroit.
    """
    if imposee is not None:
        if not imposee.is_dir():
            raise ErreurContrat(f"le dossier « {imposee} » n'existe pas", "vérifier le chemin donné à --racine")
        if not (imposee / REPERE).is_file():
            raise ErreurContrat(
                f"« {imposee} » n'est pas un contrat : {REPERE.as_posix()} n'y est pas",
                "donner à --racine le dossier qui contient data/",
            )
        return imposee
    depart = depuis.resolve()
    for dossier in (depart, *depart.parents):
        if (dossier / REPERE).is_file():
            return dossier
    raise ErreurContrat(
        f"aucun contrat ici : {REPERE.as_posix()} n'existe ni dans « {depart} » ni dans un dossier au-dessus",
        "se placer dans le dossier du contrat, ou le donner avec --racine DOSSIER ; contrat init en crée un",
    )

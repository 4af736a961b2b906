"""Les textes des fichiers neufs, remplis depuis les gabarits `templates/neuf/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contrat.calculs.creation.contrat_neuf import ContratNeuf
from contrat.depot.yaml_ecrit import en_flux
from contrat.rendu.ecrivains.gabarits import remplir
from contrat.rendu.ecrivains.markdown import echapper

# Le gabarit de chaque fichier d'un contrat neuf ; les axes et la première fiche s'y ajoutent.
FICHIERS = {
    "README.md": "lisez-moi.md.j2",
    ".gitignore": "gitignore.j2",
    ".editorconfig": "editorconfig.j2",
    ".pre-commit-config.yaml": "pre-commit.yaml.j2",
    ".github/workflows/contrat.yml": "ci.yaml.j2",
    "data/contrat.yaml": "contrat.yaml.j2",
    "data/organismes.yaml": "organismes.yaml.j2",
    "data/sources.yaml": "sources.yaml.j2",
}


def rediger(gabarit: str, racine: Path, **contexte: Any) -> str:
    """Remplir un gabarit de fichier neuf ; celui du contrat l'emporte sur celui de l'outil."""
    return remplir([f"neuf/{gabarit}"], contexte, racine, echapper if gabarit.endswith(".md.j2") else en_flux)


def rediger_contrat(neuf: ContratNeuf, jour: str, racine: Path) -> dict[str, str]:
    """Tous les fichiers d'un contrat neuf, par leur nom."""
    textes = {nom: rediger(gabarit, racine, neuf=neuf) for nom, gabarit in FICHIERS.items()}
    for axe in neuf.axes:
        textes[f"data/axes/{axe.id}.yaml"] = rediger("axe.yaml.j2", racine, axe=axe)
    action = neuf.premiere_action(jour)
    textes[f"data/actions/{action.id}.yaml"] = rediger("action.yaml.j2", racine, action=action)
    return textes

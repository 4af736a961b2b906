"""Lire le droit livré fichier par fichier, pour le montrer sans contrat ou pour en situer les fautes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from contrat.depot.bareme import DROIT
from contrat.depot.fiche import FicheLue, lire_fiche
from contrat.diagnostics import Adresse, Diagnostic, Emplacement
from contrat.modele.aide import Aide, ConditionsCommunes
from contrat.modele.bareme import Bareme, FichierPlafonds, ReglesCommunes, Textes
from contrat.modele.encadrement import Encadrement
from contrat.modele.finances import Finances
from contrat.modele.indexation import Indexation

COMMUNS: dict[str, type[BaseModel]] = {
    "regles": ReglesCommunes,
    "textes": Textes,
    "communes": ConditionsCommunes,
    "indexation": Indexation,
    "encadrement": Encadrement,
    "finances": Finances,
}
DOSSIERS: dict[str, type[BaseModel]] = {"plafonds": FichierPlafonds, "aides": Aide}


@dataclass(frozen=True)
class DroitLu:
    """Les fichiers du droit, par leur nom sans extension : `plafonds/2013`, `aides/2010-2013/ase`…"""

    fiches: dict[str, FicheLue]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Les fautes de forme de tous les fichiers."""
        return [faute for fiche in self.fiches.values() for faute in fiche.diagnostics]

    def objet(self, nom: str) -> Any:
        """L'objet d'un fichier sans faute."""
        return self.fiches[nom].objet

    @property
    def tous(self) -> dict[str, Any]:
        """Les objets de tous les fichiers, par leur nom."""
        return {nom: fiche.objet for nom, fiche in self.fiches.items()}

    def objets(self, dossier: str) -> dict[str, Any]:
        """Les objets des fichiers d'un sous-dossier, par leur nom."""
        return {nom: fiche.objet for nom, fiche in self.fiches.items() if nom.startswith(f"{dossier}/")}

    def situer(self, adresse: Adresse) -> Emplacement:
        """Donner le fichier, la ligne et la colonne d'une adresse du droit."""
        return self.fiches[adresse.identifiant].situer(adresse)

    def composer(self) -> Bareme:
        """Le barème national, sans rien de local."""
        return Bareme(
            tables=tuple(table for fichier in self.objets("plafonds").values() for table in fichier.tables),
            aides=tuple(self.objets("aides").values()),
            regles=self.objet("regles"),
            textes={texte.id: texte for texte in self.objet("textes").textes},
            communes=self.objet("communes").conditions,
        )


def lire_droit(dossier: Path = DROIT) -> DroitLu:
    """Lire tous les fichiers du droit ; une faute de forme devient un diagnostic, jamais une exception."""
    return DroitLu({nom: lire_fiche(chemin, f"droit/{nom}.yaml", modele) for nom, chemin, modele in _fichiers(dossier)})


def _fichiers(dossier: Path) -> Iterator[tuple[str, Path, type[BaseModel]]]:
    for sous, modele in DOSSIERS.items():
        for chemin in sorted((dossier / sous).rglob("*.yaml")):
            yield chemin.relative_to(dossier).with_suffix("").as_posix(), chemin, modele
    for nom, modele in COMMUNS.items():
        yield nom, dossier / f"{nom}.yaml", modele

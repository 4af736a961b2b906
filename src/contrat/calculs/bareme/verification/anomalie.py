"""Ce que la vérification du droit manipule : des tables situées dans leurs fichiers, et des anomalies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import BaseModel

from contrat.diagnostics import Adresse, Gravite
from contrat.modele.aide import ConditionsCommunes
from contrat.modele.bareme import FichierPlafonds, LignePlafonds, ReglesCommunes, Seuil, TablePlafonds, Textes
from contrat.modele.encadrement import Encadrement
from contrat.modele.fondement import Categorie, Zone
from contrat.modele.indexation import CASES, Indexation

GENRE = "droit"
REGLES, TEXTES, COMMUNES = "regles", "textes", "communes"
INDEXATION, ENCADREMENT = "indexation", "encadrement"


@dataclass(frozen=True)
class DroitLivre:
    """Les fichiers du droit, chacun par son nom sans extension : `plafonds/2013`, `aides/2010-2013/ase`…"""

    regles: ReglesCommunes
    textes: Textes
    communes: ConditionsCommunes
    indexation: Indexation
    encadrement: Encadrement
    autres: Mapping[str, BaseModel]

    @classmethod
    def composer(cls, objets: Mapping[str, Any]) -> DroitLivre:
        """Le droit livré, d'après les objets de tous ses fichiers."""
        communs = (REGLES, TEXTES, COMMUNES, INDEXATION, ENCADREMENT)
        autres = {nom: objet for nom, objet in objets.items() if nom not in communs}
        return cls(**{nom: objets[nom] for nom in communs}, autres=autres)

    @property
    def fichiers(self) -> dict[str, BaseModel]:
        """Tous les objets lus, par nom de fichier."""
        communs = {
            REGLES: self.regles,
            TEXTES: self.textes,
            COMMUNES: self.communes,
            INDEXATION: self.indexation,
            ENCADREMENT: self.encadrement,
        }
        return {**self.autres, **communs}

    @property
    def tables(self) -> list[TableSituee]:
        """Toutes les tables de plafonds, par zone puis par date."""
        situees = [
            TableSituee(nom, rang, table)
            for nom, fichier in self.autres.items()
            if isinstance(fichier, FichierPlafonds)
            for rang, table in enumerate(fichier.tables)
        ]
        return sorted(situees, key=lambda t: (t.table.zone, t.table.du))


class Anomalie(NamedTuple):
    """Ce qui ne va pas dans le droit livré, à une adresse d'un de ses fichiers."""

    gravite: Gravite
    adresse: Adresse
    message: str
    aide: str = ""


class TableSituee(NamedTuple):
    """Une table, le fichier qui la porte et son rang dans ce fichier."""

    fichier: str
    rang: int
    table: TablePlafonds

    def adresser(self, *suite: str | int) -> Adresse:
        """L'adresse d'un endroit de la table."""
        return Adresse(GENRE, self.fichier, ("tables", self.rang, *suite))

    def adresser_case(self, rang: int, place: int) -> Adresse:
        """L'adresse d'un plafond : le rang de sa ligne, sa place dans la ligne."""
        suite = ("supplement",) if CASES[place] == "supplement" else ("plafonds", place)
        return self.adresser("lignes", rang, *suite)

    @property
    def nom(self) -> str:
        """La table, comme les messages la nomment."""
        return f"zone {self.table.zone}, table du {self.table.du}"


def lister_seuils(ligne: LignePlafonds) -> tuple[Seuil, ...]:
    """Les six plafonds d'une ligne, dans l'ordre de `CASES`."""
    return (*ligne.plafonds, ligne.supplement)


def ecrire_seuil(seuil: Seuil) -> str:
    """Un plafond, comme il s'écrit dans le fichier."""
    return str(seuil.bas) if seuil.est_exact else f"{'' if seuil.bas is None else seuil.bas}..{seuil.haut or ''}"


def nommer(zone: Zone, categorie: Categorie, place: int) -> str:
    """Une case, avec les mots du fichier : « zone autres_regions, modeste, 3 personnes »."""
    nom = CASES[place]
    case = nom if nom == "supplement" else "1 personne" if nom == "1" else f"{nom} personnes"
    return f"zone {zone}, {categorie}, {case}"

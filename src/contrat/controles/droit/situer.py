"""Les tables, les versions et les champs du droit livré, situés dans leur fichier, pour les règles qui le relisent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from contrat.diagnostics import Adresse, Chemin
from contrat.modele.aide import VersionAide
from contrat.modele.bareme import LignePlafonds, Seuil, TablePlafonds
from contrat.modele.base import Objet
from contrat.modele.droit_livre import DroitLivre
from contrat.modele.fondement import Categorie, Zone
from contrat.modele.indexation import CASES

GENRE = "droit_livre"


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


class VersionSituee(NamedTuple):
    """Une version d'aide, le fichier qui la porte et son rang dans ce fichier."""

    fichier: str
    rang: int
    aide: str
    version: VersionAide

    def adresser(self, champ: str) -> Adresse:
        """L'adresse d'un champ de la version."""
        return Adresse(GENRE, self.fichier, ("versions", self.rang, champ))


def situer_tables(droit: DroitLivre) -> list[TableSituee]:
    """Toutes les tables de plafonds, par zone puis par date."""
    situees = [
        TableSituee(nom, rang, table)
        for nom, fichier in droit.plafonds.items()
        for rang, table in enumerate(fichier.tables)
    ]
    return sorted(situees, key=lambda t: (t.table.zone, t.table.du))


def situer_versions(droit: DroitLivre) -> list[VersionSituee]:
    """Toutes les versions des aides nationales."""
    return [
        VersionSituee(nom, rang, aide.id, version)
        for nom, aide in droit.aides.items()
        for rang, version in enumerate(aide.versions)
    ]


def lire_champs(objet: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str, Any]]:
    """Les champs simples d'un objet du modèle, avec leur chemin dans le fichier."""
    if isinstance(objet, Objet):
        for nom in type(objet).model_fields:
            valeur = getattr(objet, nom)
            if isinstance(valeur, (Objet, tuple)):
                yield from lire_champs(valeur, (*chemin, nom))
            else:
                yield chemin, nom, valeur
    elif isinstance(objet, tuple):
        for rang, element in enumerate(objet):
            yield from lire_champs(element, (*chemin, rang))


def lister_seuils(ligne: LignePlafonds) -> tuple[Seuil, ...]:
    """Les six plafonds d'une ligne, dans l'ordre de `CASES`."""
    return (*ligne.plafonds, ligne.supplement)


def ecrire_seuil(seuil: Seuil) -> str:
    """Un plafond, comme il s'écrit dans le fichier."""
    return str(seuil.bas) if seuil.est_exact else f"{'' if seuil.bas is None else seuil.bas}..{seuil.haut or ''}"


def nommer_case(zone: Zone, categorie: Categorie, place: int) -> str:
    """Une case, avec les mots du fichier : « zone autres_regions, modeste, 3 personnes »."""
    nom = CASES[place]
    case = nom if nom == "supplement" else "1 personne" if nom == "1" else f"{nom} personnes"
    return f"zone {zone}, {categorie}, {case}"

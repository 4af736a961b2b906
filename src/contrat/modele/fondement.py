"""Ce que toute règle de droit porte : sa source, sa solidité, ses dates."""

from datetime import date
from typing import Literal, Protocol

from pydantic import Field

from contrat.modele.base import Identifiant, Objet

Categorie = Literal[
    "tres_social", "base", "majore", "tres_modeste", "modeste", "intermediaire", "superieur", "hors_plafond",
]  # fmt: skip
Zone = Literal["ile_de_france", "autres_regions"]
PartieTerritoire = Literal["metropole", "outre_mer", "collectivite_outre_mer"]
StatutDroit = Literal["certain", "corrobore", "deduit", "incertain"]


class Fondement(Objet):
    """Ce qui prouve une règle de droit : le texte, l'endroit du texte, la solidité de ce que l'on en sait."""

    source: Identifiant = Field(description="texte ou document, dans le fichier des textes")
    article: str | None = Field(None, description="article, annexe ou paragraphe")
    statut: StatutDroit = Field(description="certain (texte lu), corrobore, deduit ou incertain")
    note: str | None = Field(None, description="réserve, désaccord entre sources")


class Datee(Protocol):
    """Une règle en vigueur entre deux jours compris ; sans `au`, elle court toujours."""

    @property
    def du(self) -> date: ...

    @property
    def au(self) -> date | None: ...


def est_en_vigueur(regle: Datee, jour: date) -> bool:
    """Dire si une règle datée couvre ce jour, bornes comprises."""
    return regle.du <= jour and (regle.au is None or jour <= regle.au)


class Applicable(Protocol):
    """Une règle qui peut ne valoir que pour certaines demandes ; sans dates, elle vaut pour toutes."""

    @property
    def du(self) -> date | None: ...

    @property
    def au(self) -> date | None: ...


def s_applique(regle: Applicable, jour: date) -> bool:
    """Dire si une règle aux dates facultatives vaut pour une demande de ce jour."""
    return (regle.du is None or regle.du <= jour) and (regle.au is None or jour <= regle.au)

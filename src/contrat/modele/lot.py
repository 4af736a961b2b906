"""Une ligne d'un lot : un ménage et sa demande, à plat, une donnée par colonne."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from contrat.modele.base import (
    Annee,
    CodeInsee,
    Departement,
    Effectif,
    Jour,
    Moment,
    Montant,
    Objet,
    OuiNon,
    lire_pourcent,
)
from contrat.modele.menage import ClasseDpe, NatureTravaux, StatutOccupation


def lire_gain(valeur: object) -> Decimal:
    """Lire un gain en pour cent, dont un tableur omet le signe : `32` ou `32 %`."""
    try:
        return lire_pourcent(f"{valeur} %")
    except PydanticCustomError:
        return lire_pourcent(valeur)


class LigneLot(Objet):
    """Une ligne d'un lot ; ses champs sont les colonnes, une case vide est une donnée inconnue."""

    id: Annotated[str, StringConstraints(min_length=1)] = Field(description="identifiant du ménage, sans signification")
    date: Jour | None = Field(None, description="jour de dépôt de la demande")
    commune: CodeInsee | None = Field(None, description="code INSEE de la commune du logement")
    departement: Departement | None = Field(None, description="département du logement ; la commune suffit")
    personnes: Effectif | None = Field(None, description="nombre de personnes")
    rfr: Montant | None = Field(None, description="somme des revenus fiscaux de référence, en euros")
    rfr_annee: Annee | None = Field(None, description="année de ces revenus, pas celle de l'avis")
    statut_occupation: StatutOccupation | None = Field(None, description="à quel titre le ménage occupe le logement")
    residence_principale: OuiNon | None = Field(None, description="occupé au moins huit mois par an")
    achevement: Moment | None = Field(None, description="date d'achèvement, à l'année, au mois ou au jour")
    dpe: ClasseDpe | None = Field(None, description="classe du diagnostic de performance énergétique")
    dpe_vise: ClasseDpe | None = Field(None, description="classe visée après travaux")
    gain: Annotated[Decimal, BeforeValidator(lire_gain)] | None = Field(None, description="gain, en pour cent")
    nature: NatureTravaux | None = Field(None, description="nature des travaux")
    travaux_ht: Montant | None = Field(None, description="montant des travaux, en euros HT")
    travaux_ttc: Montant | None = Field(None, description="montant des travaux, en euros TTC")
    autres_aides: Montant | None = Field(None, description="autres aides acquises, en euros")
    aides_locales: Montant | None = Field(None, description="aides des collectivités déjà acquises, en euros")
    contrat_local: OuiNon | None = Field(
        None, description="contrat local ; à défaut, déduit des conventions du contrat"
    )
    accompagnement: OuiNon | None = Field(None, description="accompagnement par un opérateur agréé ou habilité")
    prix_accompagnement: Montant | None = Field(None, description="prix de l'accompagnement, en euros TTC")
    commences: OuiNon | None = Field(None, description="travaux commencés avant le dépôt de la demande")
    professionnel: OuiNon | None = Field(None, description="travaux faits par des professionnels")


COLONNES = tuple(LigneLot.model_fields)

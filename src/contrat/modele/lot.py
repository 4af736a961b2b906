"""Une ligne d'un lot : un ménage et sa demande, à plat, une donnée par colonne."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from contrat.modele.base import Annee, Departement, Effectif, Jour, Montant, lire_pourcent
from contrat.modele.condition import LUS
from contrat.modele.menage import Logement, Occupants, Projet


def lire_gain(valeur: object) -> Decimal:
    """Lire un gain en pour cent, dont un tableur omet le signe : `32` ou `32 %`."""
    try:
        return lire_pourcent(f"{valeur} %")
    except PydanticCustomError:
        return lire_pourcent(valeur)


class LigneLot(Occupants, Logement, Projet):
    """Une ligne d'un lot : les données du fichier d'un ménage, et celles qu'une case dit autrement.

    Une case vide est une donnée inconnue.
    """

    id: Annotated[str, StringConstraints(min_length=1)] = Field(description="identifiant du ménage, sans signification")
    date: Jour | None = Field(None, description="jour de dépôt de la demande")
    departement: Departement | None = Field(None, description="département du logement ; la commune suffit")
    personnes: Effectif | None = Field(None, description="nombre de personnes")
    rfr: Montant | None = Field(None, description="somme des revenus fiscaux de référence, en euros")
    rfr_annee: Annee | None = Field(None, description="année de ces revenus, pas celle de l'avis")
    choix_revenus: Annee | None = Field(
        None, description="année retenue par le conseiller quand le droit en laisse deux"
    )
    gain: Annotated[Decimal, BeforeValidator(lire_gain)] | None = Field(None, description="gain, en pour cent")


# L'ordre publié, qui ne change pas ; les données venues depuis suivent, dans l'ordre du modèle d'un ménage.
_PUBLIEES = (
    "id", "date", "commune", "departement", "personnes", "rfr", "rfr_annee", "statut_occupation",
    "residence_principale", "achevement", "dpe", "dpe_vise", "gain", "nature", "travaux_ht", "travaux_ttc",
    "autres_aides", "aides_locales", "contrat_local", "accompagnement", "prix_accompagnement", "commences",
    "professionnel",
)  # fmt: skip
COLONNES = tuple(dict.fromkeys((*_PUBLIEES, *LUS, "choix_revenus")))

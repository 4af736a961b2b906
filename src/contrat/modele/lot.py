"""Une ligne d'un lot : un ménage et sa demande, à plat, une donnée par colonne."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from contrat.dates import deviner_jour
from contrat.modele.base import (
    Annee,
    Departement,
    Effectif,
    Jour,
    Montant,
    deviner_montant,
    lire_jour,
    lire_moment,
    lire_montant,
    lire_pourcent,
    refuser_la_forme,
)
from contrat.modele.condition import LUS, trouver_forme
from contrat.modele.menage import Geste, Logement, Occupants, Projet


def lire_gain(valeur: object) -> Decimal:
    """Lire un gain en pour cent, dont un tableur omet le signe : `32` ou `32 %` ; la part `0.32` se refuse."""
    try:
        lu = lire_pourcent(f"{valeur} %")
    except PydanticCustomError:
        return lire_pourcent(valeur)
    if 0 < lu < 1:
        aide = f"écrire {(lu * 100).normalize():f} %, ou {valeur} % si le gain est bien inférieur à un pour cent"
        raise refuser_la_forme("pourcent", valeur, "un gain en pour cent", aide)
    return lu


EcritureFrancaise = Literal["separateur", "montants", "dates"]
_DECIMALE = re.compile(r"[0-9]+,[0-9]+ ?%?")


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
    geste: Geste | None = Field(None, description="geste, un par ligne ; les travaux TTC sont alors les siens")
    quantite: Effectif | None = Field(None, description="équipements posés, ou mètres carrés isolés")
    cee: Montant | None = Field(None, description="prime énergie (CEE) reçue pour ce geste, en euros")
    gain: Annotated[Decimal, BeforeValidator(lire_gain)] | None = Field(None, description="gain, en pour cent")


@cache
def est_montant(colonne: str) -> bool:
    """Dire si une colonne est celle de montants, qui ne se répètent guère."""
    return _trouver_forme(colonne) is lire_montant


def _trouver_forme(colonne: str) -> Callable[..., Any] | None:
    return trouver_forme(LigneLot.model_fields[colonne].annotation) if colonne in LigneLot.model_fields else None


def reecrire(colonne: str, case: str, est_francais: bool) -> tuple[str, EcritureFrancaise] | None:
    """Une case écrite comme dans un tableur français, dans la forme du modèle, et ce qui est lu ainsi ; sinon rien."""
    forme = _trouver_forme(colonne)
    if forme is lire_montant and (montant := deviner_montant(case)) is not None:
        return montant, "montants"
    if forme in (lire_jour, lire_moment) and (jour := deviner_jour(case, est_francais)) is not None:
        return jour, "dates"
    if colonne == "gain" and _DECIMALE.fullmatch(case):
        return case.replace(",", "."), "montants"
    return None


# L'ordre publié, qui ne change pas ; les données venues depuis suivent, dans l'ordre du modèle d'un ménage.
_PUBLIEES = (
    "id", "date", "commune", "departement", "personnes", "rfr", "rfr_annee", "statut_occupation",
    "residence_principale", "achevement", "dpe", "dpe_vise", "gain", "nature", "travaux_ht", "travaux_ttc",
    "autres_aides", "aides_locales", "contrat_local", "accompagnement", "prix_accompagnement", "commences",
    "professionnel",
)  # fmt: skip
COLONNES = tuple(dict.fromkeys((*_PUBLIEES, *LUS, "choix_revenus", "geste", "quantite", "cee")))

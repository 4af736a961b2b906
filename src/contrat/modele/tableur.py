"""Ce qu'une fiche garde du tableur dont elle vient : montants sans exercice, et ce qui n'a pas de place ici."""

from collections.abc import Mapping

from pydantic import Field

from contrat.modele.base import Identifiant, Montant, Objet
from contrat.modele.plan import Base


class FinancementAnnonce(Objet):
    """Un montant annoncé, et les organismes dont il est attendu."""

    organismes: tuple[Identifiant, ...] = Field(description="financeurs annoncés")
    montant: Montant | None = Field(None, description="montant annoncé, en euros")


class Annonce(Objet):
    """Des montants annoncés sans exercice ni section : aucun total ne les compte."""

    base: Base = Field("non_precisee", description="base des montants")
    total: Montant | None = Field(None, description="budget prévisionnel total, en euros")
    financements: tuple[FinancementAnnonce, ...] = Field((), description="financements annoncés")


class OrigineTableur(Objet):
    """Le tableur dont vient une fiche : de quoi l'y retrouver, et ce qui n'a pas de place ici."""

    modele: str = Field(description="disposition du tableur")
    cle: str = Field(description="axe et titre dans le tableur")
    reste: Mapping[str, str] = Field(default_factory=dict, description="par colonne, ce qui n'a pas de place ici")

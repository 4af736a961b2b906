"""Les textes de droit que citent les règles, à part : un budget les emploie sans rien lire des aides."""

from typing import Literal

from pydantic import Field

from contrat.modele.base import Identifiant, Objet


class Texte(Objet):
    """Un texte de droit ou un document qui en rend compte."""

    id: Identifiant = Field(description="identifiant cité par les règles")
    titre: str = Field(description="titre, numéro et date")
    nature: Literal["officiel", "analyse", "presse", "calcul", "local"] = Field(description="nature du document")
    lien: str | None = Field(None, description="adresse ou dépôt où il se lit")
    note: str | None = Field(None, description="ce qui en a été lu, réserves")


class Textes(Objet):
    """Le fichier des textes."""

    textes: tuple[Texte, ...] = Field(description="un bloc par texte")

"""Le montant d'une aide : une liste fermée de genres, que le moteur calcule en gardant leurs termes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from contrat.modele.base import Effectif, Montant, Objet, Pourcent
from contrat.modele.fondement import Categorie, Fondement
from contrat.modele.menage import ClasseDpe

AssietteAide = Literal["travaux_ht", "travaux_ttc", "prix_accompagnement"]


class Forfait(Fondement):
    """Un montant fixe."""

    genre: Literal["forfait"] = Field(description="forfait")
    libelle: str = Field(description="nom du forfait")
    montant: Montant = Field(description="montant en euros")


class ForfaitCategorie(Fondement):
    """Un montant fixe par catégorie de ressources."""

    genre: Literal["forfait_categorie"] = Field(description="forfait_categorie")
    libelle: str = Field(description="nom du forfait")
    montants: Mapping[Categorie, Montant] = Field(description="montant par catégorie de ressources, en euros")


class Taux(Fondement):
    """Un taux, par catégorie de ressources, d'une dépense plafonnée."""

    genre: Literal["taux"] = Field(description="taux")
    libelle: str = Field(description="nom de l'aide au taux")
    taux: Mapping[Categorie, Pourcent] = Field(description="taux maximal par catégorie de ressources")
    assiette: AssietteAide = Field(description="dépense retenue")
    plafond: Montant = Field(description="plafond de la dépense retenue, en euros")
    plafond_aide: Mapping[Categorie, Montant] = Field(
        default_factory=dict, description="plafond de l'aide elle-même par catégorie, en euros"
    )


class Palier(Objet):
    """Les taux et le plafond de dépense pour un nombre de classes gagnées."""

    sauts: Effectif = Field(description="classes gagnées, au moins")
    plafond: Montant = Field(description="plafond de la dépense retenue, en euros")
    taux: Mapping[Categorie, Pourcent] = Field(description="taux maximal par catégorie de ressources")


class Trajet(Fondement):
    """Le passage d'une classe de DPE à une autre, qui ouvre un supplément."""

    libelle: str = Field(description="nom du supplément")
    avant: tuple[ClasseDpe, ...] = Field((), description="classes de départ admises ; aucune : toutes")
    apres: tuple[ClasseDpe, ...] = Field(description="classes d'arrivée admises", min_length=1)


class Majoration(Trajet):
    """Des points de taux en plus."""

    points: Pourcent = Field(description="points ajoutés au taux")


class TauxParSaut(Fondement):
    """Un taux et un plafond de dépense qui dépendent du nombre de classes de DPE gagnées."""

    genre: Literal["taux_par_saut"] = Field(description="taux_par_saut")
    libelle: str = Field(description="nom de l'aide au taux")
    assiette: AssietteAide = Field(description="dépense retenue")
    paliers: tuple[Palier, ...] = Field(description="paliers, du plus petit saut au plus grand", min_length=1)
    majoration: Majoration | None = Field(None, description="points de taux en plus")


class Bonus(Trajet):
    """Un forfait ajouté pour une classe atteinte."""

    genre: Literal["bonus"] = Field(description="bonus")
    montant: Montant = Field(description="montant en euros")
    incertaines: tuple[ClasseDpe, ...] = Field(
        (), description="classes d'arrivée que certaines sources seules admettent"
    )


class Parite(Fondement):
    """Le même montant que les aides des collectivités, dans une limite."""

    genre: Literal["parite"] = Field(description="parite")
    libelle: str = Field(description="nom de la majoration")
    plafond: Montant = Field(description="limite en euros")


class NonRetrouve(Fondement):
    """Un montant qui existe, mais dont le calcul n'a pas été retrouvé."""

    genre: Literal["non_retrouve"] = Field(description="non_retrouve")
    libelle: str = Field(description="ce qui manque")


class Somme(Objet):
    """La somme de plusieurs montants."""

    genre: Literal["somme"] = Field(description="somme")
    termes: tuple[MontantAide, ...] = Field(description="montants additionnés", min_length=2)


class Ecretement(Fondement):
    """Un montant réduit pour que toutes les aides ensemble ne dépassent pas une part de la dépense."""

    genre: Literal["ecretement"] = Field(description="ecretement")
    taux: Mapping[Categorie, Pourcent] = Field(description="part maximale de la dépense, par catégorie de ressources")
    assiette: Literal["travaux_ttc"] = Field(description="dépense à laquelle la part s'applique")
    montant: MontantAide = Field(description="montant avant écrêtement")


MontantAide = Annotated[
    Forfait | ForfaitCategorie | Taux | TauxParSaut | Bonus | Parite | NonRetrouve | Somme | Ecretement,
    Field(discriminator="genre"),
]

"""Une aide en données datées : des conditions et un montant par version, chacun sourcé.

Le même schéma sert aux aides nationales, livrées avec l'outil, et aux aides locales de `data/aides/`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from contrat.modele.base import Entier, Identifiant, Jour, Montant, Objet, OuiNon, Pourcent
from contrat.modele.condition import Condition
from contrat.modele.fondement import Categorie, Fondement, est_en_vigueur


class Forfait(Fondement):
    """Un montant fixe."""

    genre: Literal["forfait"] = Field(description="forfait")
    libelle: str = Field(description="nom du forfait")
    montant: Montant = Field(description="montant en euros")


class Taux(Fondement):
    """Un taux, par catégorie de ressources, d'une dépense plafonnée."""

    genre: Literal["taux"] = Field(description="taux")
    libelle: str = Field(description="nom de l'aide au taux")
    taux: Mapping[Categorie, Pourcent] = Field(description="taux maximal par catégorie de ressources")
    assiette: Literal["travaux_ht", "travaux_ttc", "prix_accompagnement"] = Field(description="dépense retenue")
    plafond: Montant = Field(description="plafond de la dépense retenue, en euros")


class Parite(Fondement):
    """Le même montant que les aides des collectivités, dans une limite."""

    genre: Literal["parite"] = Field(description="parite")
    libelle: str = Field(description="nom de la majoration")
    plafond: Montant = Field(description="limite en euros")


class Somme(Objet):
    """La somme de plusieurs montants."""

    genre: Literal["somme"] = Field(description="somme")
    termes: tuple[MontantAide, ...] = Field(description="montants additionnés", min_length=2)


MontantAide = Annotated[Forfait | Taux | Parite | Somme, Field(discriminator="genre")]


class Reserve(Fondement):
    """Un doute du droit, affiché avec le verdict pour les demandes de ces dates."""

    texte: str = Field(description="la réserve, en une phrase")
    du: Jour | None = Field(None, description="première demande concernée")
    au: Jour | None = Field(None, description="dernière demande concernée")


class VersionAide(Objet):
    """Une rédaction de l'aide, en vigueur entre deux jours compris."""

    du: Jour = Field(description="première date de demande couverte")
    au: Jour | None = Field(None, description="dernière date de demande couverte")
    verifie_le: Jour = Field(description="jour de la dernière vérification de la version")
    conditions: tuple[Condition, ...] = Field((), description="conditions propres à cette version, toutes exigées")
    montant: MontantAide = Field(description="montant de l'aide")
    arrondi: Literal["centime", "euro"] = Field("centime", description="arrondi du montant, au plus proche")
    reserves: tuple[Reserve, ...] = Field((), description="doutes affichés")


class Aide(Objet):
    """Une aide et ses versions datées."""

    id: Identifiant = Field(description="code de l'aide, égal au nom du fichier")
    libelle: str = Field(description="nom de l'aide")
    financeur: str = Field(description="qui paie")
    niveau: Literal["nationale", "locale"] = Field(description="nationale ou locale")
    depense: Literal["travaux", "diagnostic", "accompagnement"] = Field(description="ce que l'aide paie")
    egale_par_parite: OuiNon = Field(False, description="oui pour une aide locale que l'État double")
    rang: Entier = Field(description="ordre d'affichage")
    engagements: tuple[str, ...] = Field((), description="ce à quoi le ménage s'engage")
    conditions: tuple[Condition, ...] = Field((), description="conditions communes à toutes les versions, exigées")
    versions: tuple[VersionAide, ...] = Field(
        description="versions, de la plus ancienne à la plus récente", min_length=1
    )

    def version_au(self, jour: date) -> VersionAide | None:
        """La version en vigueur ce jour, ou rien."""
        return next((v for v in self.versions if est_en_vigueur(v, jour)), None)

"""Les conditions d'une aide : une liste fermée de genres, lus par le moteur d'éligibilité."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from contrat.modele.base import (
    Identifiant,
    Jour,
    lire_annee,
    lire_entier,
    lire_moment,
    lire_montant,
    lire_oui_non,
    lire_pourcent,
)
from contrat.modele.fondement import Categorie, Fondement

Champ = Literal[
    "commune", "departement", "personnes", "rfr", "statut_occupation", "residence_principale", "achevement",
    "age_logement", "dpe", "dpe_vise", "gain", "nature", "travaux_ht", "travaux_ttc", "autres_aides", "aides_locales",
    "contrat_local", "accompagnement", "prix_accompagnement", "commences", "professionnel", "pret_taux_zero",
    "type", "tranche_age", "saut_classes", "gestes_isolation", "energie_fossile", "rendez_vous_conseil",
    "accompagnement_finance", "besoin_adaptation", "arrete",
]  # fmt: skip


def _lire_texte(valeur: object) -> str:
    return str(valeur)


FORMES: Mapping[str, Callable[[object], Any]] = {
    "personnes": lire_entier,
    "rfr": lire_montant,
    "residence_principale": lire_oui_non,
    "achevement": lire_moment,
    "age_logement": lire_entier,
    "gain": lire_pourcent,
    "travaux_ht": lire_montant,
    "travaux_ttc": lire_montant,
    "autres_aides": lire_montant,
    "aides_locales": lire_montant,
    "contrat_local": lire_oui_non,
    "accompagnement": lire_oui_non,
    "prix_accompagnement": lire_montant,
    "commences": lire_oui_non,
    "professionnel": lire_oui_non,
    "pret_taux_zero": lire_oui_non,
    "annee": lire_annee,
    "saut_classes": lire_entier,
    "gestes_isolation": lire_entier,
    "rendez_vous_conseil": lire_oui_non,
    "accompagnement_finance": lire_oui_non,
    "besoin_adaptation": lire_oui_non,
    "arrete": lire_oui_non,
}


def lire_selon_champ(champ: str, valeur: object) -> Any:
    """Lire une valeur dans la forme que son champ impose : montant, date, oui ou non…"""
    return FORMES.get(champ, _lire_texte)(valeur)


class _Condition(Fondement):
    """Ce que toutes les conditions partagent."""

    code: Identifiant = Field(description="code de la condition, unique dans la version")
    libelle: str = Field(description="la condition, en une phrase lisible par le ménage")
    du: Jour | None = Field(None, description="première demande concernée, quand elle n'est pas celle de la version")
    au: Jour | None = Field(None, description="dernière demande concernée")
    piece: str | None = Field(None, description="pièce qui prouve la condition ou lève le doute")
    derogation: str | None = Field(None, description="dérogation possible : un « non » devient « à vérifier »")
    sans_reponse: Literal["bloque", "reserve"] = Field(
        "bloque", description="donnée inconnue : bloque le verdict, ou laisse une réserve visible"
    )


class Egal(_Condition):
    """Le champ a exactement cette valeur."""

    genre: Literal["egal"] = Field(description="egal")
    champ: Champ = Field(description="donnée du ménage")
    seuil: Any = Field(description="valeur attendue")

    @model_validator(mode="after")
    def _typer(self) -> Egal:
        object.__setattr__(self, "seuil", lire_selon_champ(self.champ, self.seuil))
        return self


class Parmi(_Condition):
    """Le champ a l'une de ces valeurs."""

    genre: Literal["parmi"] = Field(description="parmi")
    champ: Champ = Field(description="donnée du ménage")
    valeurs: tuple[str, ...] = Field(description="valeurs admises", min_length=1)


class Connue(_Condition):
    """Le champ est connu, quelle que soit sa valeur."""

    genre: Literal["connue"] = Field(description="connue")
    champ: Champ = Field(description="donnée du ménage")


class AuMoins(_Condition):
    """Le champ atteint ce seuil."""

    genre: Literal["au_moins"] = Field(description="au_moins")
    champ: Champ = Field(description="donnée du ménage")
    seuil: Any = Field(description="plus petite valeur admise")

    @model_validator(mode="after")
    def _typer(self) -> AuMoins:
        object.__setattr__(self, "seuil", lire_selon_champ(self.champ, self.seuil))
        return self


class AuPlus(_Condition):
    """Le champ ne dépasse pas ce seuil."""

    genre: Literal["au_plus"] = Field(description="au_plus")
    champ: Champ = Field(description="donnée du ménage")
    seuil: Any = Field(description="plus grande valeur admise")

    @model_validator(mode="after")
    def _typer(self) -> AuPlus:
        object.__setattr__(self, "seuil", lire_selon_champ(self.champ, self.seuil))
        return self


class CategorieParmi(_Condition):
    """Le ménage est dans l'une de ces catégories de ressources."""

    genre: Literal["categorie"] = Field(description="categorie")
    parmi: tuple[Categorie, ...] = Field(description="catégories admises", min_length=1)


class AideAccordee(_Condition):
    """Une autre aide est accordée pour la même demande."""

    genre: Literal["aide_accordee"] = Field(description="aide_accordee")
    aide: Identifiant = Field(description="code de l'autre aide")


class PeriodeGuichet(Fondement):
    """Des jours où le guichet n'est pas ouvert à tous."""

    du: Jour = Field(description="premier jour")
    au: Jour = Field(description="dernier jour")
    ouvert_a: tuple[Categorie, ...] = Field((), description="catégories encore admises ; aucune : fermé")


class Guichet(_Condition):
    """Le guichet reçoit les demandes ce jour-là ; hors des périodes citées, il est ouvert à tous."""

    genre: Literal["guichet"] = Field(description="guichet")
    periodes: tuple[PeriodeGuichet, ...] = Field(description="fermetures, entières ou partielles", min_length=1)


class NonRetrouvee(_Condition):
    """Une condition qui existe, dont la teneur n'a pas été retrouvée : toujours à vérifier."""

    genre: Literal["non_retrouvee"] = Field(description="non_retrouvee")


class UneParmi(_Condition):
    """L'une au moins des conditions est remplie."""

    genre: Literal["une_parmi"] = Field(description="une_parmi")
    conditions: tuple[Condition, ...] = Field(description="conditions, dont une suffit", min_length=2)


class Toutes(_Condition):
    """Toutes les conditions sont remplies."""

    genre: Literal["toutes"] = Field(description="toutes")
    conditions: tuple[Condition, ...] = Field(description="conditions, toutes exigées", min_length=2)


Condition = Annotated[
    Egal
    | Parmi
    | Connue
    | AuMoins
    | AuPlus
    | CategorieParmi
    | AideAccordee
    | Guichet
    | NonRetrouvee
    | UneParmi
    | Toutes,
    Field(discriminator="genre"),
]

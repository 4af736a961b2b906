"""Les organismes (porteurs, financeurs, partenaires) et les sources des chiffres."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from contrat.modele.base import Identifiant, Moment, Objet, OuiNon

NatureOrganisme = Literal[
    "commune", "ccas", "epci", "departement", "region", "etat", "europe", "etablissement_public",
    "organisme_social", "association", "entreprise", "banque", "ensemble", "a_preciser",
]  # fmt: skip

# Celles dont le droit fixe les recettes d'investissement ; une association emprunte comme elle veut.
COLLECTIVITES: frozenset[NatureOrganisme] = frozenset({"commune", "ccas", "epci", "departement", "region"})

RoleOrganisme = Literal["porteur", "gestionnaire", "partenaire", "financeur", "operateur", "prescripteur", "associe"]

NatureSource = Literal["publie", "releve", "reconstitution", "fiction"]


class Organisme(Objet):
    """Une personne morale citée par les fiches : jamais une personne physique."""

    id: Identifiant = Field(description="identifiant cité par les fiches")
    nom: str = Field(description="nom complet")
    sigle: str | None = Field(None, description="sigle usuel")
    nature: NatureOrganisme = Field(description="nature juridique")
    public: OuiNon = Field(description="personne publique au sens du plan de financement")
    roles: tuple[RoleOrganisme, ...] = Field((), description="rôles tenus dans le contrat")
    rattache_a: Identifiant | None = Field(
        None, description="organisme dont il dépend : ses ressources propres sont comptées avec celles de cet organisme"
    )
    competences: str | None = Field(None, description="ce qu'il peut ou ne peut pas faire")
    note: str | None = Field(None, description="précision utile au lecteur")
    source: Identifiant = Field(description="source du renseignement")


class Source(Objet):
    """D'où vient un chiffre ou un fait."""

    id: Identifiant = Field(description="identifiant cité par les fiches")
    titre: str = Field(description="titre du document ou de la page")
    nature: NatureSource = Field(description="publie, releve, reconstitution ou fiction")
    editeur: str | None = Field(None, description="qui publie")
    date: Moment | None = Field(None, description="date de publication, si elle est connue")
    lien: str | None = Field(None, description="adresse stable, si elle existe")
    note: str | None = Field(None, description="réserve ou mode de reconstitution")


class Organismes(Objet):
    """Le fichier des organismes."""

    organismes: tuple[Organisme, ...] = Field(description="un bloc par organisme")


class Sources(Objet):
    """Le fichier des sources."""

    sources: tuple[Source, ...] = Field(description="un bloc par source")

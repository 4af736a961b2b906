"""Les organismes (porteurs, financeurs, partenaires) et les sources des chiffres."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from contrat.modele.base import MOTIF_RNA, MOTIF_SIRET, Identifiant, Moment, Objet, OuiNon, refuser_la_forme

NatureOrganisme = Literal[
    "commune", "ccas", "epci", "departement", "region", "etat", "europe", "etablissement_public",
    "organisme_social", "association", "entreprise", "banque", "ensemble", "a_preciser",
]  # fmt: skip

# Celles dont le droit fixe les recettes d'investissement ; une association emprunte comme elle veut.
COLLECTIVITES: frozenset[NatureOrganisme] = frozenset({"commune", "ccas", "epci", "departement", "region"})

RoleOrganisme = Literal["porteur", "gestionnaire", "partenaire", "financeur", "operateur", "prescripteur", "associe"]

NatureSource = Literal["publie", "releve", "reconstitution", "fiction"]

# Les établissements de La Poste ont des SIRET dont la somme des chiffres est un multiple de cinq.
_LA_POSTE = "356000000"


def _verifier_cle(siret: str) -> str:
    chiffres = [int(chiffre) for chiffre in siret]
    doubles = [2 * chiffre for chiffre in chiffres[::2]]
    luhn = sum(chiffres[1::2]) + sum(double - 9 * (double > 9) for double in doubles)
    if luhn % 10 and not (siret.startswith(_LA_POSTE) and sum(chiffres) % 5 == 0):
        aide = "relire les quatorze chiffres : la clé ne tombe pas juste"
        raise refuser_la_forme("siret", siret, "un SIRET", aide)
    return siret


Siret = Annotated[str, StringConstraints(pattern=MOTIF_SIRET), AfterValidator(_verifier_cle)]
NumeroRna = Annotated[str, StringConstraints(pattern=MOTIF_RNA)]


class Organisme(Objet):
    """Une personne morale citée par les fiches : jamais une personne physique."""

    id: Identifiant = Field(description="identifiant cité par les fiches")
    nom: str = Field(description="nom complet")
    sigle: str | None = Field(None, description="sigle usuel")
    siret: Siret | None = Field(None, description="SIRET, quatorze chiffres, que les données ouvertes demandent")
    rna: NumeroRna | None = Field(None, description="numéro au répertoire des associations, comme W123456789")
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

"""Une aide en données datées : des conditions et un montant par version, chacun sourcé.

Le même schéma sert aux aides nationales, livrées avec l'outil, et aux aides locales de `data/aides/`.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from contrat.modele.base import Entier, Identifiant, Jour, Objet, OuiNon, Pourcent
from contrat.modele.condition import Condition
from contrat.modele.fondement import Categorie, Fondement, est_en_vigueur, s_applique
from contrat.modele.menage import StatutOccupation
from contrat.modele.montant import MontantAide


class Reserve(Fondement):
    """Un doute du droit, affiché avec le verdict pour les demandes de ces dates."""

    texte: str = Field(description="la réserve, en une phrase")
    du: Jour | None = Field(None, description="première demande concernée")
    au: Jour | None = Field(None, description="dernière demande concernée")


class Engagement(Fondement):
    """Ce à quoi le ménage s'engage en recevant l'aide."""

    texte: str = Field(description="l'engagement, en une phrase à l'infinitif")
    du: Jour | None = Field(None, description="première demande concernée")
    au: Jour | None = Field(None, description="dernière demande concernée")


class Avance(Fondement):
    """La part de l'aide qui peut être versée avant les travaux."""

    taux: Pourcent = Field(description="part maximale de l'aide")
    categories: tuple[Categorie, ...] = Field((), description="catégories admises ; aucune : toutes")
    du: Jour | None = Field(None, description="première demande concernée")
    au: Jour | None = Field(None, description="dernière demande concernée")


class VersionAide(Objet):
    """Une rédaction de l'aide, en vigueur entre deux jours compris."""

    cles: ClassVar = ("du",)

    du: Jour = Field(description="première date de demande couverte")
    au: Jour | None = Field(None, description="dernière date de demande couverte")
    libelle: str | None = Field(None, description="nom de l'aide à cette époque, s'il a changé")
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
    incompatibles: tuple[Identifiant, ...] = Field(
        (), description="aides aux mêmes travaux qui ne s'y ajoutent pas ; le plan garde la plus forte"
    )
    rang: Entier = Field(description="ordre d'affichage")
    publics: tuple[StatutOccupation, ...] = Field(
        (), description="titres auxquels elle est réservée, ni jugée ni montrée pour les autres ; aucun : tous"
    )
    engagements: tuple[Engagement, ...] = Field((), description="ce à quoi le ménage s'engage")
    avances: tuple[Avance, ...] = Field((), description="avance possible, par période")
    exige: tuple[Identifiant, ...] = Field((), description="codes de conditions partagées avec d'autres aides, exigées")
    conditions: tuple[Condition, ...] = Field((), description="conditions communes à toutes les versions, exigées")
    reserves: tuple[Reserve, ...] = Field((), description="doutes communs à toutes les versions")
    versions: tuple[VersionAide, ...] = Field(
        description="versions, de la plus ancienne à la plus récente", min_length=1
    )

    @property
    def est_aux_travaux(self) -> bool:
        """Vrai pour une aide nationale aux travaux : c'est elle qui fait un ménage éligible."""
        return self.niveau == "nationale" and self.depense == "travaux"

    def sert(self, statut: StatutOccupation | None) -> bool:
        """Vrai quand l'aide n'est pas réservée à d'autres titres que celui-ci."""
        return not self.publics or statut in self.publics

    def version_au(self, jour: date) -> VersionAide | None:
        """La version en vigueur ce jour, ou rien."""
        return next((v for v in self.versions if est_en_vigueur(v, jour)), None)

    def reserves_au(self, version: VersionAide, jour: date) -> tuple[Reserve, ...]:
        """Les doutes qui concernent une demande de ce jour."""
        return tuple(r for r in (*self.reserves, *version.reserves) if s_applique(r, jour))

    def avance_au(self, jour: date) -> Avance | None:
        """L'avance possible pour une demande de ce jour, ou rien quand aucune règle n'est connue."""
        return next((a for a in self.avances if s_applique(a, jour)), None)

    def engagements_au(self, jour: date) -> tuple[Engagement, ...]:
        """Les engagements d'une demande de ce jour."""
        return tuple(e for e in self.engagements if s_applique(e, jour))


class ConditionsCommunes(Objet):
    """Le fichier des conditions que plusieurs aides partagent."""

    conditions: tuple[Condition, ...] = Field(description="conditions ; un code peut avoir plusieurs rédactions datées")

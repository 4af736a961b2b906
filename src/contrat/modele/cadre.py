"""Ce que le guichet lit du contrat : la commune et les conventions qui ouvrent des aides."""

from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from contrat.modele.base import (
    Annee,
    CodeInsee,
    Departement,
    Effectif,
    Identifiant,
    Jour,
    Moment,
    Montant,
    Nombre,
    Objet,
    OuiNon,
    Section,
)


class Territoire(Objet):
    """La commune du contrat."""

    commune: str = Field(description="nom de la commune")
    insee: CodeInsee = Field(description="code INSEE de la commune, cinq caractères")
    departement: Departement = Field(description="numéro du département")
    nom_departement: str = Field(description="nom du département")
    region: str | None = Field(None, description="région à la date du contrat")
    epci: Identifiant | None = Field(None, description="communauté de communes, dans les organismes")
    echelle: str | None = Field(None, description="échelle à laquelle la démarche est conduite")
    source: Identifiant = Field(description="source du renseignement")


class LigneCouverte(Objet):
    """Une part de plan de financement qu'une convention engage : tout ce qu'un organisme y apporte, ou une année."""

    cles: ClassVar = ("action", "organisme", "exercice", "section")

    action: Identifiant | None = Field(None, description="action financée ; dans une fiche, à défaut, celle-ci")
    organisme: Identifiant = Field(description="financeur, l'un des signataires")
    exercice: Annee | None = Field(None, description="exercice ; à défaut, tous")
    section: Section | None = Field(None, description="section ; à défaut, les deux")


class Convention(Objet):
    """Un engagement avec un ou plusieurs organismes, signé ou à signer."""

    id: Identifiant = Field(description="identifiant de la convention")
    objet: str = Field(description="ce qui est convenu")
    organismes: tuple[Identifiant, ...] = Field(description="organismes signataires")
    montant: Montant | None = Field(None, description="ce que les financeurs y engagent en tout, en euros")
    engage: str | None = Field(None, description="ce qu'elle engage, et qui", max_length=500)
    conditionne: str | None = Field(None, description="à quelle condition", max_length=500)
    couvre: tuple[LigneCouverte, ...] = Field((), description="lignes des plans de financement qu'elle couvre")
    reference: str | None = Field(None, description="référence de l'acte qui la décide")
    signe_le: Moment | None = Field(None, description="date de signature ; absente, elle reste à signer")
    jusqu_au: Jour | None = Field(None, description="dernier jour d'effet, s'il est connu")
    contrat_local_habiter_mieux: OuiNon = Field(
        False, description="oui si la convention ouvre l'aide Habiter Mieux sur le territoire de la commune"
    )
    notification_ue: OuiNon | None = Field(
        None, description="oui si la subvention est une aide notifiée à la Commission européenne, non sinon"
    )
    note: str | None = Field(None, description="précision ou réserve")
    source: Identifiant = Field(description="source du renseignement")

    def finit_avant(self, exercice: int) -> bool:
        """Vrai quand son dernier jour d'effet est connu, et d'avant cet exercice."""
        return self.jusqu_au is not None and self.jusqu_au.year < exercice


class ResteAVivre(Objet):
    """Le calcul du reste à vivre propre à la commune : aucune règle nationale ne le fixe.

    Ressources moins charges du mois, divisées par les parts du foyer.
    """

    premiere_part: Nombre = Field(description="parts de la première personne")
    part_suivante: Nombre = Field(description="parts de chaque personne de plus")
    repere: Montant | None = Field(None, description="repère de la commune, en euros par mois et par part")
    source: Identifiant = Field(description="délibération ou règlement qui le fixe")


JourDeLaSemaine = Literal["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"]


class CalendrierPermanence(Objet):
    """Les séances prévues : un jour de la semaine, à ces rangs dans le mois, entre deux dates."""

    du: Jour = Field(description="premier jour possible")
    au: Jour = Field(description="dernier jour possible, compris")
    jour: JourDeLaSemaine = Field(description="jour de la semaine")
    rangs: tuple[Effectif, ...] = Field(
        description="rangs dans le mois : [1, 3] pour le premier et le troisième", min_length=1
    )
    source: Identifiant = Field(description="source du calendrier")


class Permanence(Objet):
    """Ce que la commune règle de sa permanence : qui la tient, quand, à quel téléphone du service."""

    structure: str | None = Field(None, description="structure qui la tient, jamais une personne", max_length=80)
    telephone: str | None = Field(
        None, description="téléphone du service, annoncé par « accueil » ou « mairie » ; jamais celui d'une personne"
    )
    jours: str | None = Field(None, description="jours et heures, en clair", max_length=80)
    lieu: str | None = Field(None, description="où elle se tient", max_length=80)
    calendrier: CalendrierPermanence | None = Field(None, description="séances prévues")
    france_renov: OuiNon = Field(
        False, description="oui si y être reçu vaut un rendez-vous avec un conseiller France Rénov'"
    )
    reste_a_vivre: ResteAVivre | None = Field(
        None, description="calcul du reste à vivre ; sans lui, rien n'est affiché"
    )


class ReglageMenages(Objet):
    """Ce que la commune dit de ses dossiers de ménages."""

    source: Identifiant | None = Field(
        None, description="source que portent les dossiers créés ; `fiction` n'est que pour des exemples"
    )
    depot_prive: OuiNon = Field(
        False,
        description="oui quand ce dépôt est privé, à part, et l'analyse d'impact faite : de vrais dossiers y vont",
    )


class Cadre(Objet):
    """Le contrat réduit à ce qui décide des aides ; le reste du fichier n'est ni lu ni contrôlé.

    Une faute dans le budget du contrat n'empêche ainsi pas de recevoir un ménage, et la réponse est plus rapide.
    """

    model_config = ConfigDict(extra="ignore")

    territoire: Territoire = Field(description="commune du contrat")
    conventions: tuple[Convention, ...] = Field((), description="engagements signés")
    permanence: Permanence = Field(default_factory=Permanence.vide, description="réglages de la permanence")
    menages: ReglageMenages = Field(default_factory=ReglageMenages.vide, description="réglages des dossiers de ménages")

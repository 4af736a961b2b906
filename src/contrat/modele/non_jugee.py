"""Une aide que l'outil nomme sans la juger : pour qui, pour quels travaux, à quelles dates, où la demander."""

from pydantic import Field

from contrat.modele.base import Identifiant, Jour, Objet
from contrat.modele.fondement import Categorie, Fondement
from contrat.modele.menage import NatureTravaux, StatutOccupation, TrancheAge, TypeLogement


class Concernes(Objet):
    """Les ménages à qui une aide se signale ; une liste vide n'écarte personne, une donnée inconnue non plus."""

    nature: tuple[NatureTravaux, ...] = Field((), description="natures de travaux")
    statut_occupation: tuple[StatutOccupation, ...] = Field((), description="titres d'occupation")
    type: tuple[TypeLogement, ...] = Field((), description="types de logement")
    tranche_age: tuple[TrancheAge, ...] = Field((), description="tranches d'âge du plus âgé")
    departement: tuple[str, ...] = Field((), description="départements du logement")
    categorie: tuple[Categorie, ...] = Field((), description="catégories de ressources")


class AideNonJugee(Fondement):
    """Une aide qui existe, dont l'outil ne dit ni « oui » ni « non »."""

    id: Identifiant = Field(description="code de l'aide")
    libelle: str = Field(description="nom de l'aide")
    quoi: str = Field(description="ce qu'elle apporte, en quelques mots")
    pour_qui: str = Field(description="à qui elle s'adresse")
    travaux: str | None = Field(None, description="travaux qu'elle paie, quand elle en exige")
    demander_a: str = Field(description="à qui la demander")
    du: Jour | None = Field(None, description="premier jour ; absent : non retrouvé")
    au: Jour | None = Field(None, description="dernier jour ; absent : en cours, ou fin non retrouvée")
    comprise_dans: tuple[Identifiant, ...] = Field(
        (), description="aides jugées qui la comprennent déjà : elle ne s'y ajoute pas"
    )
    concerne: Concernes = Field(default_factory=Concernes.vide, description="ménages à qui elle se signale")


class Conseil(Fondement):
    """Un service public qui renseigne sur toutes les aides."""

    libelle: str = Field(description="le service et comment le joindre")
    du: Jour | None = Field(None, description="premier jour")
    au: Jour | None = Field(None, description="dernier jour")


class NonJugees(Objet):
    """Le fichier des aides que l'outil ne juge pas."""

    aides: tuple[AideNonJugee, ...] = Field(description="aides, de la plus courante à la plus rare")
    conseils: tuple[Conseil, ...] = Field(description="services qui renseignent sur toutes les aides")

"""Ce sur quoi l'action sera jugée : critères de développement durable, questions posées au départ."""

from typing import ClassVar, Literal, Self, get_args

from pydantic import Field

from contrat.modele.base import Identifiant, Moment, Objet

NomCritere = Literal["economique", "social", "environnemental"]
CRITERES: tuple[NomCritere, ...] = get_args(NomCritere)
Niveau = Literal["fort", "moyen", "faible", "atteint", "sans_objet", "non_documente"]
NIVEAUX: tuple[Niveau, ...] = get_args(Niveau)


class Appreciation(Objet):
    """Un niveau de prise en compte et sa justification écrite."""

    niveau: Niveau = Field(
        description="niveau ; `atteint` quand la source dit le critère rempli sans en donner le degré"
    )
    justification: str = Field(description="pourquoi ce niveau")
    date: Moment | None = Field(None, description="date à laquelle il est constaté")
    source: Identifiant = Field("", description="source de l'appréciation ; à défaut, celle de la fiche")


class Critere(Objet):
    """Un critère de développement durable, prévu puis constaté."""

    prevu: Appreciation = Field(description="ce que l'action vise")
    bilan: Appreciation | None = Field(None, description="ce que l'on constate")


class CriteresDurables(Objet):
    """Les trois critères de développement durable, sans note globale."""

    economique: Critere = Field(description="économiquement viable")
    social: Critere = Field(description="socialement équitable")
    environnemental: Critere = Field(description="écologique")
    fixes_le: Moment | None = Field(None, description="date à laquelle ce qui est prévu a été arrêté")

    @classmethod
    def pas_encore(cls) -> Self:
        """Les critères d'une idée, que personne n'a encore appréciés."""
        critere = Critere(prevu=Appreciation(niveau="non_documente", justification="pas encore apprécié"))
        return cls(economique=critere, social=critere, environnemental=critere)

    def lire(self, nom: NomCritere) -> Critere:
        """Un des trois critères."""
        return {"economique": self.economique, "social": self.social, "environnemental": self.environnemental}[nom]


class ReponseEvaluation(Objet):
    """Ce que l'évaluation répond à une question posée au départ."""

    cles: ClassVar = ("question", "date")

    question: str = Field(description="la question, telle qu'elle a été posée")
    reponse: str = Field(description="ce que l'on peut en dire", max_length=1000)
    date: Moment | None = Field(None, description="date de la réponse")
    source: Identifiant = Field(description="source de la réponse")


class Evaluation(Objet):
    """Les modalités d'évaluation d'une action ou d'un axe, fixées au départ, et ce qu'elle conclut."""

    questions: tuple[str, ...] = Field(description="questions posées")
    fixees_le: Moment | None = Field(
        None, description="date à laquelle les questions ont été arrêtées ; à changer quand elles changent"
    )
    methode: str | None = Field(None, description="comment y répondre")
    responsable: Identifiant | None = Field(None, description="organisme chargé d'évaluer")
    echeance: Moment | None = Field(None, description="date prévue")
    reponses: tuple[ReponseEvaluation, ...] = Field((), description="réponses aux questions posées")
    conclusions: str | None = Field(None, description="ce que l'évaluation conclut")
    conclu_le: Moment | None = Field(None, description="date de ces conclusions")
    source: Identifiant = Field("", description="source ; à défaut, celle de la fiche")

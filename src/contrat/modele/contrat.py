"""Le contrat lui-même : période, enveloppes, gouvernance, jalons, diagnostic, chiffres publiés."""

from typing import ClassVar, Literal

from pydantic import Field

from contrat.modele.base import (
    Annee,
    CodeAcceptable,
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
from contrat.modele.cadre import Convention, Permanence, ReglageMenages, Territoire
from contrat.modele.evaluation import ReponseEvaluation
from contrat.modele.suivi import Constatation, Deliberation, Indicateur, Jalon, MoyenHumain, Piece

College = Literal["elus", "personnalites_qualifiees", "professionnels", "habitants", "financeurs"]

Mesure = Literal[
    "contrat.exercices",
    "enveloppes.fonctionnement",
    "enveloppes.investissement",
    "budget.depenses.total",
    "budget.depenses.fonctionnement",
    "budget.depenses.investissement",
    "budget.ressources.total",
    "budget.ressources.ville",
    "budget.ressources.externes",
    "budget.exercices",
    "organismes.financeurs",
    "organismes.partenaires",
    "axes.total",
    "axes.commissions",
    "actions.approuvees",
    "actions.deliberees",
    "actions.mises_en_oeuvre",
    "actions.exercices",
    "actions.partenaires",
    "actions.criteres_atteints",
    "actions.ressources.ville",
    "menages.contactes",
    "menages.eligibles",
    "logements.reperes",
    "logements.renoves",
    "logements.habiter_mieux",
    "logements.travaux",
    "aides.forfait",
    "aides.parite",
    "indicateurs.autre_source",
]


class Periode(Objet):
    """Des exercices budgétaires qui se suivent, premier et dernier compris."""

    debut: Annee = Field(description="premier exercice")
    fin: Annee = Field(description="dernier exercice")

    @property
    def exercices(self) -> range:
        """Les exercices de la période, dans l'ordre."""
        return range(self.debut, self.fin + 1)

    @property
    def dite(self) -> str:
        """« 2010-2011 », ou « 2010 » quand il n'y a qu'un exercice."""
        return str(self.debut) if self.debut == self.fin else f"{self.debut}-{self.fin}"


class Enveloppe(Objet):
    """Un montant prévisionnel global par section."""

    cles: ClassVar = ("section", "periode")

    section: Section = Field(description="section budgétaire")
    montant: Montant = Field(description="montant en euros")
    periode: Periode = Field(description="exercices couverts")
    approche: OuiNon = Field(False, description="oui quand la source arrondit")
    source: Identifiant = Field(description="source du chiffre")


class Instance(Objet):
    """Une instance qui propose, classe, suit ou décide."""

    id: Identifiant = Field(description="identifiant cité par les fiches")
    nom: str = Field(description="nom de l'instance")
    role: str = Field(description="ce qu'elle fait")
    colleges: tuple[College, ...] = Field((), description="collèges représentés")
    rythme: str | None = Field(None, description="fréquence des réunions")
    source: Identifiant = Field(description="source du renseignement")


class Preambule(Objet):
    """Le texte d'ouverture du contrat ; l'auteur est une fonction, jamais un nom."""

    texte: str = Field(description="le propos, résumé ou cité brièvement")
    auteur: str = Field(description="fonction de l'auteur")
    source: Identifiant = Field(description="source du texte")


class ConstatDiagnostic(Constatation):
    """Un constat du diagnostic, et les grandeurs qui le chiffrent."""

    indicateurs: tuple[Identifiant, ...] = Field(
        (), description="indicateurs qui le chiffrent, parmi ceux du diagnostic et des fiches"
    )


class DiagnosticTerritoire(Objet):
    """Le diagnostic partagé : constats et indicateurs de départ."""

    etabli_le: Moment | None = Field(None, description="date à laquelle il est établi, si elle est connue")
    constats: tuple[ConstatDiagnostic, ...] = Field((), description="constats, cités par les fiches")
    indicateurs: tuple[Indicateur, ...] = Field((), description="grandeurs mesurées au départ")


class CritereDurable(Objet):
    """Un des critères de développement durable que les fiches documentent."""

    cles: ClassVar = ("critere",)

    critere: Literal["economique", "social", "environnemental"] = Field(description="le critère")
    question: str = Field(description="la question posée à chaque action")
    source: Identifiant = Field(description="source du critère")


class EvaluationContrat(Objet):
    """L'évaluation globale prévue et les effets observés de la démarche."""

    prevue: Moment | None = Field(None, description="date prévue de l'évaluation globale")
    criteres_fixes: Moment | None = Field(None, description="date à laquelle les critères ont été arrêtés")
    questions: tuple[str, ...] = Field(
        (), description="questions posées au contrat entier, outre les critères de développement durable"
    )
    methode: str | None = Field(None, description="comment l'évaluation sera faite")
    effets: tuple[Constatation, ...] = Field((), description="effets de la démarche")
    bilan: tuple[Constatation, ...] = Field((), description="points du bilan publié")
    reponses: tuple[ReponseEvaluation, ...] = Field((), description="réponses aux questions posées")
    conclusions: str | None = Field(None, description="ce que l'évaluation globale conclut")
    conclu_le: Moment | None = Field(None, description="date de ces conclusions")
    source: Identifiant = Field(description="source du renseignement")


class Publie(Objet):
    """Un chiffre publié, que les fiches doivent retrouver."""

    cles: ClassVar = ("mesure", "periode", "action", "aide", "indicateur", "source")

    mesure: Mesure = Field(description="grandeur, parmi la liste fermée des mesures")
    periode: Periode = Field(description="exercices couverts")
    valeur: Nombre = Field(description="valeur publiée")
    approche: OuiNon = Field(description="oui quand la source arrondit")
    dit: str | None = Field(None, description="ce que la source en dit, quand elle n'écrit pas le nombre en chiffres")
    action: Identifiant | None = Field(None, description="fiche concernée, si le chiffre ne porte que sur elle")
    aide: Identifiant | None = Field(None, description="aide concernée, nationale ou locale")
    indicateur: Identifiant | None = Field(None, description="indicateur à comparer, pour `indicateurs.autre_source`")
    ecart: str | None = Field(None, description="pourquoi les fiches donnent un autre chiffre ; sinon, erreur")
    recalcule: Nombre | None = Field(
        None, description="ce que les fiches donnent, quand un `ecart` est déclaré : il ne vaut que pour ce chiffre"
    )
    source: Identifiant = Field(description="source du chiffre")


class Acceptation(Objet):
    """Une faute connue que le contrat garde, pourquoi, et jusqu'à quand."""

    cles: ClassVar = ("code", "fichier", "place")

    code: CodeAcceptable = Field(description="code de la règle ; ni une forme (F), ni une donnée personnelle (D)")
    fichier: str = Field(description="fichier de la faute, depuis la racine du contrat")
    place: str = Field(
        description="chemin de la faute, ou son début, tel que `contrat validate --format json` le montre"
    )
    motif: str = Field(description="pourquoi la faute reste", max_length=500)
    auteur: str = Field(description="fonction de qui l'accepte, jamais un nom", max_length=80)
    jusqu_au: Jour = Field(description="dernier jour où elle est acceptée")


class Affirmation(Objet):
    """Ce qu'une source affirme."""

    texte: str = Field(description="l'affirmation, résumée ou citée brièvement")
    source: Identifiant = Field(description="source qui l'affirme")


class Contradiction(Objet):
    """Deux affirmations publiées qui ne vont pas ensemble, et le parti pris par les fiches."""

    id: Identifiant = Field(description="identifiant de la contradiction")
    libelle: str = Field(description="ce qui ne va pas ensemble")
    affirmations: tuple[Affirmation, ...] = Field(description="les affirmations opposées", min_length=2)
    retenu: str = Field(description="ce que les fiches retiennent")
    motif: str = Field(description="pourquoi")
    actions: tuple[Identifiant, ...] = Field(
        (), description="fiches que la contradiction concerne et qui la rappellent"
    )


class Contrat(Objet):
    """Le contrat : un fichier par contrat, `data/contrat.yaml`."""

    id: Identifiant = Field(description="identifiant du contrat")
    format: Effectif = Field(1, description="version de la forme des fichiers, que dit contrat --version ; à défaut, 1")
    titre: str = Field(description="titre du contrat")
    appellation: str | None = Field(None, description="d'où vient le nom")
    rubrique: str | None = Field(None, description="rubrique de classement de la source")
    thematiques: tuple[str, ...] = Field((), description="étiquettes de classement")
    mention: str | None = Field(None, description="mention légale de la source")
    preambule: Preambule | None = Field(None, description="texte d'ouverture")
    territoire: Territoire = Field(description="commune du contrat")
    porteur: Identifiant = Field(description="organisme qui porte le contrat")
    periode: Periode = Field(description="exercices du contrat")
    precedent: Identifiant | None = Field(None, description="contrat que celui-ci renouvelle")
    suivant: Identifiant | None = Field(None, description="contrat qui renouvelle celui-ci")
    clos_le: Jour | None = Field(None, description="jour où le contrat est clos : rien de neuf ne s'y décide")
    objectifs: tuple[str, ...] = Field((), description="objectifs du contrat")
    enveloppes: tuple[Enveloppe, ...] = Field((), description="budgets prévisionnels par section")
    gouvernance: tuple[Instance, ...] = Field((), description="instances")
    participation: str | None = Field(None, description="place des habitants et des acteurs")
    criteres_durables: tuple[CritereDurable, ...] = Field((), description="critères de développement durable")
    moyens_humains: tuple[MoyenHumain, ...] = Field((), description="emplois mobilisés")
    jalons: tuple[Jalon, ...] = Field((), description="histoire du contrat")
    diagnostic: DiagnosticTerritoire = Field(
        default_factory=DiagnosticTerritoire.vide, description="diagnostic partagé"
    )
    deliberations: tuple[Deliberation, ...] = Field((), description="décisions sur le contrat entier")
    conventions: tuple[Convention, ...] = Field((), description="engagements signés")
    indicateurs: tuple[Indicateur, ...] = Field((), description="résultats suivis pour le contrat entier")
    evaluation: EvaluationContrat | None = Field(None, description="évaluation globale")
    suites: tuple[Constatation, ...] = Field((), description="ce qui suit le contrat")
    publies: tuple[Publie, ...] = Field((), description="chiffres publiés, recalculés par les contrôles")
    contradictions: tuple[Contradiction, ...] = Field((), description="ce qui se contredit dans les sources")
    acceptations: tuple[Acceptation, ...] = Field((), description="fautes connues, gardées pour un motif et un temps")
    pieces: tuple[Piece, ...] = Field((), description="documents cités")
    permanence: Permanence = Field(default_factory=Permanence.vide, description="réglages de la permanence")
    menages: ReglageMenages = Field(default_factory=ReglageMenages.vide, description="réglages des dossiers de ménages")
    source: Identifiant = Field(description="source principale")

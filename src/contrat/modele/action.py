"""Les axes et les fiches action : ce qui est fait, pour qui, par qui, quand, et où l'on en est."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, model_validator

from contrat.diagnostics import ecourter
from contrat.modele.base import Effectif, Identifiant, Moment, Objet, OuiNon
from contrat.modele.cadre import Convention
from contrat.modele.evaluation import CriteresDurables, Evaluation
from contrat.modele.liens import Liens
from contrat.modele.plan import Base, Budget, Plan
from contrat.modele.suivi import Deliberation, Indicateur, Jalon, MoyenHumain, Piece
from contrat.modele.tableur import Annonce, OrigineTableur

Statut = Literal[
    "idee", "proposee", "hierarchisee", "approuvee", "lancee", "realisee",
    "reportee", "suspendue", "abandonnee", "transferee",
]  # fmt: skip
NiveauObjectif = Literal["general", "operationnel"]
RolePartenaire = Literal["financeur", "operateur", "prescripteur", "mise_a_disposition", "associe"]
STATUTS_LANCES: frozenset[Statut] = frozenset({"lancee", "realisee", "transferee"})
# Une action transférée sans avoir été lancée n'a jamais été mise en œuvre.
STATUTS_MIS_EN_OEUVRE: frozenset[Statut] = frozenset({"lancee", "realisee"})
STATUTS_EXCLUS: frozenset[Statut] = frozenset({"abandonnee"})
# Une idée tient en sept champs ; ce qui suit est exigé dès que l'action a été approuvée.
STATUTS_ENGAGES: frozenset[str] = frozenset({"approuvee", *STATUTS_LANCES})
EXIGES_A_L_APPROBATION = (
    "numero", "description", "objectifs", "calendrier", "budget", "plan", "criteres_dd", "indicateurs", "evaluation",
)  # fmt: skip
_TITRE_COURT = 40


class Axe(Objet):
    """Une priorité du contrat."""

    id: Identifiant = Field(description="identifiant, égal au nom du fichier")
    numero: Effectif = Field(description="numéro d'ordre")
    titre: str = Field(description="titre complet")
    titre_court: str = Field(description="titre pour les tableaux, 40 signes au plus", max_length=40)
    finalite: str = Field(description="ce que l'axe cherche à obtenir")
    commission: str | None = Field(None, description="commission de travail de l'axe")
    constats: tuple[Identifiant, ...] = Field((), description="constats du diagnostic auxquels l'axe répond")
    indicateurs: tuple[Indicateur, ...] = Field((), description="résultats suivis pour l'axe entier")
    evaluation: Evaluation | None = Field(None, description="questions posées à l'axe entier, et ce qu'on en conclut")
    source: Identifiant = Field(description="source du renseignement")
    reconstitues: tuple[Literal["constats"], ...] = Field(
        (), description="`constats` quand la source ne dit pas auxquels l'axe répond"
    )

    @model_validator(mode="wrap")
    @classmethod
    def _lire(cls, valeur: Any, lire: ModelWrapValidatorHandler[Self]) -> Self:
        return lire(valeur).completer()

    def completer(self) -> Self:
        """L'axe, où l'évaluation qui n'écrit pas sa source a celle de l'axe."""
        evaluation = vars(self).get("evaluation")
        return self if evaluation is None else self.model_copy(update={"evaluation": evaluation.sourcer(self)})


class Etape(Objet):
    """Un statut pris à une date, avec l'instance qui l'a décidé."""

    cles: ClassVar = ("statut", "date")

    statut: Statut = Field(description="statut pris")
    date: Moment = Field(description="date de la décision")
    instance: Identifiant | None = Field(None, description="instance qui a décidé")
    echeance: Moment | None = Field(
        None, description="nouvelle échéance d'une action reportée ; elle prime sur la fin du calendrier"
    )
    note: str | None = Field(None, description="précision")
    source: Identifiant = Field("", description="source du renseignement ; à défaut, celle de la fiche")


ChampReconstitue = Literal[
    "axe", "porteur", "gestionnaire", "calendrier", "constats", "objectifs", "publics", "partenaires", "liens"
]


SansMontant = Literal["gratuite", "non_documente"]


class Objectif(Objet):
    """Un objectif de l'action."""

    cles: ClassVar = ("niveau", "texte")

    niveau: NiveauObjectif = Field(description="général ou opérationnel")
    texte: str = Field(description="l'objectif")


class Partenaire(Objet):
    """Un organisme associé à l'action et son rôle."""

    cles: ClassVar = ("organisme", "role")

    organisme: Identifiant = Field(description="organisme")
    role: RolePartenaire = Field(description="rôle tenu")
    note: str | None = Field(None, description="précision")


class Phase(Objet):
    """Une partie du calendrier."""

    cles: ClassVar = ("libelle",)

    libelle: str = Field(description="ce qui est fait")
    debut: Moment = Field(description="début")
    fin: Moment | None = Field(None, description="fin")


class Calendrier(Objet):
    """Les dates de l'action ; « en retard » se calcule, ne se saisit pas."""

    debut: Moment | None = Field(None, description="début, exigé à partir de l'approbation")
    fin: Moment | None = Field(None, description="fin prévue")
    recurrente: OuiNon | None = Field(None, description="oui quand l'action se répète tous les ans")
    phases: tuple[Phase, ...] = Field((), description="phases")
    jalons: tuple[Jalon, ...] = Field((), description="jalons prévus et faits")


class Hierarchisation(Objet):
    """Le rang donné par une instance."""

    date: Moment = Field(description="date de la séance")
    instance: Identifiant = Field(description="instance qui classe")
    rang: Effectif | None = Field(None, description="rang, s'il est connu")
    note: str | None = Field(None, description="précision")
    source: Identifiant = Field(description="source")


class Participation(Objet):
    """La place donnée aux habitants."""

    niveau: Literal["information", "consultation", "concertation", "co_construction", "non_documente"] = Field(
        description="degré de participation"
    )
    texte: str | None = Field(None, description="comment elle se fait")


class Vigilance(Objet):
    """Un point à surveiller, daté ; l'auteur est une fonction."""

    cles: ClassVar = ("date", "auteur")

    date: Moment = Field(description="date")
    texte: str = Field(description="le point", max_length=500)
    auteur: str = Field(description="fonction de l'auteur")


class Action(Objet):
    """Une fiche action : un fichier par action, nommé par son identifiant."""

    id: Identifiant = Field(description="identifiant, égal au nom du fichier")
    axe: Identifiant = Field(description="axe de rattachement")
    numero: Effectif | None = Field(None, description="numéro dans l'axe, exigé à partir de l'approbation")
    titre: str = Field(description="titre de l'action", max_length=300)
    titre_court: str = Field(
        "",
        description="titre pour les tableaux, 40 signes au plus ; à défaut, le titre, coupé",
        max_length=_TITRE_COURT,
    )
    statut: Statut = Field(description="statut courant, égal au dernier de l'historique")
    historique: tuple[Etape, ...] = Field(description="statuts datés, du plus ancien au plus récent", min_length=1)
    description: str = Field("", description="description de l'opération, exigée à partir de l'approbation")
    contexte: str | None = Field(None, description="pourquoi cette action ici")
    constats: tuple[Identifiant, ...] = Field((), description="constats du diagnostic auxquels elle répond")
    objectifs: tuple[Objectif, ...] = Field((), description="objectifs, exigés à partir de l'approbation", min_length=1)
    effets_attendus: tuple[str, ...] = Field((), description="effets attendus")
    publics: tuple[str, ...] = Field((), description="publics visés")
    thematiques: tuple[str, ...] = Field((), description="étiquettes, parmi celles du contrat")
    territoire: str | None = Field(None, description="échelle ou lieu")
    porteur: Identifiant = Field(description="organisme qui porte l'action")
    maitre_ouvrage: Identifiant | None = Field(None, description="maître d'ouvrage, s'il diffère du porteur")
    gestionnaire: Identifiant | None = Field(None, description="gestionnaire, s'il diffère du porteur")
    pilote: str | None = Field(None, description="fonction de qui conduit l'action, jamais un nom", max_length=80)
    elu_referent: str | None = Field(None, description="délégation de l'élu référent, jamais un nom", max_length=80)
    partenaires: tuple[Partenaire, ...] = Field((), description="organismes associés")
    calendrier: Calendrier = Field(default_factory=Calendrier, description="dates, exigées à partir de l'approbation")
    moyens_humains: tuple[MoyenHumain, ...] = Field((), description="emplois que l'action mobilise")
    base: Base = Field(
        "non_precisee", description="base du budget et du plan : HT, TTC, ou non_precisee quand la source ne le dit pas"
    )
    budget: Budget = Field(
        default_factory=lambda: Budget(lignes=()), description="dépenses, exigées à partir de l'approbation"
    )
    plan: Plan = Field(
        default_factory=lambda: Plan(ressources=()), description="plan de financement, exigé à partir de l'approbation"
    )
    conventions: tuple[Convention, ...] = Field((), description="engagements signés")
    deliberations: tuple[Deliberation, ...] = Field((), description="décisions")
    criteres_dd: CriteresDurables = Field(
        default_factory=CriteresDurables.pas_encore,
        description="critères de développement durable, exigés à partir de l'approbation",
    )
    hierarchisation: Hierarchisation | None = Field(None, description="classement")
    indicateurs: tuple[Indicateur, ...] = Field(
        (), description="indicateurs, un de réalisation au moins, exigés à partir de l'approbation", min_length=1
    )
    evaluation: Evaluation = Field(
        default_factory=lambda: Evaluation(questions=()),
        description="modalités d'évaluation, exigées à partir de l'approbation",
    )
    participation: Participation | None = Field(None, description="place des habitants")
    liens: Liens = Field(default_factory=Liens.vide, description="rattachements")
    vigilance: tuple[Vigilance, ...] = Field((), description="points à surveiller")
    pieces: tuple[Piece, ...] = Field((), description="documents joints ou cités")
    sans_montant: SansMontant | None = Field(
        None, description="pourquoi la fiche n'a ni dépense ni plan : `gratuite`, ou `non_documente` par la source"
    )
    annonce: Annonce | None = Field(None, description="montants annoncés sans exercice, hors des totaux")
    origine: OrigineTableur | None = Field(
        None, description="tableur dont vient la fiche ; tant qu'elle l'écrit, l'approbation n'exige rien de plus"
    )
    source: Identifiant = Field(description="source principale de la fiche")
    reconstitues: tuple[ChampReconstitue, ...] = Field(
        (), description="champs que la source principale ne dit pas, et que la fiche reconstitue"
    )

    @model_validator(mode="wrap")
    @classmethod
    def _lire(cls, valeur: Any, lire: ModelWrapValidatorHandler[Self]) -> Self:
        return lire(valeur).completer()

    @classmethod
    def exiger(cls, valeur: Mapping[str, Any]) -> list[tuple[str, ...]]:
        """Ce qu'une fiche approuvée un jour doit dire de plus qu'une idée, sauf si elle vient d'un tableur."""
        if "origine" in valeur:
            return []
        etapes = valeur.get("historique")
        passes = [e.get("statut") for e in etapes if isinstance(e, Mapping)] if isinstance(etapes, list) else []
        if not any(isinstance(s, str) and s in STATUTS_ENGAGES for s in (valeur.get("statut"), *passes)):
            return []
        dates = valeur.get("calendrier")
        sans_debut: list[tuple[str, ...]] = (
            [("calendrier", "debut")] if isinstance(dates, Mapping) and "debut" not in dates else []
        )
        return [*((champ,) for champ in EXIGES_A_L_APPROBATION if champ not in valeur), *sans_debut]

    @property
    def bases(self) -> frozenset[Base]:
        """Les bases de ses lignes et de ses ressources : HT, TTC ou non précisée."""
        return frozenset(x.base for x in self.budget.lignes) | {r.base for r in self.plan.ressources}

    def completer(self) -> Self:
        """La fiche, où chaque bloc a sa base et sa source, chaque montant le budget du porteur."""
        champs = vars(self)
        blocs: dict[str, Any] = {nom: self._transmettre(champs[nom]) for nom in ("budget", "plan") if nom in champs}
        if "historique" in champs:
            blocs["historique"] = tuple(etape.heriter(self, source="source") for etape in champs["historique"])
        for nom in {"criteres_dd", "evaluation"} & champs.keys() & self.model_fields_set:
            blocs[nom] = champs[nom].sourcer(self)
        if "titre" in champs and "titre_court" not in self.model_fields_set:
            blocs["titre_court"] = ecourter(champs["titre"], _TITRE_COURT)
        return self.model_copy(update=blocs)

    def _transmettre(self, bloc: Budget | Plan) -> Budget | Plan:
        complet = bloc.heriter(self, base="base", source="source")
        listes: dict[str, tuple[Objet, ...]] = {
            nom: tuple(
                x.heriter(self, budget="porteur").heriter(complet, base="base").completer() for x in vars(complet)[nom]
            )
            for nom in ("lignes", "ressources")
            if nom in vars(complet)
        }
        if valorisations := vars(complet).get("valorisations"):
            listes["valorisations"] = tuple(x.heriter(complet, source="source") for x in valorisations)
        return complet.model_copy(update=listes)

"""Les axes et les fiches action : ce qui est fait, pour qui, par qui, quand, et où l'on en est."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, model_validator

from contrat.modele.base import Effectif, Identifiant, Moment, Objet, OuiNon
from contrat.modele.cadre import Convention
from contrat.modele.evaluation import CriteresDurables, Evaluation
from contrat.modele.plan import Base, Budget, Plan
from contrat.modele.suivi import Deliberation, Indicateur, Jalon, MoyenHumain, Piece

Statut = Literal[
    "idee", "proposee", "hierarchisee", "approuvee", "lancee", "realisee",
    "reportee", "suspendue", "abandonnee", "transferee",
]  # fmt: skip
NiveauObjectif = Literal["general", "operationnel"]
RolePartenaire = Literal["financeur", "operateur", "prescripteur", "mise_a_disposition", "associe"]
STATUTS_LANCES: frozenset[Statut] = frozenset({"lancee", "realisee", "transferee"})
STATUTS_EXCLUS: frozenset[Statut] = frozenset({"abandonnee"})


class Axe(Objet):
    """Une priorité du contrat."""

    id: Identifiant = Field(description="identifiant, égal au nom du fichier")
    numero: Effectif = Field(description="numéro d'ordre")
    titre: str = Field(description="titre complet")
    titre_court: str = Field(description="titre pour les tableaux, 40 signes au plus", max_length=40)
    finalite: str = Field(description="ce que l'axe cherche à obtenir")
    commission: str | None = Field(None, description="commission de travail de l'axe")
    constats: tuple[Identifiant, ...] = Field((), description="constats du diagnostic auxquels l'axe répond")
    source: Identifiant = Field(description="source du renseignement")


class Etape(Objet):
    """Un statut pris à une date, avec l'instance qui l'a décidé."""

    statut: Statut = Field(description="statut pris")
    date: Moment = Field(description="date de la décision")
    instance: Identifiant | None = Field(None, description="instance qui a décidé")
    echeance: Moment | None = Field(
        None, description="nouvelle échéance d'une action reportée ; elle prime sur la fin du calendrier"
    )
    note: str | None = Field(None, description="précision")
    source: Identifiant = Field(description="source du renseignement")


class Objectif(Objet):
    """Un objectif de l'action."""

    niveau: NiveauObjectif = Field(description="général ou opérationnel")
    texte: str = Field(description="l'objectif")


class Partenaire(Objet):
    """Un organisme associé à l'action et son rôle."""

    organisme: Identifiant = Field(description="organisme")
    role: RolePartenaire = Field(description="rôle tenu")
    note: str | None = Field(None, description="précision")


class Phase(Objet):
    """Une partie du calendrier."""

    libelle: str = Field(description="ce qui est fait")
    debut: Moment = Field(description="début")
    fin: Moment | None = Field(None, description="fin")


class Calendrier(Objet):
    """Les dates de l'action ; « en retard » se calcule, ne se saisit pas."""

    debut: Moment = Field(description="début")
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


class Liens(Objet):
    """Ce à quoi l'action se rattache."""

    agenda21: str | None = Field(None, description="lien avec l'agenda 21")
    abs: str | None = Field(None, description="lien avec l'analyse des besoins sociaux")
    contrat_suivant: str | None = Field(None, description="ce que l'action devient dans le contrat suivant")
    repreneur: Identifiant | None = Field(None, description="organisme qui reprend l'action")
    actions: tuple[Identifiant, ...] = Field((), description="autres fiches liées")


class Vigilance(Objet):
    """Un point à surveiller, daté ; l'auteur est une fonction."""

    date: Moment = Field(description="date")
    texte: str = Field(description="le point", max_length=500)
    auteur: str = Field(description="fonction de l'auteur")


class Action(Objet):
    """Une fiche action : un fichier par action, nommé par son identifiant."""

    id: Identifiant = Field(description="identifiant, égal au nom du fichier")
    axe: Identifiant = Field(description="axe de rattachement")
    numero: Effectif = Field(description="numéro dans l'axe")
    titre: str = Field(description="titre de l'action", max_length=300)
    titre_court: str = Field(description="titre pour les tableaux, 40 signes au plus", max_length=40)
    statut: Statut = Field(description="statut courant, égal au dernier de l'historique")
    historique: tuple[Etape, ...] = Field(description="statuts datés, du plus ancien au plus récent", min_length=1)
    description: str = Field(description="description de l'opération")
    contexte: str | None = Field(None, description="pourquoi cette action ici")
    constats: tuple[Identifiant, ...] = Field((), description="constats du diagnostic auxquels elle répond")
    objectifs: tuple[Objectif, ...] = Field(description="objectifs", min_length=1)
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
    calendrier: Calendrier = Field(description="dates")
    moyens_humains: tuple[MoyenHumain, ...] = Field((), description="emplois que l'action mobilise")
    base: Base = Field(
        "non_precisee", description="base du budget et du plan : HT, TTC, ou non_precisee quand la source ne le dit pas"
    )
    budget: Budget = Field(description="dépenses")
    plan: Plan = Field(description="plan de financement")
    conventions: tuple[Convention, ...] = Field((), description="engagements signés")
    deliberations: tuple[Deliberation, ...] = Field((), description="décisions")
    criteres_dd: CriteresDurables = Field(description="critères de développement durable")
    hierarchisation: Hierarchisation | None = Field(None, description="classement")
    indicateurs: tuple[Indicateur, ...] = Field(description="indicateurs, un de réalisation au moins", min_length=1)
    evaluation: Evaluation = Field(description="modalités d'évaluation")
    participation: Participation | None = Field(None, description="place des habitants")
    liens: Liens = Field(default_factory=Liens, description="rattachements")
    vigilance: tuple[Vigilance, ...] = Field((), description="points à surveiller")
    pieces: tuple[Piece, ...] = Field((), description="documents joints ou cités")
    source: Identifiant = Field(description="source principale de la fiche")

    @model_validator(mode="wrap")
    @classmethod
    def _lire(cls, valeur: Any, lire: ModelWrapValidatorHandler[Self]) -> Self:
        return lire(valeur).completer()

    def completer(self) -> Self:
        """La fiche, où le budget et le plan ont sa base et sa source, et chaque montant le budget du porteur."""
        blocs = {nom: vars(self)[nom] for nom in ("budget", "plan") if nom in vars(self)}
        return self.model_copy(update={nom: self._transmettre(bloc) for nom, bloc in blocs.items()})

    def _transmettre(self, bloc: Budget | Plan) -> Budget | Plan:
        complet = bloc.heriter(self, base="base", source="source")
        listes: dict[str, tuple[Objet, ...]] = {
            nom: tuple(x.heriter(self, budget="porteur") for x in vars(complet)[nom])
            for nom in ("lignes", "ressources")
            if nom in vars(complet)
        }
        if valorisations := vars(complet).get("valorisations"):
            listes["valorisations"] = tuple(x.heriter(complet, source="source") for x in valorisations)
        return complet.model_copy(update=listes)

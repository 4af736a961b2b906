"""Les axes et les fiches action : description, budget, plan de financement, évaluation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from contrat.modele.base import Annee, Chapitre, Effectif, Identifiant, Jour, Moment, Montant, Objet, Section
from contrat.modele.cadre import Convention
from contrat.modele.suivi import Deliberation, Indicateur, Jalon, Piece

Statut = Literal[
    "idee", "proposee", "hierarchisee", "approuvee", "lancee", "realisee",
    "reportee", "suspendue", "abandonnee", "transferee",
]  # fmt: skip
STATUTS_LANCES: frozenset[Statut] = frozenset({"lancee", "realisee", "transferee"})
STATUTS_EXCLUS: frozenset[Statut] = frozenset({"abandonnee"})

Base = Literal["HT", "TTC", "non_precisee"]
BudgetTenu = Literal["ville", "ccas", "ccpsf", "association"]
NatureRessource = Literal[
    "autofinancement", "subvention_publique", "organisme_social", "prive", "usagers", "emprunt", "fctva",
]  # fmt: skip
EtatRessource = Literal[
    "pressenti", "sollicite", "dossier_complet", "accorde", "conventionne", "acompte", "solde",
    "refuse", "retire", "caduc",
]  # fmt: skip
ETATS_ACQUIS: frozenset[EtatRessource] = frozenset({"accorde", "conventionne", "acompte", "solde"})
ETATS_PERDUS: frozenset[EtatRessource] = frozenset({"refuse", "retire", "caduc"})


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
    note: str | None = Field(None, description="précision")
    source: Identifiant = Field(description="source du renseignement")


class Objectif(Objet):
    """Un objectif de l'action."""

    niveau: Literal["general", "operationnel"] = Field(description="général ou opérationnel")
    texte: str = Field(description="l'objectif")


class Partenaire(Objet):
    """Un organisme associé à l'action et son rôle."""

    organisme: Identifiant = Field(description="organisme")
    role: Literal["financeur", "operateur", "prescripteur", "mise_a_disposition", "associe"] = Field(
        description="rôle tenu"
    )
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
    phases: tuple[Phase, ...] = Field((), description="phases")
    jalons: tuple[Jalon, ...] = Field((), description="jalons prévus et faits")


class Ligne(Objet):
    """Une ligne de budget : exercice × section × sens × chapitre."""

    libelle: str = Field(description="nature de la dépense ou de la recette")
    exercice: Annee = Field(description="exercice, une année civile")
    section: Section = Field(description="fonctionnement ou investissement")
    sens: Literal["depense", "recette"] = Field(description="dépense, ou recette budgétaire (contrôle du plan)")
    chapitre: Chapitre = Field(description="chapitre de la nomenclature M14")
    prevu: Montant | None = Field(None, description="montant prévu, en euros")
    engage: Montant | None = Field(None, description="montant engagé, en euros")
    realise: Montant | None = Field(None, description="montant réalisé (mandaté ou titré), en euros")
    budget: BudgetTenu = Field(description="qui tient le budget")
    justification: str | None = Field(None, description="pourquoi réalisé > engagé ou engagé > prévu")
    source: Identifiant | None = Field(None, description="source de la ligne, si elle diffère de celle du budget")


class Budget(Objet):
    """Les dépenses de l'action ; `lignes` est vide quand aucun montant n'est connu."""

    base: Base = Field(description="HT, TTC ou non_precisee quand la source ne le dit pas")
    source: Identifiant = Field(description="source des montants")
    lignes: tuple[Ligne, ...] = Field(description="lignes de budget")


class Notification(Objet):
    """L'acte qui rend une ressource certaine."""

    date: Jour = Field(description="date de la notification")
    reference: str = Field(description="référence de l'acte")


class Ressource(Objet):
    """Une ligne du plan de financement."""

    organisme: Identifiant = Field(description="financeur")
    nature: NatureRessource = Field(description="nature de la ressource")
    exercice: Annee = Field(description="exercice")
    section: Section = Field(description="section")
    montant: Montant = Field(description="montant en euros ; 0 pour une ressource refusée")
    assiette: Montant | None = Field(None, description="dépense éligible retenue par le financeur, en euros")
    etat: EtatRessource = Field(description="état de la demande")
    notification: Notification | None = Field(None, description="acte qui accorde")
    encaisse: Montant | None = Field(None, description="montant déjà encaissé, en euros")
    budget: BudgetTenu = Field("ville", description="qui encaisse")
    note: str | None = Field(None, description="précision")
    source: Identifiant | None = Field(None, description="source, si elle diffère de celle du plan")


class Valorisation(Objet):
    """Une contribution en nature, hors du total du plan."""

    libelle: str = Field(description="nature de la contribution")
    organisme: Identifiant = Field(description="qui contribue")
    sens: Literal["emploi", "contribution"] = Field(description="emploi ou contribution : les deux s'équilibrent")
    montant: Montant = Field(description="valeur en euros")
    source: Identifiant = Field(description="source de l'évaluation")


class Plan(Objet):
    """Le plan de financement de l'action."""

    base: Base = Field(description="HT, TTC ou non_precisee")
    source: Identifiant = Field(description="source des montants")
    ressources: tuple[Ressource, ...] = Field(description="ressources")
    valorisations: tuple[Valorisation, ...] = Field((), description="contributions en nature, hors total")


class Appreciation(Objet):
    """Un niveau de prise en compte et sa justification écrite."""

    niveau: Literal["fort", "moyen", "faible", "atteint", "sans_objet", "non_documente"] = Field(
        description="niveau ; `atteint` quand la source dit le critère rempli sans en donner le degré"
    )
    justification: str = Field(description="pourquoi ce niveau")
    source: Identifiant = Field(description="source de l'appréciation")


class Critere(Objet):
    """Un critère de développement durable, prévu puis constaté."""

    prevu: Appreciation = Field(description="ce que l'action vise")
    bilan: Appreciation | None = Field(None, description="ce que l'on constate")


class CriteresDurables(Objet):
    """Les trois critères de développement durable, sans note globale."""

    economique: Critere = Field(description="économiquement viable")
    social: Critere = Field(description="socialement équitable")
    environnemental: Critere = Field(description="écologique")


class Evaluation(Objet):
    """Les modalités d'évaluation de l'action, fixées au départ."""

    questions: tuple[str, ...] = Field(description="questions posées")
    methode: str | None = Field(None, description="comment y répondre")
    responsable: Identifiant | None = Field(None, description="organisme chargé d'évaluer")
    echeance: Moment | None = Field(None, description="date prévue")
    conclusions: str | None = Field(None, description="ce que l'évaluation conclut")
    source: Identifiant = Field(description="source")


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
    partenaires: tuple[Partenaire, ...] = Field((), description="organismes associés")
    calendrier: Calendrier = Field(description="dates")
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

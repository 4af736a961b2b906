"""Le budget d'une action et son plan de financement : dépenses, ressources, contributions en nature."""

from decimal import Decimal
from typing import ClassVar, Literal, Self, get_args

from pydantic import Field

from contrat.modele.base import Annee, Chapitre, Identifiant, Jour, Montant, Objet, Pourcent, Section

Base = Literal["HT", "TTC", "non_precisee"]
# Qui tient un budget est un organisme du contrat, ou, de ce mot, une association qu'il ne nomme pas.
UNE_ASSOCIATION = "association"
NatureRessource = Literal[
    "autofinancement", "subvention_publique", "organisme_social", "prive", "usagers", "emprunt", "fctva",
]  # fmt: skip
EtatRessource = Literal[
    "pressenti", "sollicite", "dossier_complet", "declare", "accorde", "conventionne", "acompte", "solde",
    "refuse", "retire", "caduc",
]  # fmt: skip
# `declare` : une source dit l'argent apporté, et aucun acte n'est fourni ; ni une attente, ni une preuve.
Certitude = Literal["acquis", "declare", "sollicite", "pressenti", "perdu"]
CertitudeComptee = Literal["acquis", "declare", "sollicite", "pressenti"]
CERTITUDES_COMPTEES: tuple[CertitudeComptee, ...] = get_args(CertitudeComptee)
ETATS_ACQUIS: frozenset[EtatRessource] = frozenset({"accorde", "conventionne", "acompte", "solde"})
ETATS_PERDUS: frozenset[EtatRessource] = frozenset({"refuse", "retire", "caduc"})
# L'emprunt et le fonds de compensation pour la TVA pèsent sur le maître d'ouvrage : ils sont dans sa part.
NATURES_PORTEES: tuple[NatureRessource, ...] = ("emprunt", "fctva")
NATURES_PROPRES: tuple[NatureRessource, ...] = ("autofinancement", *NATURES_PORTEES)


def certitude_non_acquise(etat: EtatRessource | None) -> Literal["declare", "sollicite", "pressenti"]:
    """Ce que vaut une ressource ni acquise ni perdue."""
    if etat == "declare":
        return "declare"
    return "pressenti" if etat == "pressenti" else "sollicite"


class Versement(Objet):
    """Une somme payée, reçue ou rendue."""

    cles: ClassVar = ("exercice", "date", "reference")

    exercice: Annee = Field(description="exercice où elle est comptée")
    montant: Montant = Field(description="montant en euros")
    date: Jour | None = Field(None, description="jour du paiement ou de l'encaissement")
    reference: str | None = Field(None, description="mandat, titre ou bordereau", max_length=80)


class Modification(Objet):
    """Une décision modificative : ce que le crédit voté était, ce qu'il devient."""

    cles: ClassVar = ("date", "reference")

    date: Jour = Field(description="date de la décision")
    avant: Montant = Field(description="crédit avant la décision, en euros")
    apres: Montant = Field(description="crédit après la décision, en euros")
    reference: str | None = Field(None, description="numéro de la décision", max_length=80)


def totaliser(versements: tuple[Versement, ...]) -> Decimal:
    """La somme de ces versements, en euros."""
    return sum((x.montant for x in versements), Decimal(0))


class Ligne(Objet):
    """Une ligne de budget : exercice × section × sens × chapitre."""

    cles: ClassVar = ("exercice", "section", "sens", "chapitre", "libelle", "budget")

    exercice: Annee = Field(description="exercice, une année civile")
    section: Section = Field(description="fonctionnement ou investissement")
    chapitre: Chapitre = Field(description="chapitre de la nomenclature de l'exercice, M14 ou M57")
    article: str | None = Field(None, description="article de la nomenclature", max_length=20)
    fonction: str | None = Field(None, description="fonction de la nomenclature", max_length=20)
    libelle: str = Field(description="nature de la dépense ou de la recette")
    prevu: Montant | None = Field(None, description="montant prévu, en euros")
    vote: Montant | None = Field(None, description="montant voté (crédits ouverts), en euros")
    engage: Montant | None = Field(None, description="montant engagé, en euros")
    realise: Montant | None = Field(
        None, description="montant réalisé (mandaté ou titré), en euros ; à défaut, la somme des paiements"
    )
    paiements: tuple[Versement, ...] = Field((), description="ce qui a été payé, mandat par mandat")
    modifications: tuple[Modification, ...] = Field(
        (), description="décisions modificatives du crédit voté, de la plus ancienne à la plus récente"
    )
    report: Montant | None = Field(
        None, description="crédit engagé et non payé, reporté à l'exercice suivant (reste à réaliser), en euros"
    )
    sens: Literal["depense", "recette"] = Field(
        "depense", description="dépense, le cas ordinaire, ou recette budgétaire (contrôle du plan)"
    )
    budget: Identifiant = Field("", description="organisme qui tient le budget ; à défaut, le porteur de l'action")
    autorisation: Montant | None = Field(
        None,
        description="autorisation de programme ou d'engagement, sur plusieurs exercices, dont la ligne est une part",
    )
    justification: str | None = Field(None, description="pourquoi réalisé > engagé ou engagé > prévu")
    base: Base = Field("non_precisee", description="base des montants de la ligne ; à défaut, celle du budget")
    beneficiaire: Identifiant | None = Field(None, description="organisme à qui la dépense est versée en subvention")
    compte_rendu: Jour | None = Field(None, description="jour où le bénéficiaire a remis son compte rendu financier")
    source: Identifiant | None = Field(None, description="source de la ligne, si elle diffère de celle du budget")

    def completer(self) -> Self:
        """La ligne, où le réalisé est la somme des paiements quand le fichier ne l'écrit pas."""
        paiements = vars(self).get("paiements")
        if not paiements or "realise" in self.model_fields_set:
            return self
        copie = self.model_copy()
        vars(copie)["realise"] = totaliser(paiements)
        return copie

    @property
    def credit(self) -> Montant | None:
        """Le montant prévu ; à défaut, le voté : c'est lui que le plan doit couvrir."""
        return self.vote if self.prevu is None else self.prevu

    @property
    def ouvert(self) -> Montant | None:
        """Le montant voté ; à défaut, le prévu : ce qui est engagé ou payé s'y rapporte."""
        return self.prevu if self.vote is None else self.vote


class Budget(Objet):
    """Les dépenses de l'action ; `lignes` est vide quand aucun montant n'est connu."""

    base: Base = Field("non_precisee", description="base des montants ; à défaut, celle de la fiche")
    source: Identifiant = Field("", description="source des montants ; à défaut, celle de la fiche")
    lignes: tuple[Ligne, ...] = Field(description="lignes de budget")

    @property
    def depenses(self) -> tuple[Ligne, ...]:
        """Ses dépenses : une recette ne fait que contrôler le plan."""
        return tuple(ligne for ligne in self.lignes if ligne.sens == "depense")


class Notification(Objet):
    """L'acte qui rend une ressource certaine."""

    date: Jour = Field(description="date de la notification")
    reference: str = Field(description="référence de l'acte")


class Avenant(Objet):
    """Un acte qui modifie une aide accordée : son montant, ou le jour d'achèvement qu'elle fixe."""

    cles: ClassVar = ("date", "reference")

    date: Jour = Field(description="date de l'acte")
    reference: str = Field(description="référence de l'acte", max_length=80)
    avant: Montant = Field(description="montant accordé avant l'acte, en euros")
    apres: Montant = Field(description="montant accordé après l'acte, en euros")
    achevement: Jour | None = Field(None, description="jour d'achèvement qu'il fixe, à la place du précédent")


class Ressource(Objet):
    """Une ligne du plan de financement."""

    cles: ClassVar = ("exercice", "section", "organisme", "nature", "budget")

    organisme: Identifiant = Field(description="financeur")
    nature: NatureRessource = Field(description="nature de la ressource")
    exercice: Annee = Field(description="exercice")
    section: Section = Field(description="section")
    montant: Montant = Field(description="montant attendu ou accordé, en euros ; 0 pour une ressource refusée")
    sollicite: Montant | None = Field(
        None, description="montant demandé, s'il diffère ; il reste lisible après un refus"
    )
    accorde: Montant | None = Field(
        None, description="montant accordé, quand la ressource ne le vaut plus : retirée, caduque, réduite au solde"
    )
    programme: str | None = Field(None, description="dispositif de l'aide : DETR, DSIL, LEADER…", max_length=80)
    assiette: Montant | None = Field(None, description="dépense éligible retenue par le financeur, en euros")
    taux: Pourcent | None = Field(None, description="taux annoncé par le financeur, sur l'assiette ou sur la dépense")
    etat: EtatRessource = Field(
        description="état de la demande ; `declare` : une source dit l'argent apporté, sans acte fourni"
    )
    demande: Jour | None = Field(None, description="jour où le dossier de demande était complet")
    reception: Jour | None = Field(None, description="jour où le financeur a reçu la demande")
    notification: Notification | None = Field(None, description="acte qui accorde")
    achevement: Jour | None = Field(None, description="jour d'achèvement que fixe la décision, ou son dernier avenant")
    avenants: tuple[Avenant, ...] = Field(
        (), description="actes qui modifient le montant accordé ou l'achèvement, du plus ancien au plus récent"
    )
    fin: Jour | None = Field(None, description="jour où elle a été refusée, retirée, ou est devenue caduque")
    encaisse: Montant | None = Field(None, description="montant déjà encaissé, en euros")
    encaissements: tuple[Versement, ...] = Field(
        (), description="ce qui a été encaissé, exercice par exercice, s'il ne l'a pas été dans celui de la ressource"
    )
    reverse: Montant | None = Field(
        None, description="trop-perçu ou acompte rendu au financeur, en euros ; à défaut, la somme des reversements"
    )
    reversements: tuple[Versement, ...] = Field((), description="ce qui a été rendu, exercice par exercice")
    budget: Identifiant = Field("", description="organisme qui encaisse ; à défaut, le porteur de l'action")
    base: Base = Field("non_precisee", description="base du montant ; à défaut, celle du plan")
    note: str | None = Field(None, description="précision")
    source: Identifiant | None = Field(None, description="source, si elle diffère de celle du plan")

    def completer(self) -> Self:
        """La ressource, où le rendu est la somme des reversements quand le fichier ne l'écrit pas."""
        reversements = vars(self).get("reversements")
        if not reversements or "reverse" in self.model_fields_set:
            return self
        copie = self.model_copy()
        vars(copie)["reverse"] = totaliser(reversements)
        return copie

    @property
    def recu(self) -> Montant | None:
        """Tout ce qui a été encaissé ; `None` quand la fiche ne le dit pas."""
        return totaliser(self.encaissements) if self.encaissements else self.encaisse

    @property
    def garde(self) -> Montant | None:
        """Ce qui a été encaissé et n'est pas à rendre."""
        return None if self.recu is None else self.recu - (self.reverse or Decimal(0))

    @property
    def demande_ou_attendu(self) -> Montant | None:
        """Ce qui a été demandé ; `None` pour ce qui se vote, ou n'est qu'espéré."""
        if self.sollicite is not None or self.est_propre or self.etat in ("pressenti", "declare"):
            return self.sollicite
        return self.montant if not (self.est_perdue or self.avenants) else self.accorde_d_abord

    @property
    def deposee(self) -> Jour | None:
        """Le jour où la demande a été reçue ; à défaut, celui où son dossier était complet."""
        return self.demande if self.reception is None else self.reception

    @property
    def accorde_d_abord(self) -> Montant | None:
        """Ce que le premier acte accordait : les avenants ont pu le changer."""
        return self.avenants[0].avant if self.avenants else self.accorde_ou_acquis

    @property
    def accorde_ou_acquis(self) -> Montant | None:
        """Ce qui a été accordé, même perdu depuis ; `None` quand rien ne l'a été."""
        return self.montant if self.accorde is None and self.etat in ETATS_ACQUIS else self.accorde

    @property
    def certitude(self) -> Certitude:
        """Dire si la ressource est acquise, dite apportée sans acte, demandée, seulement espérée, ou perdue."""
        if self.etat in ETATS_PERDUS:
            return "perdu"
        if self.etat in ETATS_ACQUIS:
            return "acquis"
        return certitude_non_acquise(self.etat)

    @property
    def est_perdue(self) -> bool:
        """Vrai quand la ressource ne viendra pas : elle ne compte dans aucun total."""
        return self.etat in ETATS_PERDUS

    @property
    def est_propre(self) -> bool:
        """Vrai quand la ressource est dans la part du maître d'ouvrage."""
        return self.nature in NATURES_PROPRES

    @property
    def supportee_par(self) -> str:
        """L'organisme qui la supporte ; un prêteur et le fonds de compensation n'aident pas, c'est qui encaisse."""
        return self.budget if self.nature in NATURES_PORTEES else self.organisme


class Valorisation(Objet):
    """Une contribution en nature, hors du total du plan."""

    cles: ClassVar = ("libelle", "organisme", "sens")

    libelle: str = Field(description="nature de la contribution")
    organisme: Identifiant = Field(description="qui contribue")
    beneficiaire: Identifiant | None = Field(None, description="organisme privé aidé, si la contribution l'aide")
    sens: Literal["emploi", "contribution"] = Field(description="emploi ou contribution : les deux s'équilibrent")
    montant: Montant = Field(description="valeur en euros")
    source: Identifiant = Field("", description="source de l'évaluation ; à défaut, celle du plan")


class Plan(Objet):
    """Le plan de financement de l'action."""

    base: Base = Field("non_precisee", description="base des montants ; à défaut, celle de la fiche")
    source: Identifiant = Field("", description="source des montants ; à défaut, celle de la fiche")
    ressources: tuple[Ressource, ...] = Field(description="ressources")
    valorisations: tuple[Valorisation, ...] = Field((), description="contributions en nature, hors total")

    @property
    def comptees(self) -> tuple[Ressource, ...]:
        """Ses ressources, sauf celles qui sont perdues."""
        return tuple(ressource for ressource in self.ressources if not ressource.est_perdue)

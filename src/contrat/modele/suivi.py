"""Ce que les fiches et le contrat datent : indicateurs, jalons, actes, pièces."""

import re
from typing import ClassVar, Literal

from pydantic import Field

from contrat.modele.base import Effectif, Entier, Identifiant, Moment, Montant, Nombre, Objet, OuiNon

NiveauIndicateur = Literal["diagnostic", "moyen", "realisation", "resultat", "impact"]
SensIndicateur = Literal["hausse", "baisse"]
NatureIndicateur = Literal["cumulee", "annuelle", "etat"]


# Un symbole a une majuscule, un signe ou moins de trois lettres : kWh, %, €, m², h.
_MOT = re.compile(r"[^\W\d_A-ZÀ-Þ]{3,}([ '’-][^\W\d_A-ZÀ-Þ]+)*")
_MONNAIES = frozenset({"euro", "euros"})


def se_compte(unite: str) -> bool:
    """Dire si une unité est le nom de ce que l'on compte : un ménage, une séance ; ni un symbole, ni des euros."""
    return _MOT.fullmatch(unite) is not None and unite not in _MONNAIES


class Valeur(Objet):
    """Une valeur d'indicateur, datée et sourcée : les chiffres publiés changent avec les dates."""

    cles: ClassVar = ("date", "depuis", "publiee_le", "source")

    date: Moment = Field(description="date ou fin de la période mesurée")
    depuis: Moment | None = Field(None, description="début de la période mesurée")
    publiee_le: Moment | None = Field(
        None, description="jour où la source la présente, s'il n'est pas celui de la mesure"
    )
    valeur: Nombre = Field(description="la valeur, dans l'unité de l'indicateur")
    approche: OuiNon = Field(False, description="oui quand la source arrondit (« près de », « une douzaine »)")
    source: Identifiant = Field(description="source du chiffre")
    note: str | None = Field(None, description="précision ou réserve")


class Indicateur(Objet):
    """Une grandeur suivie dans le temps."""

    id: Identifiant = Field(description="identifiant de l'indicateur")
    libelle: str = Field(description="ce qui est compté, chez qui, où")
    niveau: NiveauIndicateur = Field(description="moyen, réalisation, résultat, impact ou diagnostic")
    unite: str = Field(description="unité : ménage, logement, %, €…")
    sens: SensIndicateur | None = Field(
        None, description="ce qui est mieux : `hausse` ou `baisse` ; à défaut, du départ à la cible"
    )
    nature: NatureIndicateur | None = Field(
        None,
        description="`cumulee` : chaque valeur compte depuis le début ; `annuelle` : elles s'ajoutent ; "
        "`etat` : une photographie, un taux, une moyenne ; à défaut, d'après les périodes mesurées",
    )
    base: Valeur | None = Field(None, description="valeur de départ")
    cible: Valeur | None = Field(None, description="valeur visée")
    cible_fixee_le: Moment | None = Field(None, description="date à laquelle la cible a été arrêtée")
    valeurs: tuple[Valeur, ...] = Field((), description="valeurs relevées, de la plus ancienne à la plus récente")
    parmi: Identifiant | None = Field(None, description="indicateur de la fiche dont celui-ci compte une partie")
    mode_calcul: str | None = Field(None, description="comment la valeur se calcule")


class Jalon(Objet):
    """Un moment qui compte : prévu, fait ou les deux."""

    cles: ClassVar = ("libelle",)

    libelle: str = Field(description="ce qui se passe")
    prevu: Moment | None = Field(None, description="date prévue")
    fait: Moment | None = Field(None, description="date constatée")
    instance: Identifiant | None = Field(None, description="instance réunie ; une séance ou une décision le confirme")
    participants: Nombre | None = Field(None, description="nombre de participants")
    indicateur: Identifiant | None = Field(None, description="indicateur du contrat qui compte ces participants")
    ateliers: tuple[str, ...] = Field((), description="thèmes travaillés")
    note: str | None = Field(None, description="précision, mots de la source sur la date")
    source: Identifiant = Field(description="source du renseignement")


class Deliberation(Objet):
    """Une décision prise par une instance."""

    cles: ClassVar = ("date", "instance", "objet")

    date: Moment = Field(description="date de la décision")
    instance: Identifiant = Field(description="instance qui décide, nommée par le contrat")
    objet: str = Field(description="ce qui est décidé")
    numero: str | None = Field(None, description="numéro d'enregistrement")
    pour: Entier | None = Field(None, description="voix pour")
    contre: Entier | None = Field(None, description="voix contre")
    abstentions: Entier | None = Field(None, description="abstentions")
    engage: str | None = Field(None, description="ce que la décision engage : des crédits, un programme, une signature")
    source: Identifiant = Field(description="source du renseignement")


class MoyenHumain(Objet):
    """Un emploi mobilisé par une action ou par le contrat ; jamais le nom de la personne."""

    cles: ClassVar = ("fonction", "employeur")

    fonction: str = Field(description="fonction tenue")
    employeur: Identifiant = Field(description="organisme employeur")
    effectif: Effectif = Field(description="nombre de personnes")
    etp: Nombre | None = Field(None, description="équivalent temps plein")
    duree_mois: Effectif | None = Field(None, description="durée en mois")
    cout: Montant | None = Field(None, description="coût chargé sur la durée du contrat, en euros")
    chapitre: str | None = Field(None, description="chapitre budgétaire")
    missions: str | None = Field(None, description="ce que la personne fait")
    source: Identifiant = Field(description="source du renseignement")


class Piece(Objet):
    """Un document joint ou cité."""

    cles: ClassVar = ("titre",)

    titre: str = Field(description="titre du document")
    fournie: OuiNon = Field(description="oui si le document est dans le dépôt ou au lien donné")
    lien: str | None = Field(None, description="chemin ou adresse")
    note: str | None = Field(None, description="pourquoi elle manque, où la demander")


class Constatation(Objet):
    """Un constat du diagnostic, ou un effet de la démarche."""

    id: Identifiant = Field(description="identifiant cité par les fiches")
    texte: str = Field(description="le constat, en une phrase")
    source: Identifiant = Field(description="source du renseignement")

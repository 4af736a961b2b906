"""Une séance de hiérarchisation : la grille, les bulletins sans nom, les décisions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from contrat.modele.base import Effectif, Identifiant, Moment, Nombre, Objet, Pourcent
from contrat.modele.contrat import College

Ponderation = Literal["egale", "effectif"]
IssueSeance = Literal["retenue", "reportee", "refusee"]


class Presence(Objet):
    """Un collège présent : combien de personnes, jamais lesquelles."""

    cles: ClassVar = ("college",)

    college: College = Field(description="collège")
    presents: Effectif = Field(description="nombre de présents")


class CritereNote(Objet):
    """Un critère de la grille et son poids."""

    id: Identifiant = Field(description="identifiant cité par les bulletins")
    libelle: str = Field(description="nom pour les tableaux, 20 signes au plus", max_length=20)
    question: str | None = Field(None, description="question à laquelle la note répond")
    poids: Pourcent = Field(description="part dans la note, en pour cent")


class Echelle(Objet):
    """Les notes permises, la plus basse et la plus haute comprises ; la même pour tous les critères."""

    mini: Nombre = Field(description="note la plus basse")
    maxi: Nombre = Field(description="note la plus haute")


class Grille(Objet):
    """Les critères, leurs poids et l'échelle, figés le jour où l'instance les approuve."""

    figes_le: Moment | None = Field(None, description="date de l'approbation ; absente, la grille n'est pas approuvée")
    echelle: Echelle = Field(description="notes permises")
    criteres: tuple[CritereNote, ...] = Field(description="critères et poids, 100 % en tout", min_length=1)

    @property
    def total(self) -> Decimal:
        """La somme des poids, en pour cent."""
        return sum((critere.poids for critere in self.criteres), Decimal(0))


class Bulletin(Objet):
    """Un vote sans nom : un collège, un numéro d'ordre, des notes ; une action ou un critère absent n'est pas noté."""

    cles: ClassVar = ("college", "numero")

    college: College = Field(description="collège du votant")
    numero: Effectif = Field(description="numéro d'ordre dans le collège")
    notes: Mapping[Identifiant, Mapping[Identifiant, Nombre]] = Field(
        description="par action, la note de chaque critère"
    )


class DecisionRang(Objet):
    """Le rang que l'instance donne à une action."""

    cles: ClassVar = ("action",)

    action: Identifiant = Field(description="action classée")
    rang: Effectif = Field(description="rang décidé")
    issue: IssueSeance | None = Field(
        None, description="retenue, reportée ou refusée ; absente, la séance ne fait que classer"
    )
    motif: str | None = Field(
        None, description="pourquoi ce rang n'est pas celui des notes ; obligatoire s'il s'en écarte", max_length=500
    )


class Seance(Objet):
    """Une séance d'une instance qui classe des actions : un fichier par séance."""

    id: Identifiant = Field(description="identifiant, égal au nom du fichier")
    instance: Identifiant = Field(description="instance réunie")
    date: Moment = Field(description="date de la séance")
    objet: str = Field(description="ce que la séance classe")
    ordre_du_jour: tuple[str, ...] = Field((), description="points à traiter, dans l'ordre")
    colleges: tuple[Presence, ...] = Field(description="collèges présents", min_length=1)
    ponderation_colleges: Ponderation = Field(
        description="`egale` : chaque collège pèse autant ; `effectif` : chacun pèse selon ses présents"
    )
    grille: Grille = Field(description="critères et poids")
    bulletins: tuple[Bulletin, ...] = Field((), description="votes")
    decisions: tuple[DecisionRang, ...] = Field((), description="rangs décidés")
    source: Identifiant = Field(description="source des votes et des décisions")

"""Une séance d'une instance : ce qui s'y travaille, s'y propose, s'y vote sans nom, s'y décide."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from contrat.modele.base import Effectif, Identifiant, Moment, Nombre, Objet, Pourcent
from contrat.modele.contrat import College

Ponderation = Literal["egale", "effectif"]
IssueSeance = Literal["retenue", "reportee", "refusee"]
GenreObservation = Literal["atout", "faiblesse"]


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


class Observation(Objet):
    """Un atout ou une faiblesse qui ressort d'un échange, et les constats du diagnostic qui le reprennent."""

    cles: ClassVar = ("genre", "texte")

    genre: GenreObservation = Field(description="atout ou faiblesse de la situation")
    texte: str = Field(description="ce qui en ressort, en une phrase", max_length=500)
    constats: tuple[Identifiant, ...] = Field((), description="constats du diagnostic qui le reprennent")


class Atelier(Objet):
    """Un thème travaillé à part dans la séance, et ce qui en ressort."""

    cles: ClassVar = ("theme",)

    theme: str = Field(description="ce qui s'y travaille", max_length=80)
    participants: Effectif | None = Field(None, description="combien y étaient, si c'est connu")
    observations: tuple[Observation, ...] = Field((), description="atouts et faiblesses qui en ressortent")


class ActionProposee(Objet):
    """Une action qu'une commission propose : le besoin, les critères durables examinés, ce qu'elle en fait."""

    cles: ClassVar = ("titre",)

    titre: str = Field(description="ce qui est proposé", max_length=300)
    action: Identifiant | None = Field(None, description="fiche action qui en est née")
    constats: tuple[Identifiant, ...] = Field((), description="constats du diagnostic auxquels elle répond")
    economique: str | None = Field(None, description="ce que la commission dit de sa viabilité", max_length=500)
    social: str | None = Field(None, description="ce qu'elle dit de son équité sociale", max_length=500)
    environnemental: str | None = Field(None, description="ce qu'elle dit de son effet écologique", max_length=500)
    issue: IssueSeance | None = Field(None, description="retenue, reportée ou refusée ; absente, rien n'est décidé")
    motif: str | None = Field(None, description="pourquoi ; obligatoire pour ce qui n'est pas retenu", max_length=500)


class DecisionRang(Objet):
    """Ce que l'instance décide d'une action : son rang, son issue, ou les deux."""

    cles: ClassVar = ("action",)

    action: Identifiant = Field(description="action classée")
    rang: Effectif | None = Field(None, description="rang décidé ; absent quand la séance ne classe pas cette action")
    issue: IssueSeance | None = Field(
        None, description="retenue, reportée ou refusée ; absente, la séance ne fait que classer"
    )
    motif: str | None = Field(
        None,
        description="pourquoi ce rang n'est pas celui des notes, ou pourquoi l'action est reportée ou refusée",
        max_length=500,
    )


class Seance(Objet):
    """Une séance d'une instance, atelier, commission, comité ou conseil : un fichier par séance.

    Un vote noté demande une grille et des présents ; le reste s'écrit selon ce que la séance a fait.
    """

    id: Identifiant = Field(description="identifiant, égal au nom du fichier")
    instance: Identifiant = Field(description="instance réunie")
    date: Moment = Field(description="date de la séance")
    objet: str = Field(description="ce que la séance traite")
    axe: Identifiant | None = Field(None, description="axe dont une commission s'occupe")
    ordre_du_jour: tuple[str, ...] = Field((), description="points à traiter, dans l'ordre")
    participants: Effectif | None = Field(None, description="combien de personnes, collèges compris ou non connus")
    colleges: tuple[Presence, ...] = Field((), description="collèges présents, exigés par un bulletin")
    ateliers: tuple[Atelier, ...] = Field((), description="thèmes travaillés à part")
    observations: tuple[Observation, ...] = Field((), description="ce qui ressort de toute la séance")
    propositions: tuple[ActionProposee, ...] = Field((), description="actions proposées, gardées ou non")
    ponderation_colleges: Ponderation = Field(
        "egale",
        description="`egale` : chaque collège pèse autant ; `effectif` : chacun pèse selon ses présents",
    )
    grille: Grille | None = Field(None, description="critères et poids, exigés par un bulletin")
    bulletins: tuple[Bulletin, ...] = Field((), description="votes")
    decisions: tuple[DecisionRang, ...] = Field((), description="rangs et issues décidés")
    source: Identifiant = Field(description="source de ce que la séance dit")

    @classmethod
    def exiger(cls, valeur: Mapping[str, Any]) -> list[tuple[str, ...]]:
        """Ce qu'un vote demande de plus : la grille qu'il note, les collèges présents."""
        return [(champ,) for champ in ("grille", "colleges") if valeur.get("bulletins") and champ not in valeur]

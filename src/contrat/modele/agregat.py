"""Ce qui reste des dossiers effacés : des nombres, sans identifiant, sans date au jour, sans revenu."""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeVar

from pydantic import Field

from contrat.modele.base import Annee, Effectif, Entier, Identifiant, IdentifiantMenage, Jour, Montant, Objet
from contrat.modele.evenement import EtapeMenage, MotifAbandon

# L'origine ou le motif que le dossier ne disait pas.
NON_DIT = "non_dit"


class Purge(Objet):
    """Un effacement."""

    le: Jour = Field(description="jour de l'effacement")
    avant: Jour = Field(description="dernier contact avant ce jour")
    menages: Effectif = Field(description="nombre de dossiers effacés")


class CompteAnnees(Objet):
    """Des ménages qui ont franchi une étape ces années-là, et seulement celles-là."""

    annees: tuple[Annee, ...] = Field(description="années où l'étape a été franchie", min_length=1)
    menages: Effectif = Field(description="nombre de ménages")


class CompteTravaux(CompteAnnees):
    """Des logements dont les travaux se sont achevés ces années-là."""

    travaux: Montant = Field(description="montant connu des travaux, en euros TTC")
    sans_montant: Entier = Field(0, description="parmi eux, ceux dont le montant des travaux n'est pas connu")
    aides: Mapping[Identifiant, Effectif] = Field(
        default_factory=dict, description="combien avaient droit à chaque aide"
    )
    ressources: Mapping[str, Montant] = Field(
        default_factory=dict, description="aides calculées par financeur, en euros"
    )


class Agregat(Objet):
    """Les totaux des dossiers effacés, qui s'ajoutent à ceux des dossiers présents.

    `a_effacer` : les fichiers qu'un effacement interrompu n'a pas retirés ; déjà comptés ici, ils ne se lisent plus.
    """

    purges: tuple[Purge, ...] = Field((), description="les effacements, du plus ancien au plus récent")
    menages: Entier = Field(description="nombre de dossiers effacés")
    reperes: tuple[CompteAnnees, ...] = Field((), description="première année de chaque dossier")
    contactes: tuple[CompteAnnees, ...] = Field((), description="années où le ménage a été contacté")
    eligibles: tuple[CompteAnnees, ...] = Field((), description="parmi eux, ceux qui avaient droit à une aide")
    renoves: tuple[CompteTravaux, ...] = Field((), description="logements rénovés")
    etats: Mapping[EtapeMenage, Effectif] = Field(default_factory=dict, description="dernière étape connue")
    origines: Mapping[str, Effectif] = Field(default_factory=dict, description="origine des ménages contactés")
    abandons: Mapping[MotifAbandon | Literal["non_dit"], Effectif] = Field(
        default_factory=dict, description="motifs d'abandon"
    )
    a_effacer: tuple[IdentifiantMenage, ...] = Field((), description="fichiers encore à retirer")


C = TypeVar("C", bound=CompteAnnees)


def pendant(comptes: Iterable[C], exercices: Iterable[int]) -> list[C]:
    """Les comptes dont une année au moins est dans la période."""
    voulus = set(exercices)
    return [compte for compte in comptes if voulus & set(compte.annees)]

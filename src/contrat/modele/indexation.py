"""Comment une table de plafonds sort de la précédente : la règle ordinaire, et les passages qui s'en écartent."""

from typing import Literal, get_args

from pydantic import Field

from contrat.modele.base import Entier, Jour, Objet
from contrat.modele.fondement import Categorie, Fondement, Zone

NomCase = Literal["1", "2", "3", "4", "5", "supplement"]
CASES: tuple[NomCase, ...] = get_args(NomCase)
Arrondi = Literal["superieur", "proche"]


class ExceptionIndexation(Objet):
    """Une case publiée que le coefficient n'explique pas."""

    zone: Zone = Field(description="zone")
    categorie: Categorie = Field(description="catégorie de ressources")
    case: NomCase = Field(description="nombre de personnes, de 1 à 5, ou supplement")
    valeur: Entier = Field(description="valeur publiée, en euros, écrite ici une seconde fois")
    note: str = Field(description="ce que le coefficient donnerait, et pourquoi la valeur publiée est gardée")


class Passage(Fondement):
    """L'entrée en vigueur d'une table qui ne suit pas en tout la règle ordinaire."""

    du: Jour = Field(description="premier jour de la table nouvelle")
    arrondi: Arrondi = Field("superieur", description="à l'euro supérieur, ou au plus proche")
    reconduites: tuple[Categorie, ...] = Field((), description="catégories dont les plafonds ne changent pas")
    exceptions: tuple[ExceptionIndexation, ...] = Field((), description="cases que le coefficient n'explique pas")


class Indexation(Fondement):
    """La règle ordinaire, et la liste des passages particuliers."""

    depuis: Jour = Field(description="première table à laquelle la règle s'applique")
    passages: tuple[Passage, ...] = Field(description="passages particuliers, du plus ancien au plus récent")

"""Comment les plafonds dont le tableau n'est pas retrouvé sont encadrés : indices, points connus, rapports."""

from pydantic import Field

from contrat.modele.base import Annee, Effectif, Entier, Jour, Moment, Nombre, Objet, Pourcent
from contrat.modele.fondement import Categorie, Fondement, Zone
from contrat.modele.indexation import NomCase


class IndiceLu(Objet):
    """Un indice des prix publié dans les deux bases : il borne la clé de passage de l'une à l'autre."""

    mois: Moment = Field(description="mois de l'indice")
    base_1998: Nombre = Field(description="indice en base 1998, tel que publié à l'époque")
    base_2015: Nombre = Field(description="le même, en base 2015")
    note: str | None = Field(None, description="d'où il vient, s'il n'est pas lu au Journal officiel")


class Octobre(Objet):
    """L'indice d'octobre d'une année, connu seulement en base 2015 : il reste plusieurs valeurs en base 1998."""

    annee: Annee = Field(description="année de l'indice")
    base_2015: Nombre = Field(description="indice en base 2015")


class PlafondAncien(Fondement):
    """Un plafond publié de l'année de départ."""

    zone: Zone = Field(description="zone")
    categorie: Categorie = Field(description="catégorie de ressources")
    case: NomCase = Field(description="nombre de personnes, de 1 à 5, ou supplement")
    valeur: Entier = Field(description="plafond, en euros")


class Rapport(Fondement):
    """Une annexe d'un autre jour qui est un multiple de la table d'arrivée, arrondi au plus proche."""

    zone: Zone = Field(description="zone")
    de: Categorie = Field(description="catégorie de la table d'arrivée")
    vers: Categorie = Field(description="catégorie de l'annexe")
    facteur: Pourcent = Field(description="multiple : 120 %")
    deduites: tuple[NomCase, ...] = Field((), description="cases de la table d'arrivée que seul ce rapport donne")


class Moitie(Fondement):
    """Une catégorie dont le plafond est la moitié de celui d'une autre, à quelques euros près."""

    categorie: Categorie = Field(description="catégorie encadrée")
    de: Categorie = Field(description="catégorie dont elle est la moitié")
    marge: Entier = Field(description="écart admis, en euros")
    marge_supplement: Entier = Field(description="écart admis pour le supplément, en euros")


class Encadrement(Fondement):
    """D'un plafond publié à un autre, par les indices d'octobre : tout ce qui est possible, année par année."""

    depart: Annee = Field(description="année des plafonds anciens")
    arrivee: Jour = Field(description="premier jour de la table où les plafonds sont de nouveau connus")
    annexe: Jour = Field(description="premier jour des tables que les rapports relient à la table d'arrivée")
    sans_baisse: tuple[Annee, ...] = Field((), description="années où l'indice baisse : un gel n'est pas exclu")
    decimales: Effectif = Field(description="le coefficient a été exact, ou arrondi à ce nombre de décimales")
    lus: tuple[IndiceLu, ...] = Field(description="indices connus dans les deux bases", min_length=1)
    octobres: tuple[Octobre, ...] = Field(description="octobres des années de départ à l'arrivée, dans l'ordre")
    dernier: Nombre = Field(description="dernier octobre avant l'arrivée, en base 1998")
    anciens: tuple[PlafondAncien, ...] = Field(description="plafonds publiés de l'année de départ")
    rapports: tuple[Rapport, ...] = Field((), description="annexes qui sont des multiples de la table d'arrivée")
    moities: tuple[Moitie, ...] = Field((), description="catégories qui sont la moitié d'une autre")

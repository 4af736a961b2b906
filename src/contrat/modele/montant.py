"""Le montant d'une aide : une liste fermée de genres, que le moteur calcule en gardant leurs termes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from contrat.modele.base import Effectif, Jour, Montant, Objet, OuiNon, Part, Pourcent
from contrat.modele.fondement import Categorie, Fondement, est_en_vigueur
from contrat.modele.menage import ClasseDpe, EnergieFossile, Geste, TypeLogement

AssietteAide = Literal["travaux_ht", "travaux_ttc", "prix_accompagnement"]
UniteGeste = Literal["forfait", "equipement", "m2"]


class Forfait(Fondement):
    """Un montant fixe."""

    genre: Literal["forfait"] = Field(description="forfait")
    libelle: str = Field(description="nom du forfait")
    montant: Montant = Field(description="montant en euros")


class ForfaitCategorie(Fondement):
    """Un montant fixe par catégorie de ressources."""

    genre: Literal["forfait_categorie"] = Field(description="forfait_categorie")
    libelle: str = Field(description="nom du forfait")
    montants: Mapping[Categorie, Montant] = Field(description="montant par catégorie de ressources, en euros")


class Taux(Fondement):
    """Un taux, par catégorie de ressources, d'une dépense plafonnée."""

    genre: Literal["taux"] = Field(description="taux")
    libelle: str = Field(description="nom de l'aide au taux")
    taux: Mapping[Categorie, Part] = Field(description="taux maximal par catégorie de ressources")
    assiette: AssietteAide = Field(description="dépense retenue")
    plafond: Montant = Field(description="plafond de la dépense retenue, en euros")
    par_m2: Montant | None = Field(
        None, description="plafond par mètre carré de surface habitable, en euros, dans la limite de `plafond`"
    )
    plafond_aide: Mapping[Categorie, Montant] = Field(
        default_factory=dict, description="plafond de l'aide elle-même par catégorie, en euros"
    )


class Palier(Objet):
    """Les taux et le plafond de dépense pour un nombre de classes gagnées, ou une classe atteinte."""

    sauts: Effectif | None = Field(None, description="classes gagnées, au moins")
    apres: tuple[ClasseDpe, ...] = Field((), description="classes atteintes ; aucune : toutes")
    plafond: Montant = Field(description="plafond de la dépense retenue, en euros")
    taux: Mapping[Categorie, Part] = Field(description="taux maximal par catégorie de ressources")


class Trajet(Fondement):
    """Le passage d'une classe de DPE à une autre, qui ouvre un supplément."""

    libelle: str = Field(description="nom du supplément")
    avant: tuple[ClasseDpe, ...] = Field((), description="classes de départ admises ; aucune : toutes")
    apres: tuple[ClasseDpe, ...] = Field(description="classes d'arrivée admises", min_length=1)


class Majoration(Trajet):
    """Des points de taux en plus."""

    points: Pourcent = Field(description="points ajoutés au taux")


class TauxParSaut(Fondement):
    """Un taux et un plafond de dépense qui dépendent des classes de DPE gagnées, ou de celle qui est atteinte."""

    genre: Literal["taux_par_saut"] = Field(description="taux_par_saut")
    libelle: str = Field(description="nom de l'aide au taux")
    assiette: AssietteAide = Field(description="dépense retenue")
    paliers: tuple[Palier, ...] = Field(
        description="paliers, du moins au plus exigeant ; le dernier atteint vaut", min_length=1
    )
    majoration: Majoration | None = Field(None, description="points de taux en plus")


class Bonus(Trajet):
    """Un forfait ajouté pour une classe atteinte."""

    genre: Literal["bonus"] = Field(description="bonus")
    montant: Montant = Field(description="montant en euros")
    incertaines: tuple[ClasseDpe, ...] = Field(
        (), description="classes d'arrivée que certaines sources seules admettent"
    )


class Parite(Fondement):
    """Le même montant que les aides des collectivités, dans une limite."""

    genre: Literal["parite"] = Field(description="parite")
    libelle: str = Field(description="nom de la majoration")
    plafond: Montant = Field(description="limite en euros")


class PeriodeGeste(Fondement):
    """Le forfait d'un geste entre deux jours compris ; une catégorie qui n'est nulle part n'y a pas droit."""

    du: Jour = Field(description="première date de demande couverte")
    au: Jour | None = Field(None, description="dernière date de demande couverte")
    montants: Mapping[Categorie, Montant] = Field(description="forfait par catégorie de ressources, en euros")
    inconnues: tuple[Categorie, ...] = Field((), description="catégories admises dont le forfait n'a pas été retrouvé")
    plafond: Montant | None = Field(None, description="dépense retenue, par unité, en euros TTC ; absent : toute")
    quantite_max: Effectif | None = Field(None, description="quantité retenue, au plus")
    avec_un_autre: OuiNon = Field(False, description="oui quand le geste ne s'aide jamais seul")
    sauf_departements: tuple[str, ...] = Field((), description="départements où ce forfait ne vaut pas")
    departements_non_lus: tuple[str, ...] = Field(
        (), description="départements où le droit des catégories qui ne sont nulle part n'a pas été lu"
    )
    type: TypeLogement | None = Field(None, description="type de logement exigé")
    gain: Pourcent | None = Field(None, description="gain de consommation exigé")
    energie_fossile: tuple[EnergieFossile, ...] = Field((), description="énergies fossiles restantes admises")


class GesteAide(Objet):
    """Un geste et ses forfaits datés."""

    geste: Geste = Field(description="geste")
    par: UniteGeste = Field(description="unité du forfait")
    departements: tuple[str, ...] = Field((), description="départements où le geste est aidé ; aucun : tous")
    periodes: tuple[PeriodeGeste, ...] = Field(description="forfaits, du plus ancien au plus récent", min_length=1)


class ListeNonLue(Fondement):
    """Des départements où la liste des gestes n'a pas été lue : un geste absent y reste à vérifier."""

    du: Jour = Field(description="première date de demande concernée")
    au: Jour | None = Field(None, description="dernière date de demande concernée")
    departements: tuple[str, ...] = Field(description="départements concernés", min_length=1)


class SeuilVersement(Fondement):
    """Le total sous lequel rien n'est versé."""

    du: Jour = Field(description="première date de demande concernée")
    au: Jour | None = Field(None, description="dernière date de demande concernée")
    montant: Montant = Field(description="plus petit total versé, en euros")


class Gestes(Fondement):
    """Un forfait par geste, réduit pour que l'aide et la prime énergie laissent une part de la dépense au ménage."""

    genre: Literal["gestes"] = Field(description="gestes")
    libelle: str = Field(description="nom des forfaits")
    ecretement: Mapping[Categorie, Part] = Field(
        description="part de la dépense que l'aide et la prime énergie couvrent au plus, par catégorie"
    )
    plafond: Montant = Field(description="limite du total, en euros")
    seuils: tuple[SeuilVersement, ...] = Field((), description="plus petit total versé, par période")
    listes_non_lues: tuple[ListeNonLue, ...] = Field((), description="où la liste du jour n'a pas été lue")
    gestes: tuple[GesteAide, ...] = Field(description="un bloc par geste", min_length=1)

    def seuil_au(self, jour: date) -> Montant | None:
        """Le plus petit total versé ce jour-là, en euros, s'il y en a un."""
        return next((seuil.montant for seuil in self.seuils if est_en_vigueur(seuil, jour)), None)

    def departements_non_lus(self, jour: date) -> tuple[str, ...]:
        """Les départements dont la liste des gestes, ce jour-là, n'a pas été lue."""
        listes = (liste for liste in self.listes_non_lues if est_en_vigueur(liste, jour))
        return tuple(departement for liste in listes for departement in liste.departements)


class NonRetrouve(Fondement):
    """Un montant qui existe, mais dont le calcul n'a pas été retrouvé."""

    genre: Literal["non_retrouve"] = Field(description="non_retrouve")
    libelle: str = Field(description="ce qui manque")


class Somme(Objet):
    """La somme de plusieurs montants."""

    genre: Literal["somme"] = Field(description="somme")
    termes: tuple["MontantAide", ...] = Field(description="montants additionnés", min_length=2)


class Ecretement(Fondement):
    """Un montant réduit pour que toutes les aides ensemble ne dépassent pas une part de la dépense."""

    genre: Literal["ecretement"] = Field(description="ecretement")
    taux: Mapping[Categorie, Part] = Field(description="part maximale de la dépense, par catégorie de ressources")
    assiette: Literal["travaux_ttc"] = Field(description="dépense à laquelle la part s'applique")
    montant: "MontantAide" = Field(description="montant avant écrêtement")


MontantAide = Annotated[
    Forfait | ForfaitCategorie | Taux | TauxParSaut | Bonus | Parite | Gestes | NonRetrouve | Somme | Ecretement,
    Field(discriminator="genre"),
]

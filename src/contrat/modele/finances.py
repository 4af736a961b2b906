"""Le droit des plans de financement : des règles datées, et les textes sur lesquels reposent les contrôles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from contrat.modele.base import Chapitre, Effectif, Jour, Montant, Objet, OuiNon, Pourcent
from contrat.modele.fondement import Fondement, est_en_vigueur
from contrat.modele.organisme import NatureOrganisme

if TYPE_CHECKING:
    from contrat.modele.texte import Texte

NomRegle = Literal[
    "part-minimale",
    "aides-publiques",
    "fonds-de-concours",
    "fctva",
    "convention",
    "compte-rendu",
    "reponse",
    "commencement",
    "caducite",
    "achevement",
    "cumul-dotations",
    "cofinancement-europeen",
]
CodeControle = Annotated[str, StringConstraints(pattern=r"^B0[0-9]{2}$")]


class RegleFinanciere(Fondement):
    """Une règle de droit budgétaire entre deux jours ; son nombre est un taux, un seuil en euros ou des mois."""

    id: NomRegle = Field(description="la règle ; chacune de ses versions reprend le même nom")
    controle: CodeControle = Field(description="contrôle qui l'applique")
    libelle: str = Field(description="ce que la règle demande")
    du: Jour = Field(description="premier jour d'application")
    au: Jour | None = Field(None, description="dernier jour d'application")
    taux: Pourcent | None = Field(None, description="taux, si la règle en fixe un")
    seuil: Montant | None = Field(None, description="seuil en euros, si la règle en fixe un")
    mois: Effectif | None = Field(None, description="délai en mois, si la règle en fixe un")
    natures: tuple[NatureOrganisme, ...] = Field((), description="natures d'organisme visées ; vide : toutes")
    programmes: tuple[str, ...] = Field((), description="seuls dispositifs visés, comme DETR ; vide : tous")
    hors_programmes: tuple[str, ...] = Field((), description="dispositifs que le texte écarte, comme DETR")
    pour_information: OuiNon = Field(
        False, description="oui quand le texte ne fixe pas cette règle action par action : elle informe seulement"
    )

    def vise(self, nature: NatureOrganisme, programme: str | None) -> bool:
        """Dire si la règle parle de ce financeur et de ce dispositif ; un dispositif inconnu n'est pas écarté."""
        nomme = (programme or "").upper()
        est_admis = nomme in self.programmes if self.programmes else nomme not in self.hors_programmes
        return (not self.natures or nature in self.natures) and est_admis


class ChapitresDeSection(Objet):
    """Les chapitres réels d'une section, par sens ; « 45 » vaut pour tous ceux qui commencent par lui."""

    depense: tuple[Chapitre, ...] = Field(description="chapitres de dépense")
    recette: tuple[Chapitre, ...] = Field(description="chapitres de recette")


class Nomenclature(Fondement):
    """Un plan de comptes des communes, de leurs CCAS et de leurs groupements, entre deux jours."""

    nom: str = Field(description="comme on l'appelle")
    du: Jour = Field(description="premier jour où il a pu servir")
    au: Jour | None = Field(None, description="dernier jour")
    fonctionnement: ChapitresDeSection = Field(description="chapitres de la section de fonctionnement")
    investissement: ChapitresDeSection = Field(description="chapitres de la section d'investissement")


class Appui(Fondement):
    """Le texte ou l'usage sur lequel repose un contrôle sans règle datée."""

    controle: CodeControle = Field(description="le contrôle")
    libelle: str = Field(description="ce qu'on en retient")
    du: Jour | None = Field(None, description="premier jour d'application, s'il est connu")


class Finances(Objet):
    """Le fichier du droit budgétaire."""

    regles: tuple[RegleFinanciere, ...] = Field(description="règles datées, versions de la plus ancienne à la récente")
    nomenclatures: tuple[Nomenclature, ...] = Field(description="plans de comptes, du plus ancien au plus récent")
    appuis: tuple[Appui, ...] = Field(description="ce sur quoi reposent les autres contrôles")


@dataclass(frozen=True)
class DroitFinancier:
    """Les règles datées et les textes qu'elles citent."""

    finances: Finances
    textes: Mapping[str, "Texte"]

    def versions(self, nom: NomRegle) -> Iterator[RegleFinanciere]:
        """Les versions d'une règle, de la plus ancienne à la plus récente."""
        return (regle for regle in self.finances.regles if regle.id == nom)

    def au(self, nom: NomRegle, jour: date, programme: str | None = None) -> RegleFinanciere | None:
        """La version en vigueur ce jour : celle de ce dispositif s'il en a une, sinon celle de tous."""
        en_vigueur = [r for r in self.versions(nom) if est_en_vigueur(r, jour)]
        siennes = [r for r in en_vigueur if (programme or "").upper() in r.programmes]
        return next(iter(siennes or [r for r in en_vigueur if not r.programmes]), None)

    def pour(self, nom: NomRegle, premier: int, dernier: int) -> RegleFinanciere | None:
        """La version à montrer pour des exercices : celle qui en couvre un, la plus récente d'abord ; sinon la première
        version postérieure ; rien quand toutes ont cessé avant.
        """
        debut, fin = date(premier, 1, 1), date(dernier, 12, 31)
        versions = list(self.versions(nom))
        couvrent = [r for r in versions if r.du <= fin and (r.au is None or r.au >= debut)]
        return couvrent[-1] if couvrent else next((r for r in versions if r.du > fin), None)

    def citer(self, fondement: Fondement) -> str:
        """Le texte d'une règle et son article, comme on les cite."""
        texte = self.textes.get(fondement.source)
        titre = texte.titre if texte else fondement.source
        return f"{titre}, {fondement.article}" if fondement.article else titre


def est_posterieure(regle: RegleFinanciere, exercice: int) -> bool:
    """Dire si une règle ne commence qu'après un exercice : elle informe alors, et ne reproche rien."""
    return regle.du > date(exercice, 12, 31)

"""Les plafonds de ressources et les règles communes, en données datées."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from decimal import ROUND_CEILING, Decimal
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints

from contrat.dates import dire_jour, dire_periode
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.base import MOTIF_JOUR_DE_L_ANNEE, Effectif, Jour, Objet, Pourcent, refuser_la_forme
from contrat.modele.cadre import ResteAVivre
from contrat.modele.communes import SANS_COMMUNES, Communes
from contrat.modele.condition import Condition
from contrat.modele.evenement import EtapeMenage
from contrat.modele.fondement import Categorie, Fondement, Zone, est_en_vigueur, s_applique
from contrat.modele.non_jugee import NonJugees
from contrat.modele.texte import Texte
from contrat.modele.total import TotalDeControle

ZONES: tuple[Zone, ...] = get_args(Zone)
CENT = Decimal(100)
# Sans vérifier, pour ne pas construire à chaque commande de quoi lire un fichier.
RIEN_AILLEURS = NonJugees.model_construct(aides=(), conseils=())


@dataclass(frozen=True)
class Seuil:
    """Un plafond connu exactement, ou seulement encadré ; `None` : aucune borne connue de ce côté."""

    bas: Decimal | None
    haut: Decimal | None

    @property
    def est_exact(self) -> bool:
        """Vrai quand le plafond officiel est connu."""
        return self.bas is not None and self.bas == self.haut

    def __str__(self) -> str:
        """Le plafond tel qu'il s'écrit dans un fichier : `11811`, `11302..11438`."""
        bornes = ["" if borne is None else f"{borne:f}" for borne in (self.bas, self.haut)]
        return bornes[0] if self.est_exact else "..".join(bornes)


_SEUIL = re.compile(r"(?P<exact>\d+)|(?P<bas>\d*)\.\.(?P<haut>\d*)")


def lire_seuil(valeur: object) -> Seuil:
    """Lire un plafond : `11811`, ou une fourchette `11302..11438`, `..17057`, `9086..`."""
    if isinstance(valeur, Seuil):
        return valeur
    trouve = _SEUIL.fullmatch(str(valeur))
    if trouve is None:
        aide = "écrire 11811, ou une fourchette 11302..11438, ..17057 ou 9086.."
        raise refuser_la_forme("seuil", valeur, "un plafond", aide)
    bas, haut = trouve["exact"] or trouve["bas"], trouve["exact"] or trouve["haut"]
    return Seuil(Decimal(bas) if bas else None, Decimal(haut) if haut else None)


Plafond = Annotated[Seuil, BeforeValidator(lire_seuil)]


class LignePlafonds(Fondement):
    """Les plafonds d'une catégorie, de 1 à 5 personnes, puis par personne de plus."""

    cles: ClassVar = ("categorie",)

    categorie: Categorie = Field(description="catégorie de ressources")
    plafonds: tuple[Plafond, Plafond, Plafond, Plafond, Plafond] = Field(
        description="plafonds de 1 à 5 personnes, en euros"
    )
    supplement: Plafond = Field(description="par personne au-delà de cinq, en euros")

    def pour(self, personnes: int) -> Seuil:
        """Le plafond pour ce nombre de personnes."""
        cinq = len(self.plafonds)
        if personnes <= cinq:
            return self.plafonds[personnes - 1]
        dernier, plus = self.plafonds[-1], self.supplement
        bas = None if dernier.bas is None else dernier.bas + (personnes - cinq) * (plus.bas or 0)
        haut = None if dernier.haut is None or plus.haut is None else dernier.haut + (personnes - cinq) * plus.haut
        return Seuil(bas, haut)


class TablePlafonds(Objet):
    """Les plafonds d'une zone pendant une période, de la catégorie la plus modeste à la plus aisée."""

    cles: ClassVar = ("zone", "du")

    zone: Zone = Field(description="zone")
    du: Jour = Field(description="première date de demande couverte")
    au: Jour | None = Field(None, description="dernière date de demande couverte")
    verifie_le: Jour = Field(description="jour de la dernière vérification")
    au_dela: Categorie = Field(description="catégorie au-delà du dernier plafond")
    lignes: tuple[LignePlafonds, ...] = Field(description="une ligne par catégorie", min_length=1)


def elargir(table: TablePlafonds, hausse: Decimal) -> TablePlafonds:
    """La table dont chaque plafond est encadré : sa valeur d'un côté, sa valeur augmentée de l'autre."""

    def encadrer(seuil: Seuil) -> Seuil:
        haut = None if seuil.haut is None else (seuil.haut * (CENT + hausse) / CENT).to_integral_value(ROUND_CEILING)
        return Seuil(seuil.bas, haut)

    lignes = tuple(
        ligne.model_copy(
            update={
                "plafonds": tuple(encadrer(seuil) for seuil in ligne.plafonds),
                "supplement": encadrer(ligne.supplement),
            }
        )
        for ligne in table.lignes
    )
    return table.model_copy(update={"lignes": lignes})


class FichierPlafonds(Objet):
    """Un fichier de plafonds."""

    tables: tuple[TablePlafonds, ...] = Field(description="une table par zone et par période")


def lire_annees(nom: str) -> range:
    """Les années que dit le nom d'un fichier de droit : `2013.yaml`, `2014-2023`, `depuis-2024`."""
    premiere, _, derniere = nom.removesuffix(".yaml").removeprefix("depuis-").partition("-")
    if nom.startswith("depuis-"):
        return range(int(premiere), MAXYEAR + 1)
    return range(int(premiere), int(derniere or premiere) + 1)


JourDeLAnnee = Annotated[str, StringConstraints(pattern=MOTIF_JOUR_DE_L_ANNEE)]


class RegleRevenu(Fondement):
    """L'année de revenus que la demande doit produire."""

    du: Jour = Field(description="première date de demande couverte")
    au: Jour | None = Field(None, description="dernière date de demande couverte")
    recul: Effectif = Field(description="années entre les revenus et la demande : 2 pour N-2")
    repli: Effectif | None = Field(
        None, description="autre recul que le droit laisse possible : le conseiller choisit (choix_revenus)"
    )
    parution: JourDeLAnnee | None = Field(
        None, description="dernier jour de l'année, MM-JJ, où l'avis de la dernière année peut ne pas être paru"
    )
    substitution: Literal["admise", "incertaine", "sans_objet"] = Field(
        description="les revenus de l'année suivante, ou du repli, peuvent-ils remplacer ceux-ci s'ils sont plus bas"
    )


class RegleCumul(Fondement):
    """La part des travaux que les aides publiques ne peuvent dépasser."""

    du: Jour = Field(description="première date de demande couverte")
    au: Jour | None = Field(None, description="dernière date de demande couverte")
    taux: Pourcent = Field(description="part maximale du coût TTC")


class RegleZone(Fondement):
    """Les départements d'Île-de-France ; tous les autres sont en « autres régions »."""

    ile_de_france: tuple[str, ...] = Field(description="numéros de département")


class RegleDelai(Fondement):
    """Le temps laissé au ménage entre deux étapes, à compter de la première."""

    libelle: str = Field(description="ce qui est attendu, en une phrase à l'infinitif")
    depuis: EtapeMenage = Field(description="étape qui fait courir le délai")
    attendue: EtapeMenage = Field(description="étape qui doit suivre ; une étape plus avancée en tient lieu")
    mois: Effectif = Field(description="durée, en mois")


class RegleProvisoire(Fondement):
    """Ce qui encadre les plafonds après la dernière table, tant que la suivante n'est pas saisie."""

    jours: Effectif = Field(description="jours après la dernière table où ses plafonds servent encore de bornes")
    hausse: Pourcent = Field(description="plus forte hausse envisagée, par rapport à la dernière table")


class RegleConservation(Fondement):
    """Le temps pendant lequel un dossier de ménage se garde."""

    libelle: str = Field(description="ce qui se garde et jusqu'à quand, en une phrase")
    concerne: Literal["sans_aide", "avec_aide"] = Field(
        description="sans aide : depuis le dernier contact ; avec : depuis la fin des travaux"
    )
    mois: Effectif = Field(description="durée, en mois")


class RepereEffort(Fondement):
    """Un repère de la part du revenu qui va à l'énergie du logement."""

    libelle: str = Field(description="ce que le repère dit et d'où il vient, en quelques mots")
    seuil: Pourcent = Field(description="part du revenu")


class RegleMandat(Fondement):
    """Ce qu'apporte celui qui signe pour le ménage."""

    piece: str = Field(description="pièces à joindre")


class ReglesCommunes(Objet):
    """Les règles communes à toutes les aides."""

    zone: RegleZone = Field(description="zones de plafonds")
    revenus: tuple[RegleRevenu, ...] = Field(description="année des revenus")
    cumul: tuple[RegleCumul, ...] = Field(description="plafond du total des aides publiques")
    provisoire: RegleProvisoire | None = Field(None, description="encadrement après la dernière table de plafonds")
    delais: tuple[RegleDelai, ...] = Field((), description="délais du parcours, une fois l'aide accordée")
    effort_energetique: tuple[RepereEffort, ...] = Field((), description="repères de l'effort énergétique")
    mandat: RegleMandat | None = Field(None, description="quand un proche, un curateur ou un tuteur signe")
    conservation: tuple[RegleConservation, ...] = Field((), description="durées de conservation des dossiers")
    totaux: tuple[TotalDeControle, ...] = Field((), description="total de contrôle de chaque fichier d'aide")


@dataclass(frozen=True)
class ProtocoleLocal:
    """Un contrat local qui ouvre l'aide Habiter Mieux dans une commune."""

    commune: str
    du: date
    au: date | None
    source: str


@dataclass(frozen=True)
class Bareme:
    """Tout le droit lu : plafonds, aides nationales et locales, règles communes, textes.

    `nationales` : les codes de toutes les aides livrées, y compris celles d'années qui n'ont pas été lues ;
    `non_jugees` : celles que l'outil nomme sans les juger.
    """

    tables: tuple[TablePlafonds, ...]
    aides: tuple[Aide, ...]
    regles: ReglesCommunes
    textes: Mapping[str, Texte]
    protocoles: tuple[ProtocoleLocal, ...] = ()
    communes: tuple[Condition, ...] = ()
    reste_a_vivre: ResteAVivre | None = None
    nationales: frozenset[str] = frozenset()
    liste_communes: Communes = SANS_COMMUNES
    non_jugees: NonJugees = RIEN_AILLEURS

    def aides_au(self, jour: date) -> list[tuple[Aide, VersionAide]]:
        """Les aides en vigueur ce jour, dans l'ordre d'affichage."""
        ouvertes = [(aide, version) for aide in self.aides if (version := aide.version_au(jour))]
        return sorted(ouvertes, key=lambda couple: (couple[0].rang, couple[0].id))

    def conditions_au(self, aide: Aide, version: VersionAide, jour: date) -> list[Condition]:
        """Les conditions d'une demande de ce jour : partagées, communes aux versions, propres à la version."""
        partagees = [c for code in aide.exige for c in self.communes if c.code == code]
        return [c for c in (*partagees, *aide.conditions, *version.conditions) if s_applique(c, jour)]

    def table_au(self, zone: Zone, jour: date) -> TablePlafonds | None:
        """La table de plafonds de cette zone ce jour, ou rien ; une table locale prime sur la nationale."""
        return next((t for t in self.tables if t.zone == zone and est_en_vigueur(t, jour)), None)

    def table_a_comparer(self, zone: Zone, jour: date) -> TablePlafonds | None:
        """La table de ce jour ou, après la dernière, celle-ci élargie de la plus forte hausse : elle est provisoire."""
        table = self.table_au(zone, jour)
        regle = self.regles.provisoire
        if table is not None or regle is None:
            return table
        derniere = max((t for t in self.tables if t.zone == zone and t.au), key=lambda t: t.du, default=None)
        if derniere is None or derniere.au is None or not 0 < (jour - derniere.au).days <= regle.jours:
            return None
        return elargir(derniere, regle.hausse)

    def couvre(self, jour: date) -> bool:
        """Dire si des plafonds, l'année des revenus et des aides nationales sont connus à cette date."""
        nationales = any(a.niveau == "nationale" and a.version_au(jour) for a in self.aides)
        return nationales and self.classe(jour)

    def expliquer_l_absence(self, jour: date) -> tuple[str, str]:
        """Que rien ne se juge ce jour-là, et les jours où l'outil juge."""
        return f"aucun barème en vigueur au {dire_jour(jour)}", f"périodes couvertes : {self.couverture}"

    def classe(self, jour: date) -> bool:
        """Dire si des plafonds et l'année des revenus sont connus à cette date : de quoi situer un ménage."""
        plafonds = any(self.table_a_comparer(zone, jour) for zone in ZONES)
        return plafonds and any(est_en_vigueur(regle, jour) for regle in self.regles.revenus)

    @property
    def couverture(self) -> str:
        """Les jours où l'outil juge : ceux que couvrent des plafonds et des aides nationales."""
        versions = [v for aide in self.aides if aide.niveau == "nationale" for v in aide.versions]
        debut = max(min(v.du for v in versions), min(t.du for t in self.tables))
        fins = [t.au for t in self.tables], [v.au for v in versions]
        bornes = [max(b for b in suite if b) for suite in fins if None not in suite]
        return dire_periode(debut, min(bornes) if bornes else None)

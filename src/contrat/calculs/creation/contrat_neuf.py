"""Ce que dit un contrat neuf : ses organismes probables, ses axes, déduits de quelques réponses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contrat import FORMAT
from contrat.calculs.creation.noms import de, identifier
from contrat.calculs.moments import precede
from contrat.diagnostics import ecourter, oter_le_numero
from contrat.modele.contrat import Periode
from contrat.modele.organisme import NatureOrganisme
from contrat.modele.seance import Seance

# Les régions d'aujourd'hui sont nées le 1er janvier 2016 ; celles d'avant ne se déduisent pas du code.
PREMIERE_ANNEE_DES_REGIONS = "2016"
TITRE_COURT = 40
# Les renseignements d'une idée ne viennent d'aucune décision : la source des estimations, dans un contrat neuf.
ESTIMATION = "estimation"
# Ce que ces natures disent d'ordinaire d'un financeur ; une caisse de sécurité sociale est de droit privé.
NATURES_PUBLIQUES: frozenset[NatureOrganisme] = frozenset(
    {"commune", "ccas", "epci", "departement", "region", "etat", "europe", "etablissement_public"}
)


@dataclass(frozen=True)
class Departement:
    """Un département, la collectivité qui l'administre, et sa région ; vide quand elles ne font qu'une."""

    code: str
    nom: str
    collectivite: str
    region: str


@dataclass(frozen=True)
class OrganismeNeuf:
    """Un organisme sans doute cité par les fiches."""

    id: str
    nom: str
    nature: NatureOrganisme
    sigle: str = ""
    rattache_a: str = ""

    @property
    def public(self) -> str:
        """Si sa nature en fait d'ordinaire un financeur public."""
        return "oui" if self.nature in NATURES_PUBLIQUES else "non"


@dataclass(frozen=True)
class AxeNeuf:
    """Un axe à décrire."""

    id: str
    numero: int
    titre: str
    source: str = "deliberation"
    finalite: str = "à écrire : ce que l'axe cherche à obtenir"

    @property
    def titre_court(self) -> str:
        """Le titre pour les tableaux, coupé entre deux mots."""
        return ecourter(oter_le_numero(self.titre, self.numero), TITRE_COURT)


@dataclass(frozen=True)
class ActionNeuve:
    """Une idée d'action, écrite un `jour` (AAAA-MM-JJ) dans un contrat de cette période."""

    id: str
    axe: str
    titre: str
    jour: str
    porteur: str
    periode: Periode
    numero: int = 1
    source: str = ESTIMATION

    @property
    def exercice(self) -> int:
        """L'exercice des exemples : celui du jour, s'il est du contrat."""
        return min(max(int(self.jour[:4]), self.periode.debut), self.periode.fin)

    @property
    def fin(self) -> int:
        """Le dernier exercice du contrat."""
        return self.periode.fin


@dataclass(frozen=True)
class SeanceNeuve:
    """Une séance à remplir, les actions que ses exemples citent, la grille déjà approuvée, telle qu'elle s'écrit."""

    id: str
    instance: str
    jour: str
    objet: str
    actions: Sequence[str]
    source: str
    axe: str | None = None
    a_vote: bool = True
    grille: Mapping[str, Any] | None = None

    @property
    def criteres(self) -> list[str]:
        """Les identifiants des critères de la grille."""
        return [critere["id"] for critere in self.grille["criteres"]] if self.grille else ["besoin", "cout"]


def reprendre_grille(seances: Iterable[Seance], instance: str, jour: str) -> dict[str, Any] | None:
    """La dernière grille que l'instance a approuvée à ce jour, telle qu'elle s'écrit ; rien sans elle."""
    siennes = [s for s in seances if s.instance == instance and not precede(jour, s.date)]
    grilles = [s.grille for s in sorted(siennes, key=lambda s: s.date) if s.grille and s.grille.figes_le]
    if not grilles:
        return None
    grille = grilles[-1]
    criteres = [
        {"id": c.id, "libelle": c.libelle, "question": c.question or "", "poids": f"{c.poids:f} %"}
        for c in grille.criteres
    ]
    echelle = {"mini": f"{grille.echelle.mini:f}", "maxi": f"{grille.echelle.maxi:f}"}
    return {"figes_le": grille.figes_le, "echelle": echelle, "criteres": criteres}


@dataclass(frozen=True)
class AideNeuve:
    """Une aide de la commune, d'un montant fixe, dont les conditions restent à écrire."""

    id: str
    libelle: str
    financeur: str
    commune: str
    insee: str
    jour: str
    montant: str
    source: str
    est_aspire: bool = False
    porteur: NatureOrganisme = "commune"
    departement: str = ""

    @property
    def ou(self) -> str:
        """La condition de lieu, en mots : la commune, l'une de celles de l'intercommunalité, ou le département."""
        if self.porteur == "epci":
            return "le logement est dans une commune de l'intercommunalité"
        if self.porteur == "departement":
            return f"le logement est dans le département ({self.departement})"
        return f"le logement est dans la commune {de(self.commune, est_aspire=self.est_aspire)}"


@dataclass(frozen=True)
class ContratNeuf:
    """Un contrat à écrire ; `titre` est celui qu'on a choisi, sinon celui qui va de soi."""

    commune: str
    insee: str
    departement: Departement
    periode: Periode
    porteur: str
    titres_des_axes: Sequence[str]
    est_aspire: bool = False
    format: int = FORMAT

    @property
    def identifiant(self) -> str:
        """L'identifiant du contrat."""
        return f"contrat-{identifier(self.commune)}-{self.periode.dite}"

    @property
    def titre(self) -> str:
        """Le titre du contrat."""
        if self.porteur == "departement":
            return f"Contrat social, {self.departement.collectivite}, {self.periode.dite}"
        return f"Contrat social {self.lieu} {self.periode.dite}"

    @property
    def lieu(self) -> str:
        """La commune, en complément d'un nom."""
        return de(self.commune, est_aspire=self.est_aspire)

    @property
    def debut(self) -> int:
        """Le premier exercice."""
        return self.periode.debut

    @property
    def fin(self) -> int:
        """Le dernier exercice."""
        return self.periode.fin

    @property
    def region(self) -> str:
        """La région, quand celles d'aujourd'hui existaient déjà."""
        return self.departement.region if str(self.debut) >= PREMIERE_ANNEE_DES_REGIONS else ""

    @property
    def ville(self) -> str:
        """Le nom de la commune comme organisme."""
        return f"Ville {self.lieu}"

    @property
    def intercommunalite(self) -> str:
        """Le groupement de la commune : les données livrées n'en ont ni le nom ni la nature."""
        return f"Intercommunalité {self.lieu} (nom à vérifier)"

    @property
    def editeur(self) -> str:
        """Qui publie les actes du contrat : son porteur."""
        noms = {"ccas": f"CCAS {self.lieu}", "epci": self.intercommunalite}
        return (noms | {"departement": self.departement.collectivite}).get(self.porteur, self.ville)

    @property
    def conseil(self) -> str:
        """L'assemblée du porteur."""
        noms = {"ville": "Conseil municipal", "ccas": "Conseil d'administration du CCAS"}
        if self.porteur == "departement":
            return "Conseil départemental" if self.departement.collectivite.startswith("Département") else "Assemblée"
        return noms.get(self.porteur, "Conseil communautaire")

    @property
    def organismes(self) -> list[OrganismeNeuf]:
        """Qui porte et finance d'ordinaire le contrat d'une commune."""
        trouves = [
            OrganismeNeuf("ville", self.ville, "commune"),
            OrganismeNeuf("ccas", f"Centre communal d'action sociale {self.lieu}", "ccas", "CCAS", "ville"),
            OrganismeNeuf("epci", self.intercommunalite, "epci", "EPCI"),
            OrganismeNeuf("departement", self.departement.collectivite, "departement"),
        ]
        if self.region:
            trouves.append(OrganismeNeuf("region", f"Région {self.region}", "region"))
        return [
            *trouves,
            OrganismeNeuf("etat", "État", "etat"),
            OrganismeNeuf("caf", "Caisse d'allocations familiales", "organisme_social", "CAF"),
            OrganismeNeuf("europe", "Union européenne", "europe"),
        ]

    @property
    def axes(self) -> list[AxeNeuf]:
        """Les axes, dans l'ordre donné ; un seul, à nommer, quand aucun n'est donné."""
        titres = self.titres_des_axes or ["Premier axe, à nommer"]
        return [AxeNeuf(f"axe-{rang}", rang, titre) for rang, titre in enumerate(titres, 1)]

    def premiere_action(self, jour: str) -> ActionNeuve:
        """Une fiche d'exemple, en idée."""
        return ActionNeuve("premiere-idee", "axe-1", "Première idée, à remplacer", jour, self.porteur, self.periode)

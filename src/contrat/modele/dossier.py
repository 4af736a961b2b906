"""Tout ce qui a été lu d'un contrat, rangé par identifiant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

# Pour le typage seul : lire un dossier partiel n'importe pas les modèles dont il n'a pas besoin.
if TYPE_CHECKING:
    from contrat.modele.action import Action, Axe, ChampReconstitue
    from contrat.modele.agregat import Agregat
    from contrat.modele.aide import Aide
    from contrat.modele.bareme import Bareme
    from contrat.modele.cadre import Cadre
    from contrat.modele.contrat import Contrat
    from contrat.modele.droit_livre import DroitLivre
    from contrat.modele.finances import DroitFinancier
    from contrat.modele.menage import Menage
    from contrat.modele.organisme import NatureSource, Organisme, Source
    from contrat.modele.seance import Grille, Seance


class Scalaire(NamedTuple):
    """Une valeur que le fichier n'écrit pas telle quelle : repliée, entre guillemets, échappée.

    Les places sont comptées à partir de 0 : la ligne et la colonne du premier signe, puis celles d'après le dernier.
    """

    ligne: int
    colonne: int
    ligne_fin: int
    colonne_fin: int
    valeur: str


@dataclass(frozen=True)
class DocumentLu:
    """Un fichier tel qu'il est écrit : les règles sur les données personnelles lisent aussi les commentaires.

    `scalaires` : ce que la lecture y a décodé. `est_chiffre` : un vrai fichier SOPS, dont les valeurs chiffrées ne
    disent rien. Le genre d'un fichier que l'outil ne lit pas comme une donnée est vide.
    """

    genre: str
    identifiant: str
    nom: str
    texte: str
    scalaires: tuple[Scalaire, ...] = ()
    est_chiffre: bool = False


class GenreNonLu(LookupError):
    """Ce qu'on demande au dossier n'a pas été lu : une règle ou une commande l'emploie sans l'avoir déclaré."""


class Partiel(NamedTuple):
    """Ce qui se lit d'un objet fautif : ses champs fautifs lui manquent, et les lire lève `AttributeError`.

    `objet` est absent quand rien ne s'en lit. `est_troue` : des lignes entières en ont été écartées ; ce qui lui manque
    n'est donc pas connu.
    """

    genre: str
    identifiant: str
    objet: Any
    est_troue: bool


class Voisin(NamedTuple):
    """Un autre contrat du dépôt, pour ce que celui-ci en cite : `contrat` et `fiches` quand ils se lisent.

    `presentes` : les fiches qui existent, lisibles ou non.
    """

    contrat: Contrat | None
    fiches: Mapping[str, Action]
    presentes: frozenset[str]


# Sans égalité par valeur, un dossier a une empreinte : ce qui se calcule sur lui peut être gardé.
@dataclass(frozen=True, eq=False)
class Dossier:
    """Les objets bien formés d'un contrat ; un fichier fautif en est absent et n'empêche pas de contrôler les autres.

    `presents` dit, par genre, les identifiants qui existent, y compris ceux des fichiers mal formés : une référence
    vers un fichier fautif n'est pas une référence inconnue. `repetitions` : genre, rang et identifiant des éléments
    d'un fichier-liste qui reprennent un identifiant déjà pris. `genres` : ce qui a été demandé et a pu être lu ; d'un
    autre genre, on ignore tout. `cadre` remplace `contrat` quand on ne lit que lui. `jour` :
    celui auquel juger un délai ; sans lui, aucun délai n'est dit dépassé. `chiffres` : les ménages illisibles sans
    clé. `agregat` : les totaux des ménages effacés. `partiels` : ce qui se lit des objets fautifs, qui ne servent qu'à
    trouver leurs autres fautes. `voisins` : les contrats du même dépôt qu'il cite.
    """

    genres: frozenset[str] = frozenset()
    contrats: Mapping[str, Contrat] = field(default_factory=dict)
    cadre: Cadre | None = None
    organismes: Mapping[str, Organisme] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    axes: Mapping[str, Axe] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    aides: Mapping[str, Aide] = field(default_factory=dict)
    menages: Mapping[str, Menage] = field(default_factory=dict)
    seances: Mapping[str, Seance] = field(default_factory=dict)
    documents: tuple[DocumentLu, ...] = ()
    presents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    repetitions: tuple[tuple[str, int, str], ...] = ()
    droit_lu: Bareme | None = None
    finances_lues: DroitFinancier | None = None
    droit_livre_lu: DroitLivre | None = None
    jour: date | None = None
    chiffres: frozenset[str] = frozenset()
    agregat: Agregat | None = None
    partiels: tuple[Partiel, ...] = ()
    voisins: Mapping[str, Voisin] = field(default_factory=dict)

    @property
    def contrat(self) -> Contrat:
        """Le contrat ; une règle qui le lit n'est appliquée que s'il est là (`genres`)."""
        if not self.contrats:
            raise GenreNonLu("le contrat n'a pas été lu")
        return self.contrats["contrat"]

    @property
    def droit(self) -> Bareme:
        """Le droit national et local, lu avec les aides du contrat."""
        if self.droit_lu is None:
            raise GenreNonLu("le droit n'a pas été lu")
        return self.droit_lu

    @property
    def finances(self) -> DroitFinancier:
        """Le droit des plans de financement, lu avec les actions."""
        if self.finances_lues is None:
            raise GenreNonLu("le droit des finances n'a pas été lu")
        return self.finances_lues

    @property
    def droit_livre(self) -> DroitLivre:
        """Le droit livré fichier par fichier, lu seul pour être vérifié."""
        if self.droit_livre_lu is None:
            raise GenreNonLu("le droit livré n'a pas été lu")
        return self.droit_livre_lu

    @property
    def grilles(self) -> list[tuple[str, Seance, Grille]]:
        """Les séances qui notent des actions, et leur grille."""
        return [(nom, seance, seance.grille) for nom, seance in self.seances.items() if seance.grille is not None]

    def nommer_organisme(self, identifiant: str) -> str:
        """Le nom d'un organisme ; son identifiant, quand l'annuaire ne l'a pas."""
        organisme = self.organismes.get(identifiant)
        return organisme.nom if organisme else identifiant

    def lister_natures(self, sources: Iterable[str]) -> frozenset[NatureSource]:
        """Les natures de ces sources, publiée, relevée, reconstituée ou fictive ; une source inconnue n'en a pas."""
        return frozenset(self.sources[s].nature for s in sources if s in self.sources)

    def est_reconstitue(self, source: str) -> bool:
        """Vrai quand cette source est une reconstitution."""
        return self.lister_natures((source,)) == {"reconstitution"}

    def est_champ_reconstitue(self, action: Action, champ: ChampReconstitue) -> bool:
        """Vrai quand rien n'établit ce champ d'une action : elle est reconstituée, ou lui seul."""
        return champ in action.reconstitues or self.est_reconstitue(action.source)

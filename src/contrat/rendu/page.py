"""Une page : des parties, des phrases, des listes, des tableaux de valeurs, avant toute mise en forme.

Une cellule porte une valeur, jamais un nombre déjà écrit : chaque écrivain lui donne la forme de sa colonne.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

Genre = Literal["texte", "euros", "nombre", "moyenne", "part", "taux", "rang", "date"]


@dataclass(frozen=True)
class Intervalle:
    """Un nombre connu entre deux bornes ; une borne inconnue vaut `None`."""

    bas: Decimal | None
    haut: Decimal | None


Valeur = str | int | Decimal | date | Intervalle | None


@dataclass(frozen=True)
class Cellule:
    """Une valeur dont la forme n'est pas celle de sa colonne : un autre genre, un signe devant, une unité derrière.

    `vers` : la page du même site qu'elle ouvre ; les autres formes n'en disent rien.
    """

    valeur: Valeur
    genre: Genre | None = None
    avant: str = ""
    apres: str = ""
    vers: str = ""


@dataclass(frozen=True)
class Colonne:
    """Une colonne de tableau.

    `genre` dit comment s'écrivent ses valeurs ; `a_signe` montre aussi le signe plus. Au terminal, une colonne `fixe`
    ne passe jamais à la ligne ; une colonne `facultative` va dans un tableau à part quand la page est trop étroite ;
    une colonne de `detail` n'y est pas, les autres formes l'ont. Une colonne `a_remplir` laisse, sur papier, la place
    d'écrire à la main.
    """

    entete: str
    genre: Genre = "texte"
    a_signe: bool = False
    fixe: bool = False
    facultative: bool = False
    detail: bool = False
    a_remplir: bool = False

    @property
    def est_chiffree(self) -> bool:
        """Vrai quand ses valeurs se calent à droite."""
        return self.genre not in ("texte", "date")


@dataclass(frozen=True)
class Rangee:
    """Une ligne de tableau ; un intertitre n'a qu'un texte, le `retrait` place ce texte sous un intertitre."""

    cellules: tuple[Valeur | Cellule, ...]
    est_total: bool = False
    retrait: int = 0

    @property
    def est_intertitre(self) -> bool:
        """Vrai quand la ligne annonce celles qui suivent."""
        return len(self.cellules) == 1

    @property
    def est_note(self) -> bool:
        """Vrai quand la ligne explique celle du dessus : en retrait, seule sa première case est remplie."""
        return self.retrait > 0 and all(case == "" for case in self.cellules[1:])


@dataclass(frozen=True)
class Tableau:
    """Des colonnes et des rangées ; le titre se lit au-dessus, et nomme la feuille d'un classeur."""

    colonnes: tuple[Colonne, ...]
    rangees: tuple[Rangee, ...]
    titre: str = ""

    @property
    def est_a_remplir(self) -> bool:
        """Vrai quand une de ses colonnes s'écrit à la main : ses rangées demandent de la hauteur."""
        return any(colonne.a_remplir for colonne in self.colonnes)


@dataclass(frozen=True)
class Point:
    """Une ligne d'une liste ; le rang 1 est sous le rang 0 qui précède ; `vers` est la page du site qu'elle ouvre."""

    texte: str
    rang: int = 0
    vers: str = ""


@dataclass(frozen=True)
class Points:
    """Une liste ; `a_cocher` met une case devant chaque point."""

    points: tuple[Point, ...]
    a_cocher: bool = False


@dataclass(frozen=True)
class Etendue:
    """Ce qu'une rangée prend d'un calendrier : du début à la fin, ses jalons prévus et faits ; rien n'est obligé."""

    debut: date | None = None
    fin: date | None = None
    prevus: tuple[date, ...] = ()
    faits: tuple[date, ...] = ()

    @property
    def jours(self) -> tuple[date, ...]:
        """Tous ses jours."""
        bouts = tuple(jour for jour in (self.debut, self.fin) if jour is not None)
        return (*bouts, *self.prevus, *self.faits)


@dataclass(frozen=True)
class Figure:
    """Un tableau que l'on peut voir : la première colonne nomme, celles de rang `mesures` donnent une longueur.

    Avec `etendues`, une par rangée qui n'est ni un intertitre ni un total, c'est un calendrier. `texte` dit ce que
    l'image montre, pour qui ne la voit pas.
    """

    texte: str
    tableau: Tableau
    mesures: tuple[int, ...] = (1,)
    etendues: tuple[Etendue, ...] = ()


@dataclass(frozen=True)
class Remarque:
    """Une phrase mise à part du texte : une réserve, un avertissement."""

    texte: str


Bloc = str | Points | Tableau | Figure | Remarque


@dataclass(frozen=True)
class Partie:
    """Un titre et ce qui le suit ; une partie de niveau 2 est dans la partie de niveau 1 qui précède.

    `nom` désigne la partie dans un gabarit, qui peut ainsi la placer ou l'écrire autrement. Sur papier, celle qui est
    un `debut` commence une page.
    """

    titre: str
    blocs: Sequence[Bloc] = ()
    niveau: int = 1
    nom: str = ""
    debut: bool = False

    @property
    def tableaux(self) -> list[Tableau]:
        """Ses tableaux, figures comprises, dans l'ordre."""
        return [b.tableau if isinstance(b, Figure) else b for b in self.blocs if isinstance(b, Tableau | Figure)]


@dataclass(frozen=True)
class Page:
    """Un titre, son sujet, des parties ; `gabarit` nomme celui de `templates/` qui lui est propre, s'il y en a un."""

    titre: str
    sujet: str = ""
    parties: Sequence[Partie] = field(default_factory=tuple)
    gabarit: str = "page"

    @property
    def tableaux(self) -> list[Tableau]:
        """Les tableaux de toutes les parties, dans l'ordre."""
        return [tableau for partie in self.parties for tableau in partie.tableaux]


def souscrire(page: Page, pied: str) -> Page:
    """La page, et ce qui se lit à son pied ; la même quand il n'y a rien à y lire."""
    return replace(page, parties=[*page.parties, Partie("", [Remarque(pied)], nom="pied")]) if pied else page


def reunir(titre: str, pages: Sequence[Page]) -> Page:
    """Une seule page à partir de plusieurs : chacune y est une partie, et ses parties descendent d'un niveau."""
    if len(pages) == 1:
        return pages[0]
    parties: list[Partie] = []
    for page in pages:
        parties.append(Partie(page.titre, [page.sujet] if page.sujet else [], debut=bool(parties)))
        parties += [replace(partie, niveau=2) for partie in page.parties]
    return Page(titre, "", parties)


def tabuler(colonnes: Iterable[str], lignes: Iterable[Mapping[str, Valeur]]) -> Tableau:
    """Le tableau de données d'un CSV : une colonne par clé, une rangée par objet, vide quand la clé manque."""
    noms = tuple(colonnes)
    return Tableau(tuple(map(Colonne, noms)), tuple(Rangee(tuple(x.get(nom) for nom in noms)) for x in lignes))


def assembler(lignes: Iterable[Bloc | Point]) -> tuple[Bloc, ...]:
    """Des blocs, où les points qui se suivent font une seule liste."""
    blocs: list[Bloc] = []
    for ligne in lignes:
        if not isinstance(ligne, Point):
            blocs.append(ligne)
        elif blocs and isinstance(blocs[-1], Points):
            blocs[-1] = Points((*blocs[-1].points, ligne))
        else:
            blocs.append(Points((ligne,)))
    return tuple(blocs)


def lister(*textes: str | Point) -> Points:
    """Une liste à partir de textes."""
    return Points(tuple(t if isinstance(t, Point) else Point(t) for t in textes))


def puces(textes: Iterable[str]) -> list[Bloc]:
    """Une liste à partir de textes ; aucun bloc quand il n'y en a pas."""
    points = lister(*textes)
    return [points] if points.points else []

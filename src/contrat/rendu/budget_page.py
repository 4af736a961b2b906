"""Une page de tableaux et de phrases, avant d'être mise en forme pour le terminal ou en Markdown."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Rangee:
    """Une ligne de tableau : son libellé, ses nombres déjà écrits ; un intertitre n'a pas de nombre."""

    libelle: str
    cellules: tuple[str, ...] = ()
    est_total: bool = False

    @property
    def est_intertitre(self) -> bool:
        """Vrai quand la ligne annonce celles qui suivent."""
        return not self.cellules


@dataclass(frozen=True)
class Tableau:
    """Un tableau : l'en-tête de la première colonne, ceux des nombres, les rangées.

    Une page étroite peut se passer des colonnes `facultatives`, désignées par leur rang.
    """

    entete: str
    colonnes: tuple[str, ...]
    rangees: tuple[Rangee, ...]
    facultatives: tuple[int, ...] = ()

    def alleger(self) -> Tableau:
        """Le même tableau, sans ses colonnes facultatives."""

        def garder(cases: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(case for rang, case in enumerate(cases) if rang not in self.facultatives)

        rangees = tuple(replace(rangee, cellules=garder(rangee.cellules)) for rangee in self.rangees)
        return Tableau(self.entete, garder(self.colonnes), rangees)


@dataclass(frozen=True)
class Page:
    """Un titre, son sujet, des tableaux, et ce qu'il faut savoir pour les lire."""

    titre: str
    sujet: str
    tableaux: tuple[Tableau, ...]
    notes: tuple[str, ...]

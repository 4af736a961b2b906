"""Le dessin d'une figure : des barres ou un calendrier, placés sur une seule échelle, que le gabarit n'a qu'à écrire.

Chaque rangée du tableau a sa bande. En travers, une bande mesure cent ; en hauteur, dix par mesure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from contrat.nombres import DIXIEME, arrondir
from contrat.rendu.ecrivains.valeurs import ecrire, lire
from contrat.rendu.page import Colonne, Etendue, Figure, Rangee

# Trois trames se distinguent sans couleur : pleine, claire, vide ; un filet est un repère de l'échelle.
Trame = Literal["pleine", "claire", "vide", "filet"]
TRAMES: tuple[Trame, ...] = ("vide", "claire", "pleine")
LONGUEUR, HAUTEUR = Decimal(100), 10
TOUT = Decimal(100)
# Une échelle finit sur un nombre rond, dont la moitié l'est aussi : un de ceux-ci, suivi de zéros.
RONDS = tuple(map(Decimal, (1, 2, 3, 4, 5, 6, 8, 10)))
MOIS = 12
JOURS_D_UN_MOIS = 31


@dataclass(frozen=True)
class Pave:
    """Un rectangle d'une bande : son bord gauche, sa largeur, son haut, sa hauteur."""

    x: Decimal
    largeur: Decimal
    y: int
    hauteur: int
    trame: Trame


@dataclass(frozen=True)
class BandeTracee:
    """Une rangée dessinée : son nom, sa valeur écrite quand il n'y en a qu'une, ses rectangles."""

    libelle: str
    valeur: str
    traits: tuple[Pave, ...]


@dataclass(frozen=True)
class Dessin:
    """Les bandes, ce que dit chaque trame quand il y en a plusieurs, et les mots de l'échelle.

    Les mots d'une échelle de nombres sont à ses bouts et en son milieu ; ceux d'un calendrier, dans chaque année.
    """

    bandes: tuple[BandeTracee, ...]
    legende: tuple[tuple[Trame, str], ...]
    echelle: tuple[str, ...]
    hauteur: int
    est_calendrier: bool = False


def tracer(figure: Figure) -> Dessin:
    """Le dessin d'une figure ; sans bande quand rien n'y est chiffré ni daté."""
    rangees = [r for r in figure.tableau.rangees if not r.est_intertitre and not r.est_total]
    if figure.etendues:
        return _tracer_un_calendrier(figure, rangees)
    colonnes = [figure.tableau.colonnes[rang] for rang in figure.mesures]
    valeurs = [[_chiffrer(c, r.cellules[i]) for c, i in zip(colonnes, figure.mesures, strict=True)] for r in rangees]
    sommet = max((v for siennes in valeurs for v in siennes if v is not None), default=Decimal(0))
    # Une part se voit face au tout.
    bout = _arrondir_au_dessus(max(sommet, TOUT) if colonnes[0].genre == "part" else sommet)
    trames = TRAMES[-len(colonnes) :] if len(colonnes) > 1 else ("pleine",)
    bandes = tuple(
        BandeTracee(
            ecrire(figure.tableau.colonnes[0], rangee.cellules[0]),
            ecrire(colonnes[0], rangee.cellules[figure.mesures[0]]) if len(colonnes) == 1 else "",
            (*_reperer(2, len(colonnes)), *_barrer(siennes, trames, bout)),
        )
        for rangee, siennes in zip(rangees, valeurs, strict=True)
        if any(v is not None and v > 0 for v in siennes)
    )
    legende = tuple((t, c.entete) for t, c in zip(trames, colonnes, strict=True)) if len(colonnes) > 1 else ()
    echelle = tuple(ecrire(colonnes[0], bout * part / 2) for part in (0, 1, 2))
    return Dessin(bandes, legende, echelle, HAUTEUR * len(colonnes))


def _chiffrer(colonne: Colonne, case: object) -> Decimal | None:
    valeur = lire(colonne, case)[0]  # type: ignore[arg-type]
    return Decimal(valeur) if isinstance(valeur, int | Decimal) else None


def _arrondir_au_dessus(valeur: Decimal) -> Decimal:
    """Le plus petit nombre rond qui n'est pas en dessous ; un, pour zéro."""
    if valeur <= 0:
        return Decimal(1)
    puissance = Decimal(1).scaleb(valeur.adjusted())
    return next(rond * puissance for rond in RONDS if rond * puissance >= valeur)


def _barrer(valeurs: list[Decimal | None], trames: tuple[Trame, ...], bout: Decimal) -> Iterator[Pave]:
    """Une barre par mesure connue, l'une sous l'autre."""
    for rang, (valeur, trame) in enumerate(zip(valeurs, trames, strict=True)):
        if valeur is not None and valeur > 0:
            yield Pave(Decimal(0), arrondir(valeur * LONGUEUR / bout, DIXIEME), rang * HAUTEUR + 1, HAUTEUR - 2, trame)


def _reperer(parts: int, mesures: int = 1) -> Iterator[Pave]:
    """Un filet à chaque division de l'échelle, bouts exclus."""
    for rang in range(1, parts):
        yield Pave(arrondir(LONGUEUR * rang / parts, DIXIEME), Decimal("0.2"), 0, HAUTEUR * mesures, "filet")


def _tracer_un_calendrier(figure: Figure, rangees: list[Rangee]) -> Dessin:
    """Une barre claire du début à la fin ; un jalon fait est plein, un jalon prévu est vide."""
    jours = [jour for etendue in figure.etendues for jour in etendue.jours]
    annees = range(min(jours).year, max(jours).year + 1) if jours else range(0)
    bandes = tuple(
        BandeTracee(
            ecrire(figure.tableau.colonnes[0], rangee.cellules[0]),
            "",
            (*_reperer(len(annees)), *_etendre(etendue, annees)),
        )
        for rangee, etendue in zip(rangees, figure.etendues, strict=True)
        if etendue.jours
    )
    legende: tuple[tuple[Trame, str], ...] = (
        ("claire", "du début à la fin"), ("pleine", "jalon fait"), ("vide", "jalon prévu"),
    )  # fmt: skip
    return Dessin(bandes, legende, tuple(map(str, annees)), HAUTEUR, est_calendrier=True)


def _etendre(etendue: Etendue, annees: range) -> Iterator[Pave]:
    if etendue.debut or etendue.fin:
        # Un bout inconnu : la barre va jusqu'à celui du calendrier, sans dire qu'il est connu ; le tableau le dit.
        debut = _placer(etendue.debut, annees) if etendue.debut else Decimal(0)
        fin = _placer(etendue.fin, annees) if etendue.fin else LONGUEUR
        yield Pave(debut, max(fin - debut, Decimal(1)), 3, HAUTEUR - 6, "claire")
    for jours, trame in ((etendue.prevus, "vide"), (etendue.faits, "pleine")):
        for jour in jours:
            yield Pave(_placer(jour, annees), Decimal(1), 0, HAUTEUR, trame)  # type: ignore[arg-type]


def _placer(jour: date, annees: range) -> Decimal:
    """La place d'un jour : une année, un mois prennent autant de place qu'une autre, qu'un autre."""
    mois = (jour.year - annees.start) * MOIS + jour.month - 1 + Decimal(jour.day - 1) / JOURS_D_UN_MOIS
    return arrondir(mois * LONGUEUR / (len(annees) * MOIS), DIXIEME)

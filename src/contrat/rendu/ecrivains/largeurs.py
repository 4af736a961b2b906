"""La place qu'un tableau demande sur le papier, en signes."""

from __future__ import annotations

from collections.abc import Sequence

from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Colonne, Partie, Tableau

# Au-delà de tant de signes de large, un tableau s'écrit plus petit, puis sa partie se lit sur une page couchée.
SIGNES_DEBOUT, SIGNES_SERRES = 98, 125
SIGNES_D_UN_TEXTE, SIGNES_DU_PLUS_LONG, SIGNES_ENTRE_DEUX = 18, 40, 3
SIGNES_LONGS = 30
# La place de quelques mots, ou d'une signature, écrits à la main.
SIGNES_A_LA_MAIN = 28
# Jusqu'à tant de rangées, un tableau ne se coupe pas entre deux pages.
RANGEES_ENSEMBLE = 12


def tient_ensemble(tableau: Tableau) -> bool:
    """Vrai quand un tableau est assez court pour ne pas se couper entre deux pages."""
    return len(tableau.rangees) <= RANGEES_ENSEMBLE


def est_fixe(colonne: Colonne) -> bool:
    """Vrai quand ses cases ne passent jamais à la ligne : des nombres, des identifiants, un statut."""
    return colonne.est_chiffree or colonne.fixe


def mesurer(tableau: Tableau) -> list[int]:
    """Le plus long texte de chaque colonne ; un en-tête peut passer à la ligne entre deux mots."""
    pleines = [ecrire_rangee(tableau, r) for r in tableau.rangees if not r.est_intertitre and not r.est_note]
    return [
        max([*map(len, colonne.entete.split()), *(len(cases[rang]) for cases in pleines)], default=0)
        for rang, colonne in enumerate(tableau.colonnes)
    ]


def reperer_les_longues(tableau: Tableau) -> frozenset[int]:
    """Le rang des colonnes de phrases, qu'un écran étroit ne doit pas réduire à un mot par ligne."""
    mesures = zip(tableau.colonnes, mesurer(tableau), strict=True)
    return frozenset(rang for rang, (c, signes) in enumerate(mesures) if not est_fixe(c) and signes > SIGNES_LONGS)


def repartir(tableau: Tableau, place: int) -> list[int]:
    """La largeur de chaque colonne : ses nombres et son plus long mot d'abord, puis le reste selon les textes."""
    mesures = zip(tableau.colonnes, mesurer(tableau), strict=True)
    voulues = [SIGNES_A_LA_MAIN if colonne.a_remplir else signes for colonne, signes in mesures]
    moindres = [
        signes if est_fixe(colonne) else max((len(mot) for mot in _mots(tableau, rang)), default=0)
        for rang, (colonne, signes) in enumerate(zip(tableau.colonnes, voulues, strict=True))
    ]
    largeurs = [signes + SIGNES_ENTRE_DEUX for signes in moindres]
    manques = [min(n, SIGNES_DU_PLUS_LONG) - moindre for n, moindre in zip(voulues, moindres, strict=True)]
    reste, total = max(place - sum(largeurs), 0), sum(max(n, 0) for n in manques)
    return [n + reste * max(manque, 0) // total if total else n for n, manque in zip(largeurs, manques, strict=True)]


def _mots(tableau: Tableau, rang: int) -> list[str]:
    pleines = [r for r in tableau.rangees if not r.est_intertitre and not r.est_note]
    textes = [tableau.colonnes[rang].entete, *(ecrire_rangee(tableau, r)[rang] for r in pleines)]
    return [mot for texte in textes for mot in texte.split(" ")]


def est_serre(tableau: Tableau) -> bool:
    """Vrai quand un tableau ne tient pas debout en caractères ordinaires."""
    return _compter(tableau) > SIGNES_DEBOUT


def orienter(parties: Sequence[Partie]) -> list[bool]:
    """Si chaque partie se lit couchée ; ce qui n'a pas de titre se lit sur la page de ce qui le suit."""
    couchees = [est_couchee(partie) for partie in parties]
    for rang in reversed(range(len(parties) - 1)):
        couchees[rang] |= couchees[rang + 1] and not parties[rang].titre
    return couchees


def est_couchee(partie: Partie) -> bool:
    """Vrai quand une partie a un tableau qui ne tient pas debout, même serré."""
    return any(_compter(tableau) > SIGNES_SERRES for tableau in partie.tableaux)


def _compter(tableau: Tableau) -> int:
    """Ses nombres entiers, ses textes pliés, et l'espace entre deux colonnes."""
    mesures = zip(tableau.colonnes, mesurer(tableau), strict=True)
    return sum(SIGNES_ENTRE_DEUX + (n if est_fixe(c) else min(n, SIGNES_D_UN_TEXTE)) for c, n in mesures)

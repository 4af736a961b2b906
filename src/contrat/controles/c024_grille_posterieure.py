"""C024 : une grille est approuvée après la séance qui l'emploie."""

from __future__ import annotations

from contrat.calculs.moments import precede
from contrat.dates import dire_du, dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une grille approuvée après la séance"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les séances dont la grille n'était pas encore approuvée ; une date moins précise ne se contredit pas."""
    for identifiant, seance, grille in dossier.grilles:
        figes_le = grille.figes_le
        if figes_le is not None and precede(seance.date, figes_le):
            adresse = Adresse("seances", identifiant, ("grille", "figes_le"))
            message = f"la grille est approuvée {dire_quand(figes_le)}, après la séance {dire_du(seance.date)}"
            yield Constat(adresse, message, "corriger l'une des dates, ou retirer figes_le si la grille ne l'était pas")

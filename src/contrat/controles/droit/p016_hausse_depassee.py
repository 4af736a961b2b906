"""P016 : la hausse qui encadre l'année non saisie est plus faible que celle d'une table."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from contrat.calculs.bareme.indexation import suivre
from contrat.controles.droit.situer import GENRE
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import MILLIEME, taux

GRAVITE = Gravite.ERREUR
TITRE = "une hausse provisoire dépassée"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """La hausse doit être au moins la plus forte de celles qui sont prouvées."""
    droit = dossier.droit_livre
    coefficients = [e.coefficient.haut for e in suivre(droit.tables, droit.indexation) if e.coefficient]
    if droit.regles.provisoire is None or not coefficients:
        return
    hausse, plus_forte = droit.regles.provisoire.hausse, (max(coefficients) - 1) * 100
    if Fraction(hausse) < plus_forte:
        # Arrondie vers le haut : la recopier suffit.
        ecrite = taux(ceil(plus_forte / Fraction(MILLIEME)) * MILLIEME)
        message = f"hausse de {taux(hausse)}, dépassée par celle d'une table : {ecrite} au plus"
        adresse = Adresse(GENRE, "regles", ("provisoire", "hausse"))
        yield Constat(adresse, message, "écrire une hausse qui dépasse toutes celles des tables")

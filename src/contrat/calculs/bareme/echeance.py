"""La fin des tables de plafonds : quand la suivante sera attendue, et comment une commune l'ajoute."""

from __future__ import annotations

from datetime import date

from contrat.modele.bareme import ZONES, Bareme

JOURS_D_ALERTE = 60


def fin_des_tables(bareme: Bareme) -> date | None:
    """Le dernier jour où les plafonds de toutes les zones sont saisis ; rien quand une table court sans fin."""
    fins = [max((t.au or date.max for t in bareme.tables if t.zone == zone), default=date.max) for zone in ZONES]
    return None if date.max in fins else min(fins)


def approche(fin: date, jour: date) -> bool:
    """Dire si la fin des tables est passée ou assez proche pour qu'on s'en occupe."""
    return (fin - jour).days < JOURS_D_ALERTE


def dire_comment(annee: int) -> str:
    """Le geste d'une commune qui n'attend pas la version suivante de l'outil."""
    return (
        f"dès leur publication, écrire les plafonds dans data/plafonds/{annee}.yaml, sur le modèle des tables que "
        f"montre contrat bareme {annee - 1}-12-31"
    )

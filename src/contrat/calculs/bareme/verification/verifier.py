"""Passer en revue tout le droit livré."""

from __future__ import annotations

from datetime import date

from contrat.calculs.bareme.verification.aides import verifier_aides
from contrat.calculs.bareme.verification.anomalie import Anomalie, DroitLivre
from contrat.calculs.bareme.verification.citations import verifier_citations
from contrat.calculs.bareme.verification.encadrement import prouver_encadrement
from contrat.calculs.bareme.verification.preuve import majorer, prouver
from contrat.calculs.bareme.verification.tables import verifier_tables


def verifier(droit: DroitLivre, jour: date) -> list[Anomalie]:
    """Toutes les anomalies du droit livré, pour qui s'en sert ce jour-là."""
    textes = {texte.id for texte in droit.textes.textes}
    return [
        *verifier_citations(droit.fichiers, textes, jour),
        *verifier_aides(droit),
        *verifier_tables(droit.tables, droit.regles.revenus, jour),
        *prouver(droit.tables, droit.indexation),
        *majorer(droit.tables, droit.indexation, droit.regles),
        *prouver_encadrement(droit.tables, droit.encadrement),
    ]

"""Les mots des séances : collèges et façon de les peser."""

from __future__ import annotations

from contrat.modele.contrat import College
from contrat.modele.seance import IssueSeance, Ponderation

COLLEGES: dict[College, str] = {
    "elus": "élus",
    "personnalites_qualifiees": "personnalités qualifiées",
    "professionnels": "professionnels",
    "habitants": "habitants",
    "financeurs": "financeurs",
}
ISSUES_SEANCE: dict[IssueSeance, str] = {"retenue": "retenue", "reportee": "reportée", "refusee": "refusée"}
PONDERATIONS: dict[Ponderation, str] = {
    "egale": "chaque collège pèse autant, quel que soit son effectif",
    "effectif": "chaque collège pèse selon ses présents",
}

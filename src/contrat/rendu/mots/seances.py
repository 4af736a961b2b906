"""Les mots des séances : collèges, façon de les peser, ce qui en ressort."""

from __future__ import annotations

from contrat.modele.cadre import JourDeLaSemaine
from contrat.modele.contrat import College
from contrat.modele.seance import GenreObservation, IssueSeance, Ponderation
from contrat.modele.suivi import Deliberation

COLLEGES: dict[College, str] = {
    "elus": "élus",
    "personnalites_qualifiees": "personnalités qualifiées",
    "professionnels": "professionnels",
    "habitants": "habitants",
    "financeurs": "financeurs",
}
ISSUES_SEANCE: dict[IssueSeance, str] = {"retenue": "retenue", "reportee": "reportée", "refusee": "refusée"}
OBSERVATIONS: dict[GenreObservation, str] = {"atout": "atout", "faiblesse": "faiblesse"}
JOURS_DITS: dict[JourDeLaSemaine, str] = {
    "lundi": "lundi",
    "mardi": "mardi",
    "mercredi": "mercredi",
    "jeudi": "jeudi",
    "vendredi": "vendredi",
    "samedi": "samedi",
}
PONDERATIONS: dict[Ponderation, str] = {
    "egale": "chaque collège pèse autant, quel que soit son effectif",
    "effectif": "chaque collège pèse selon ses présents",
}


def dire_voix(acte: Deliberation) -> str:
    """Les voix d'une délibération, ou qu'elles ne sont pas connues."""
    noms = (("pour", acte.pour), ("contre", acte.contre), ("abstentions", acte.abstentions))
    voix = [f"{nom} {nombre}" for nom, nombre in noms if nombre is not None]
    return ", ".join(voix) if voix else "vote non documenté"

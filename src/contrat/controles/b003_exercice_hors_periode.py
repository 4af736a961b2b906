"""B003 : une ligne porte un exercice hors du contrat ou hors du calendrier de l'action."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un exercice hors de la période"
LIT = frozenset({"contrat", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les dépenses et les ressources hors des exercices du contrat, ou avant le début de l'action."""
    periode = dossier.contrat.periode
    for identifiant, action in dossier.actions.items():
        for bloc, rang, exercice in _exercices(action):
            adresse = Adresse("actions", identifiant, (*bloc, rang, "exercice"))
            yield from _juger(adresse, exercice, periode, action.calendrier.debut)


def _exercices(action: Action) -> Iterator[tuple[tuple[str, str], int, int]]:
    for rang, ligne in enumerate(action.budget.lignes):
        yield ("budget", "lignes"), rang, ligne.exercice
    for rang, ressource in enumerate(action.plan.ressources):
        yield ("plan", "ressources"), rang, ressource.exercice


def _juger(adresse: Adresse, exercice: int, periode: Periode, debut: str | None) -> Constats:
    if exercice not in periode.exercices:
        message = f"l'exercice {exercice} est hors du contrat ({periode.dite})"
        yield Constat(adresse, message, "corriger l'exercice, ou la période du contrat")
    elif debut is not None and exercice < int(debut[:4]):
        message = f"l'exercice {exercice} précède le début de l'action ({debut[:4]})"
        yield Constat(adresse, message, "corriger l'exercice, ou le calendrier de l'action")

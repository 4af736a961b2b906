"""B008 : le réalisé dépasse l'engagé, ou l'engagé le voté (à défaut le prévu), sans justification."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

CODE = "B008"
GRAVITE = Gravite.ERREUR
TITRE = "une exécution qui dépasse le budget"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les lignes dont l'exécution dépasse l'étape précédente et que rien ne justifie."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            if ligne.justification:
                continue
            adresse = ("actions", identifiant, ("budget", "lignes", rang))
            ouvert = ("vote", ligne.vote) if ligne.vote is not None else ("prevu", ligne.prevu)
            yield from _depasser(adresse, "engage", ligne.engage, *ouvert)
            plafond = ("engage", ligne.engage) if ligne.engage is not None else ouvert
            yield from _depasser(adresse, "realise", ligne.realise, *plafond)


def _depasser(
    place: tuple[str, str, tuple[str | int, ...]], champ: str, valeur: Decimal | None, sur: str, limite: Decimal | None
) -> Iterator[Constat]:
    if valeur is not None and limite is not None and valeur > limite:
        genre, identifiant, chemin = place
        message = f"{champ} {euros(valeur)} dépasse {sur} {euros(limite)}"
        yield Constat(Adresse(genre, identifiant, (*chemin, champ)), message, "corriger, ou ajouter une justification")

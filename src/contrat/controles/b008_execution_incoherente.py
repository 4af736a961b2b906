"""B008 : le réalisé dépasse l'engagé, ou l'engagé le voté (à défaut le prévu), sans justification."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.sommes import ZERO, sommer_connus
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne
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
            adresse = Adresse("actions", identifiant, ("budget", "lignes", rang))
            etape = "prevu" if ligne.vote is None else "vote"
            yield from _engager(adresse, ligne, etape, action)
            plafond = (etape, ligne.ouvert) if ligne.engage is None or ligne.autorisation else ("engage", ligne.engage)
            yield from _depasser(adresse, "realise", ligne.realise, *plafond)


def _engager(adresse: Adresse, ligne: Ligne, etape: str, action: Action) -> Iterator[Constat]:
    """Un engagement se juge sur l'autorisation quand il y en a une, sinon sur le crédit de l'exercice."""
    if ligne.autorisation is not None:
        yield from _depasser(adresse, "engage", ligne.engage, "autorisation", ligne.autorisation)
        return
    ouvert, annees = ligne.ouvert, _credits(ligne, action)
    total = sommer_connus(annees.values())
    if len(annees) > 1 and ligne.engage is not None and ouvert is not None and ouvert < ligne.engage <= total:
        message = (
            f"engage {euros(ligne.engage)} dépasse {etape} {euros(ouvert)} de {ligne.exercice}, sans dépasser les "
            f"{euros(total)} de {min(annees)} à {max(annees)}"
        )
        aide = "pour un engagement sur plusieurs exercices, écrire autorisation: et son montant"
        yield Constat(adresse.sous("engage"), message, aide, informe=True)
        return
    yield from _depasser(adresse, "engage", ligne.engage, etape, ouvert)


def _credits(ligne: Ligne, action: Action) -> dict[int, Decimal]:
    """Les crédits du même chapitre et du même budget, exercice par exercice."""
    annees: dict[int, Decimal] = {}
    for autre in action.budget.lignes:
        meme = (autre.section, autre.sens, autre.chapitre, autre.budget)
        if meme == (ligne.section, ligne.sens, ligne.chapitre, ligne.budget) and autre.credit is not None:
            annees[autre.exercice] = annees.get(autre.exercice, ZERO) + autre.credit
    return annees


def _depasser(
    adresse: Adresse, champ: str, valeur: Decimal | None, sur: str, limite: Decimal | None
) -> Iterator[Constat]:
    if valeur is not None and limite is not None and valeur > limite:
        message = f"{champ} {euros(valeur)} dépasse {sur} {euros(limite)}"
        yield Constat(adresse.sous(champ), message, "corriger, ou ajouter une justification")

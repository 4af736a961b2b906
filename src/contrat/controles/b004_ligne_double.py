"""B004 : deux lignes d'une fiche disent la même chose, ou une ligne additionne les autres."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Versement

GRAVITE = Gravite.ERREUR
TITRE = "une ligne de budget écrite deux fois"
LIT = frozenset({"actions"})
DISTINGUER = "réunir les deux montants, ou dire dans le libellé ce qui les distingue"

# Le mot entier : « totalité » ou un nom propre qui commence ainsi n'additionnent rien.
TOTAL = re.compile(r"(sous[ -])?(total|totaux)\b", re.IGNORECASE)


def constater(dossier: Dossier) -> Constats:
    """Les lignes de même libellé, exercice, section et sens ; les lignes « total » ; les autres doubles."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            if TOTAL.match(ligne.libelle):
                adresse = Adresse("actions", identifiant, ("budget", "lignes", rang, "libelle"))
                message = f"la ligne « {ligne.libelle} » compterait les autres une seconde fois"
                yield Constat(adresse, message, "la retirer : l'outil fait les totaux")
        lignes = (
            (x.libelle, x.exercice, x.section, x.sens, x.chapitre, x.budget, x.beneficiaire)
            for x in action.budget.lignes
        )
        yield from _doubles(identifiant, ("budget", "lignes"), lignes)
        ressources = (
            (r.organisme, r.nature, r.exercice, r.section, r.budget, r.etat, r.note) for r in action.plan.ressources
        )
        yield from _doubles(identifiant, ("plan", "ressources"), ressources)
        for chemin, versements in _lister_versements(action):
            cles = ((x.exercice, x.montant, x.date, x.reference or n) for n, x in enumerate(versements))
            yield from _doubles(identifiant, chemin, cles, "retirer la seconde, ou corriger la référence de l'une")


def _lister_versements(action: Action) -> Iterator[tuple[Chemin, tuple[Versement, ...]]]:
    """Ce qui a été payé, encaissé et rendu, et où ; la même référence, le même jour, est un seul mandat."""
    for rang, ligne in enumerate(action.budget.lignes):
        yield ("budget", "lignes", rang, "paiements"), ligne.paiements
    for rang, ressource in enumerate(action.plan.ressources):
        yield ("plan", "ressources", rang, "encaissements"), ressource.encaissements
        yield ("plan", "ressources", rang, "reversements"), ressource.reversements


def _doubles(identifiant: str, bloc: Chemin, cles: Iterable[Hashable], aide: str = DISTINGUER) -> Constats:
    premiers: dict[Hashable, int] = {}
    for rang, cle in enumerate(cles):
        if cle in premiers:
            message = f"cette ligne répète la ligne n° {premiers[cle] + 1} du même bloc"
            yield Constat(Adresse("actions", identifiant, (*bloc, rang)), message, aide)
        premiers.setdefault(cle, rang)

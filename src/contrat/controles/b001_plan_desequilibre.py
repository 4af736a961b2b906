"""B001 : les dépenses et les ressources d'une fiche ne sont pas égales."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.controles.montants import additionner
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_PERDUS
from contrat.nombres import euros

CODE = "B001"
GRAVITE = Gravite.ERREUR
TITRE = "un plan de financement déséquilibré"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les écarts, au centime, par exercice et par section ; les recettes du budget doivent retomber sur le plan."""
    for identifiant, action in dossier.actions.items():
        exercices = {x.exercice for x in action.budget.lignes} | {r.exercice for r in action.plan.ressources}
        for exercice in sorted(exercices):
            for section in SECTIONS:
                yield from _comparer(identifiant, action, exercice, section)


def _comparer(identifiant: str, action: Action, exercice: int, section: str) -> Iterator[Constat]:
    lignes = [x for x in action.budget.lignes if (x.exercice, x.section) == (exercice, section)]
    depenses = additionner(x.prevu for x in lignes if x.sens == "depense")
    plan = additionner(
        r.montant
        for r in action.plan.ressources
        if (r.exercice, r.section) == (exercice, section) and r.etat not in ETATS_PERDUS
    )
    quand = f"{section} {exercice}"
    if depenses != plan:
        manque, mot = (depenses - plan, "manque") if depenses > plan else (plan - depenses, "dépasse")
        detail = f"dépenses {euros(depenses)}, ressources {euros(plan)}"
        adresse = Adresse("actions", identifiant, ("plan", "ressources"), sur_cle=True)
        message = f"{quand} : il {mot} {euros(manque)} de ressources ({detail})"
        if mot == "dépasse":
            message = f"{quand} : {euros(manque)} de ressources en trop ({detail})"
        yield Constat(adresse, message, "corriger une dépense ou une ressource de cet exercice et de cette section")
    recettes = [x.prevu for x in lignes if x.sens == "recette"]
    if recettes and additionner(recettes) != plan:
        adresse = Adresse("actions", identifiant, ("budget", "lignes"), sur_cle=True)
        detail = f"recettes {euros(additionner(recettes))}, ressources {euros(plan)}"
        yield Constat(
            adresse, f"{quand} : les recettes du budget ne sont pas celles du plan ({detail})", "les accorder"
        )

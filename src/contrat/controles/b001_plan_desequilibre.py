"""B001 : les dépenses et les ressources d'une fiche ne sont pas égales."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.financement import dresser
from contrat.calculs.sommes import sommer_connus
from contrat.diagnostics import Adresse, Chemin, Constat, Gravite
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

CODE = "B001"
GRAVITE = Gravite.ERREUR
TITRE = "un plan de financement déséquilibré"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les écarts, au centime, par exercice et par section ; les recettes du budget doivent retomber sur le plan."""
    for identifiant, action in dossier.actions.items():
        yield from _equilibrer(identifiant, action)
        yield from _rapprocher(identifiant, action)


def _equilibrer(identifiant: str, action: Action) -> Iterator[Constat]:
    for poste in dresser(action).postes:
        if not poste.ecart:
            continue
        quand = f"{poste.section} {poste.exercice}"
        detail = f"(dépenses {euros(poste.depenses)}, ressources {euros(poste.ressources)})"
        message = f"{quand} : {euros(poste.ecart)} de ressources en trop {detail}"
        if poste.ecart < 0:
            message = f"{quand} : il manque {euros(-poste.ecart)} de ressources {detail}"
        adresse = Adresse("actions", identifiant, _montrer(action, poste.exercice, poste.section))
        yield Constat(adresse, message, "corriger une dépense ou une ressource de cet exercice et de cette section")


def _montrer(action: Action, exercice: int, section: str) -> Chemin:
    """La première ressource de l'exercice et de la section ; à défaut, sa première dépense."""
    for rang, ressource in enumerate(action.plan.ressources):
        if (ressource.exercice, ressource.section) == (exercice, section):
            return ("plan", "ressources", rang, "montant")
    lignes = enumerate(action.budget.lignes)
    rang = next(r for r, x in lignes if (x.exercice, x.section, x.sens) == (exercice, section, "depense"))
    return ("budget", "lignes", rang, "prevu")


def _rapprocher(identifiant: str, action: Action) -> Iterator[Constat]:
    """Les recettes écrites dans le budget, quand il y en a, contre les ressources du plan."""
    recettes = [(rang, x) for rang, x in enumerate(action.budget.lignes) if x.sens == "recette"]
    for exercice in sorted({x.exercice for _, x in recettes}):
        for section in SECTIONS:
            siennes = [(rang, x) for rang, x in recettes if (x.exercice, x.section) == (exercice, section)]
            comptees = [r for r in action.plan.ressources if not r.est_perdue]
            plan = sommer_connus(r.montant for r in comptees if (r.exercice, r.section) == (exercice, section))
            total = sommer_connus(x.prevu for _, x in siennes)
            if siennes and total != plan:
                adresse = Adresse("actions", identifiant, ("budget", "lignes", siennes[0][0], "prevu"))
                message = (
                    f"{section} {exercice} : les recettes du budget ne sont pas celles du plan "
                    f"(recettes {euros(total)}, ressources {euros(plan)})"
                )
                yield Constat(adresse, message, "les accorder")

"""B002 : le budget et le plan d'une fiche ne sont pas dans la même base."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "B002"
GRAVITE = Gravite.ERREUR
TITRE = "un plan et un budget de bases différentes"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les fiches dont le plan est en HT et le budget en TTC, ou l'inverse."""
    for identifiant, action in dossier.actions.items():
        if action.budget.base != action.plan.base:
            message = f"le plan est en « {action.plan.base} », le budget en « {action.budget.base} »"
            yield Constat(
                Adresse("actions", identifiant, ("plan", "base")), message, "prendre la même base pour les deux"
            )

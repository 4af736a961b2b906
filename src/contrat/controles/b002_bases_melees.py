"""B002 : le budget et le plan d'une fiche ne sont pas dans la même base."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un plan et un budget de bases différentes"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont le plan est en HT et le budget en TTC, ou l'inverse."""
    for identifiant, action in dossier.actions.items():
        if action.budget.base != action.plan.base:
            message = f"le plan est en « {action.plan.base} », le budget en « {action.budget.base} »"
            yield Constat(
                Adresse("actions", identifiant, ("plan", "base")), message, "prendre la même base pour les deux"
            )
            continue
        for section in SECTIONS:
            depenses = {x.base for x in action.budget.lignes if x.section == section}
            ressources = {r.base for r in action.plan.ressources if r.section == section and not r.est_perdue}
            if depenses and ressources and (len(depenses) > 1 or depenses != ressources):
                message = f"{section} : dépenses en {_dire(depenses)}, ressources en {_dire(ressources)}"
                aide = "prendre la même base pour toute la section, dépenses et ressources"
                yield Constat(Adresse("actions", identifiant, ("plan", "base")), message, aide)


def _dire(bases: Iterable[str]) -> str:
    return ", ".join(f"« {base} »" for base in sorted(bases))

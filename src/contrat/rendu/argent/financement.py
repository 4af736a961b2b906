"""Le plan de financement d'une action, dans la forme demandée."""

from __future__ import annotations

from typing import Literal

from contrat.calculs.argent.conventions import suivre_subventions
from contrat.calculs.argent.financement import Financement, dresser
from contrat.calculs.argent.regles_financement import juger
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.rendu.argent.financement_tableaux import tableaux_du_plan
from contrat.rendu.argent.financement_textes import (
    dire_alertes,
    dire_jugement,
    dire_reserves,
    dire_subvention,
    nommer_organisme,
)
from contrat.rendu.budget_page import Page

Forme = Literal["texte", "md", "json"]


def rendre(action: Action, dossier: Dossier, forme: Forme) -> str:
    """Écrire le plan : équilibre, ressources et taux, certitude, part du maître d'ouvrage, règles datées."""
    droit = dossier.finances
    assert droit is not None  # noqa: S101 - lu avec les actions
    plan = dresser(action)
    jugements = list(juger(action, dossier))
    subventions = [s for s in suivre_subventions(dossier) if any(v.action == action.id for v in s.versees)]
    if forme == "json":
        from contrat.rendu.argent.financement_json import en_json

        return en_json(plan, dossier, droit, jugements, subventions) + "\n"
    regles = [dire_jugement(j, droit) for j in jugements] + [dire_subvention(s, dossier, droit) for s in subventions]
    page = _composer(plan, dossier, (*dire_alertes(plan), *dire_reserves(plan, dossier), *regles))
    if forme == "md":
        from contrat.rendu.budget_md import en_markdown

        return en_markdown(page)
    from contrat.rendu.budget_texte import en_texte

    return en_texte(page) + "\n"


def _composer(plan: Financement, dossier: Dossier, notes: tuple[str, ...]) -> Page:
    action = plan.action
    titre = f"Plan de financement : {action.titre_court}"
    sujet = f"{action.titre}. Maître d'ouvrage : {nommer_organisme(dossier, plan.maitre_ouvrage)}."
    return Page(titre, sujet, tuple(tableaux_du_plan(plan, dossier)), notes)

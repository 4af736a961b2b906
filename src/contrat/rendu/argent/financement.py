"""Le plan de financement d'une action : sa page et son objet."""

from __future__ import annotations

from contrat.calculs.argent.examen import ExamenPlan
from contrat.rendu.argent.financement_objet import decrire_plan, tabuler_plan
from contrat.rendu.argent.financement_tableaux import tableaux_du_plan
from contrat.rendu.argent.financement_textes import dire_alertes, dire_jugement, dire_reserves, dire_subvention
from contrat.rendu.document import Document
from contrat.rendu.mots.noms import nommer_organisme
from contrat.rendu.page import Page, Partie, lister


def documenter_plan(examen: ExamenPlan) -> Document:
    """Le plan dans toutes ses formes : équilibre, ressources et taux, certitude, part propre, règles datées."""
    return Document(
        page=lambda: composer(examen), objet=lambda: decrire_plan(examen), donnees=lambda: tabuler_plan(examen.plan)
    )


def composer(examen: ExamenPlan) -> Page:
    """Les tableaux du plan, puis ce qu'il faut corriger, savoir et respecter."""
    plan, dossier, droit = examen.plan, examen.dossier, examen.droit
    action = plan.action
    regles = [dire_jugement(j, droit) for j in examen.jugements]
    regles += [dire_subvention(s, dossier, droit) for s in examen.subventions]
    notes = lister(*dire_alertes(plan), *dire_reserves(plan, dossier), *regles)
    sujet = f"{action.titre}. Maître d'ouvrage : {nommer_organisme(dossier, plan.maitre_ouvrage)}."
    titre = f"Plan de financement : {action.titre_court}"
    return Page(titre, sujet, [Partie("", [*tableaux_du_plan(plan, dossier), notes])])

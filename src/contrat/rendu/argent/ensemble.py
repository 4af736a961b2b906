"""Le budget de plusieurs contrats : une ligne chacun, et leur somme."""

from __future__ import annotations

from contrat.calculs.argent.ensemble import EnsembleContrats
from contrat.rendu.document import Document
from contrat.rendu.mots.argent import VUES
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, lister

NOTES = (
    "Chaque contrat compte ses propres exercices ; un montant n'est écrit que dans un contrat, et ne compte qu'une "
    "fois. Ce que l'un verserait à l'autre serait dépense ici et ressource là : rien n'en est ôté.",
    "Un tiret : aucun montant n'est renseigné, ce qui diffère de zéro.",
)


def documenter_ensemble(ensemble: EnsembleContrats) -> Document:
    """Le budget de tous les contrats, dans toutes ses formes."""
    return Document(page=lambda: composer(ensemble))


def composer(ensemble: EnsembleContrats) -> Page:
    """La page : un tableau."""
    colonnes = (Colonne("Contrat"), Colonne("Exercices"), Colonne("Dépenses", "euros"), Colonne("Ressources", "euros"))
    rangees = [
        Rangee((x.contrat.titre, dire_exercices(x.contrat.periode), x.depenses, x.ressources))
        for x in ensemble.contrats
    ]
    total = Rangee(("Ensemble", "", ensemble.depenses, ensemble.ressources), est_total=True)
    tableau = Tableau(colonnes, (*rangees, total))
    return Page(f"{VUES[ensemble.vue][0]} de tous les contrats", "", (Partie("", [tableau, lister(*NOTES)]),))

"""Le budget de plusieurs contrats : une ligne chacun, et leur somme."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.ensemble import EnsembleContrats
from contrat.rendu.argent.budget_notes import rediger_limites
from contrat.rendu.document import Document
from contrat.rendu.mots.argent import VUES
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.phrases import enumerer
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, lister

NOTES = (
    "Chaque contrat compte ses propres exercices ; un montant n'est écrit que dans un contrat, et ne compte qu'une "
    "fois. Ce que l'un verserait à l'autre serait dépense ici et ressource là : rien n'en est ôté.",
    "Un tiret : aucun montant n'est renseigné, ce qui diffère de zéro.",
)


def documenter_ensemble(ensemble: EnsembleContrats) -> Document:
    """Le budget de tous les contrats, dans toutes ses formes."""
    return Document(page=lambda: composer(ensemble), a_cote=lambda: _noter(ensemble))


def composer(ensemble: EnsembleContrats) -> Page:
    """La page : un tableau."""
    colonnes = (Colonne("Contrat"), Colonne("Exercices"), Colonne("Dépenses", "euros"), Colonne("Ressources", "euros"))
    rangees = [
        Rangee((x.dossier.contrat.titre, dire_exercices(x.periode), x.depenses[-1].montant, x.ressources[-1].montant))
        for x in ensemble.etats
    ]
    total = Rangee(("Ensemble", "", ensemble.depenses, ensemble.ressources), est_total=True)
    tableau = Tableau(colonnes, (*rangees, total))
    titre = f"{VUES[ensemble.vue][0]} de tous les contrats"
    return Page(titre, "", (Partie("", [tableau, lister(*_noter(ensemble))]),))


def _noter(ensemble: EnsembleContrats) -> tuple[str, ...]:
    """Ce qu'il faut savoir pour lire ces sommes."""
    return (*_dire_melange(ensemble), *NOTES, *_dire_limites(ensemble))


def _dire_melange(ensemble: EnsembleContrats) -> Iterator[str]:
    if sections := ensemble.sections_melees:
        yield (f"Pas de somme : en {enumerer(sections)}, un contrat est hors taxes, un autre toutes taxes comprises.")


def _dire_limites(ensemble: EnsembleContrats) -> Iterator[str]:
    for un in ensemble.etats:
        for note in rediger_limites(un):
            yield f"{un.dossier.contrat.id} · {note}"

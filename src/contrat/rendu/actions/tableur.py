"""Ce qu'une fiche garde du tableur dont elle vient."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.argent import BASES, ecrire
from contrat.rendu.page import Point


def dire_annonce(dossier: Dossier, action: Action) -> Iterator[str | Point]:
    """Les montants annoncés sans exercice : aucun total ne les compte."""
    annonce = action.annonce
    if annonce is None:
        return
    total = "" if annonce.total is None else f" : {ecrire(annonce.total)} en tout"
    yield f"Montants annoncés sans exercice, hors des totaux, {BASES[annonce.base]}{total}."
    for financement in annonce.financements:
        noms = ", ".join(dossier.nommer_organisme(nom) for nom in financement.organismes)
        montant = "montant non documenté" if financement.montant is None else ecrire(financement.montant)
        yield Point(f"{noms or 'Financeur non repris'} : {montant}.")


def dire_reste(action: Action) -> Iterator[Point]:
    """Ce que le tableur disait et qui n'a pas de place dans la fiche."""
    for colonne, texte in (action.origine.reste if action.origine else {}).items():
        yield Point(f"{colonne} : {' '.join(texte.split())}")

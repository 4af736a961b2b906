"""Les pièces d'un dossier : celles qui lèvent un doute, celles qui prouvent ce que le ménage a dit."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.modele.condition import CategorieParmi, Connue


def dire_doutes(doutes: Iterable[ResultatCondition], jugement: Jugement) -> list[str]:
    """Ce qu'il faut apporter pour que chaque aide ait sa réponse."""
    return list(dict.fromkeys(piece for doute in doutes if (piece := _dire_piece(doute, jugement))))


def dire_preuves(preuves: Iterable[str], doutes: Iterable[str]) -> list[str]:
    """Les pièces du dossier, sans celles que les doutes demandent déjà."""
    deja = set(doutes)
    return [piece for piece in preuves if piece not in deja]


def _dire_piece(doute: ResultatCondition, jugement: Jugement) -> str | None:
    """Ce qu'il faut apporter : la pièce du ménage, ou le plafond officiel quand c'est lui qui manque."""
    ressources = jugement.ressources
    porte_sur_le_revenu = isinstance(doute.condition, Connue) and doute.condition.champ == "rfr"
    if not (porte_sur_le_revenu or isinstance(doute.condition, CategorieParmi)):
        return doute.piece
    if ressources.rfr is None:
        return f"{doute.condition.piece} : revenus de {ressources.annee}"
    if ressources.zone is None:
        return "commune du logement"
    if jugement.demande.personnes is None:
        return "nombre de personnes qui occupent le logement"
    if ressources.reserve:
        return ressources.reserve
    annee = jugement.demande.jour.year
    fichier = f"data/plafonds/{annee}.yaml" if ressources.provisoire else "data/plafonds/"
    return f"plafonds officiels de {annee} : à retrouver, puis à poser dans {fichier}"

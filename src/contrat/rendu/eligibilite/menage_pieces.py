"""Les pièces d'un dossier : celles qui lèvent un doute, celles qui prouvent ce que le ménage a dit."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.verdicts import a_verifier
from contrat.modele.condition import CategorieParmi, Connue


def lister_doutes(jugement: Jugement) -> list[str]:
    """Ce qu'il faut apporter pour que chaque aide ait sa réponse."""
    doutes = [
        doute
        for resultat in jugement.aides
        if resultat.verdict is Verdict.INDETERMINE
        for doute in a_verifier(resultat.conditions)
    ]
    return list(dict.fromkeys(piece for doute in doutes if (piece := _piece(doute, jugement))))


def lister_preuves(jugement: Jugement) -> list[str]:
    """Les pièces qui prouvent les conditions remplies des aides qui ne sont pas refusées, sans celles des doutes."""
    doutes = set(lister_doutes(jugement))
    preuves = dict.fromkeys(
        piece
        for resultat in jugement.aides
        if resultat.verdict is not Verdict.NON_ELIGIBLE
        for piece in _pieces_remplies(resultat.conditions)
    )
    return [piece for piece in preuves if piece not in doutes]


def _pieces_remplies(conditions: tuple[ResultatCondition, ...]) -> Iterator[str]:
    for condition in conditions:
        if condition.etat is Etat.REMPLIE and condition.condition.piece:
            yield condition.condition.piece
        yield from _pieces_remplies(condition.sous)


def _piece(doute: ResultatCondition, jugement: Jugement) -> str | None:
    """Ce qu'il faut apporter : la pièce du ménage, ou le plafond officiel quand c'est lui qui manque."""
    ressources = jugement.ressources
    porte_sur_le_revenu = isinstance(doute.condition, Connue) and doute.condition.champ == "rfr"
    if not (porte_sur_le_revenu or isinstance(doute.condition, CategorieParmi)):
        return doute.condition.piece
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

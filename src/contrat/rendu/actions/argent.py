"""L'argent d'une action : ce qu'elle coûte par exercice et par section, qui paie, et où en est chaque demande."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.fiche import FicheSituee, TotalPartiel
from contrat.rendu.mots.argent import BASES, ETATS, ecrire
from contrat.rendu.mots.noms import nommer_organisme
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Point


def dire_argent(fiche: FicheSituee) -> Iterator[str | Point]:
    """Les dépenses puis les ressources ; rien quand la fiche n'a aucun montant."""
    argent = fiche.argent
    if not argent.a_des_montants:
        yield "Aucun montant n'est renseigné."
        return
    yield _dire_total("prévues", argent.prevu)
    for (exercice, section), montant in argent.par_exercice.items():
        yield Point(f"{exercice}, {section} : {ecrire(montant)} prévus.")
    yield _dire_total("engagées", argent.engage)
    yield _dire_total("payées", argent.paye)
    yield f"Ressources : {ecrire(argent.ressources)}."
    for (organisme, etat), apporte in argent.par_financeur.items():
        yield Point(f"{nommer_organisme(fiche.dossier, organisme)} : {ecrire(apporte)}, {ETATS[etat]}.")
    yield f"Montants {BASES[fiche.situation.action.budget.base]}."


def _dire_total(temps: str, total: TotalPartiel) -> str:
    """Un total, ou ce qu'il laisse de côté : une somme partielle ne passe pas pour le tout."""
    if total.montant is None:
        return f"Dépenses {temps} : non documentées."
    partiel = "" if total.connues == total.lignes else f", pour {compter(total.connues, 'ligne')} sur {total.lignes}"
    return f"Dépenses {temps} : {ecrire(total.montant)}{partiel}."

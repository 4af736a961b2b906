"""L'argent d'une action : ce qu'elle coûte par exercice et par section, qui paie, et où en est chaque demande."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_PERDUS, EtatRessource, Ligne
from contrat.rendu.mots.argent import BASES, compter, ecrire, nommer
from contrat.rendu.page_de_phrases import Point

ETATS: dict[EtatRessource, str] = {
    "pressenti": "pressenti",
    "sollicite": "sollicité",
    "dossier_complet": "dossier complet",
    "accorde": "accordé",
    "conventionne": "conventionné",
    "acompte": "acompte versé",
    "solde": "soldé",
    "refuse": "refusé",
    "retire": "retiré",
    "caduc": "caduc",
}


def argent(dossier: Dossier, action: Action) -> Iterator[str | Point]:
    """Les dépenses puis les ressources ; rien quand la fiche n'a aucun montant."""
    depenses = [ligne for ligne in action.budget.lignes if ligne.sens == "depense"]
    if not depenses and not action.plan.ressources:
        yield "Aucun montant n'est renseigné."
        return
    yield _dire_total("prévues", (ligne.prevu for ligne in depenses))
    for (exercice, section), lignes in _grouper(depenses).items():
        yield Point(f"{exercice}, {section} : {ecrire(_sommer(ligne.prevu for ligne in lignes))} prévus.")
    yield _dire_total("engagées", (ligne.engage for ligne in depenses))
    yield _dire_total("payées", (ligne.realise for ligne in depenses))
    acquises = [r for r in action.plan.ressources if r.etat not in ETATS_PERDUS]
    yield f"Ressources : {ecrire(_sommer(r.montant for r in acquises))}."
    par_financeur: dict[tuple[str, EtatRessource], Decimal] = {}
    for ressource in action.plan.ressources:
        cle = (ressource.organisme, ressource.etat)
        par_financeur[cle] = par_financeur.get(cle, Decimal(0)) + ressource.montant
    for (organisme, etat), montant in par_financeur.items():
        yield Point(f"{nommer(dossier, 'financeur', organisme)} : {ecrire(montant)}, {ETATS[etat]}.")
    yield f"Montants {BASES[action.budget.base]}."


def _dire_total(temps: str, montants: Iterable[Decimal | None]) -> str:
    """Un total, ou ce qu'il laisse de côté : une somme partielle ne passe pas pour le tout."""
    tous = list(montants)
    connus = [montant for montant in tous if montant is not None]
    if not connus:
        return f"Dépenses {temps} : non documentées."
    partiel = "" if len(connus) == len(tous) else f", pour {compter(len(connus), 'ligne')} sur {len(tous)}"
    return f"Dépenses {temps} : {ecrire(sum(connus, Decimal(0)))}{partiel}."


def _sommer(montants: Iterable[Decimal | None]) -> Decimal | None:
    connus = [montant for montant in montants if montant is not None]
    return sum(connus, Decimal(0)) if connus else None


def _grouper(lignes: list[Ligne]) -> dict[tuple[int, str], list[Ligne]]:
    groupes: dict[tuple[int, str], list[Ligne]] = {}
    for ligne in sorted(lignes, key=lambda x: (x.exercice, x.section)):
        groupes.setdefault((ligne.exercice, ligne.section), []).append(ligne)
    return groupes

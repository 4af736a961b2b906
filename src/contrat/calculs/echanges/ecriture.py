"""D'une fiche à une rangée de tableur, dans la disposition de Territoires en Transitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from contrat.calculs.actions.selection import noms_des_organismes
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.argent.flux_internes import compter_une_fois, couter
from contrat.calculs.echanges.colonnes import (
    DISPOSITION,
    ENTETES,
    FINANCEURS,
    MONTANT,
    NOMMENT,
    PARTICIPATIONS,
    SANS_AXE,
    STATUTS_ECRITS,
    STATUTS_LUS,
    TOTAL,
)
from contrat.calculs.echanges.lecture import decouper
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.proches import designer, replier

_CLES = {entetes[0]: cle for cle, entetes in ENTETES.items()}
_NUMEROTEES = {
    **{f"Financeur {rang}": f"financeur_{rang}" for rang in range(1, FINANCEURS + 1)},
    **{f"Montant {rang}": f"montant_{rang}" for rang in range(1, FINANCEURS + 1)},
    "Total": "total",
}


def lister_entetes(dossier: Dossier) -> list[str]:
    """Les colonnes de la disposition, puis celles que d'autres tableurs ont laissées dans le reste des fiches."""
    connues = {*DISPOSITION, *_CLES.values(), *_NUMEROTEES.values()}
    autres = (nom for action in dossier.actions.values() if action.origine for nom in action.origine.reste)
    publics = ["Cibles"] if any(action.publics for action in dossier.actions.values()) else []
    return list(dict.fromkeys([*DISPOSITION, *publics, *(nom for nom in autres if nom not in connues)]))


def titrer(entete: str, base: str) -> str:
    """L'en-tête tel qu'on l'écrit : les montants y disent leur base."""
    suite = f" {base}" if base in ("HT", "TTC") else ""
    if entete.startswith("Montant "):
        return MONTANT + suite
    return TOTAL + suite if entete == "Total" else entete


def lire_base_commune(dossier: Dossier) -> str:
    """La base des montants de toutes les fiches ; `melee` quand elles n'ont pas la même."""
    bases = {action.annonce.base if action.annonce else action.base for action in dossier.actions.values()}
    connues = bases - {"non_precisee"}
    return connues.pop() if len(connues) == 1 else "melee" if connues else "non_precisee"


def tabuler(dossier: Dossier) -> Iterator[list[str]]:
    """Une rangée par action, dans l'ordre du contrat."""
    entetes = lister_entetes(dossier)
    for action in ordonner_actions(dossier):
        dites = decrire(dossier, action)
        reste = action.origine.reste if action.origine else {}
        cles = (_NUMEROTEES.get(e) or _CLES.get(e) or e for e in entetes)
        yield [dites.get(cle) or reste.get(cle, "") for cle in cles]


def decrire(dossier: Dossier, action: Action) -> Mapping[str, str]:
    """Ce que la fiche dit de chaque colonne, par sa clé."""
    dites = dict(_dire(dossier, action))
    reste = action.origine.reste if action.origine else {}
    noms = list(noms_des_organismes(dossier))
    # Le texte du tableur, tant qu'il nomme les mêmes organismes.
    for cle in {*NOMMENT} & reste.keys() & dites.keys():
        if _designer(reste[cle], noms) == _designer(dites[cle], noms):
            dites[cle] = reste[cle]
    return dites


def _designer(texte: str, noms: Sequence[tuple[str, str]]) -> list[str | None]:
    return list(dict.fromkeys(designer(nom, noms) for nom in decouper(texte)))


def _dire(dossier: Dossier, action: Action) -> Iterator[tuple[str, str]]:
    axe = dossier.axes.get(action.axe)
    titre = axe.titre if axe else action.axe
    yield "axe", "" if titre == SANS_AXE else titre
    yield "titre", action.titre
    yield "description", action.description
    yield "objectifs", "\n".join(objectif.texte for objectif in action.objectifs)
    yield "pilote", action.pilote or ""
    yield "publics", ", ".join(action.publics)
    yield "statut", _dire_statut(action)
    yield "debut", action.calendrier.debut or ""
    yield "fin", action.calendrier.fin or ""
    yield "participation", PARTICIPATIONS.get(action.participation.niveau, "") if action.participation else ""
    operateurs = [p.organisme for p in action.partenaires if p.role == "operateur"]
    associes = [p.organisme for p in action.partenaires if p.role not in ("operateur", "financeur")]
    yield "porteur", _nommer(dossier, [action.porteur, *operateurs])
    yield "partenaires", _nommer(dossier, associes)
    yield from _dire_argent(dossier, action)


def _dire_statut(action: Action) -> str:
    """Le statut du tableur, tant qu'il dit encore celui de la fiche ; sinon, celui de la fiche."""
    reste: Mapping[str, str] = action.origine.reste if action.origine else {}
    ecrit = reste.get("statut", "")
    if STATUTS_LUS.get(replier(ecrit)) == action.statut:
        return ecrit
    return STATUTS_ECRITS.get(action.statut, "")


def _dire_argent(dossier: Dossier, action: Action) -> Iterator[tuple[str, str]]:
    """Les montants du budget et du plan quand il y en a, sinon ceux qui sont annoncés."""
    if action.budget.lignes or action.plan.ressources:
        nette = compter_une_fois(action, dossier)
        total = couter(nette)
        par_organisme: dict[str, Decimal] = {}
        for ressource in nette.plan.ressources:
            if not ressource.est_perdue:
                deja = par_organisme.get(ressource.organisme, Decimal(0))
                par_organisme[ressource.organisme] = deja + ressource.montant
        financements: list[tuple[str, Decimal | None]] = [
            (_nommer(dossier, [nom]), montant) for nom, montant in par_organisme.items()
        ]
    elif action.annonce:
        total = action.annonce.total
        financements = [(_nommer(dossier, f.organismes), f.montant) for f in action.annonce.financements]
    else:
        return
    yield "total", "" if total is None else _ecrire(total)
    for rang, (nom, montant) in enumerate(financements, 1):
        yield f"financeur_{rang}", nom
        yield f"montant_{rang}", "" if montant is None else _ecrire(montant)


def _ecrire(montant: Decimal) -> str:
    return f"{montant.normalize():f}"


def non_ecrites(dossier: Dossier) -> Iterator[tuple[Action, int]]:
    """Les actions qui ont plus de financeurs que la disposition n'a de colonnes, et combien n'y sont pas."""
    for action in ordonner_actions(dossier):
        nombre = sum(nom.startswith("financeur_") for nom, _ in _dire_argent(dossier, action))
        if nombre > FINANCEURS:
            yield action, nombre - FINANCEURS


def _nommer(dossier: Dossier, identifiants: object) -> str:
    noms = identifiants if isinstance(identifiants, list | tuple) else []
    return ", ".join(dossier.organismes[i].nom if i in dossier.organismes else i for i in noms)

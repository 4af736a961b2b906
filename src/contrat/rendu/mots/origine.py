"""Les mots de l'origine : ce qu'une fiche reconstitue, et la marque d'une action reconstituée dans un tableau."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from contrat.calculs.actions.origine import ChoseReconstituee, OrigineDesActions
from contrat.modele.action import Action, ChampReconstitue
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.noms import intituler
from contrat.rendu.mots.phrases import compter

if TYPE_CHECKING:
    from contrat.calculs.suivi.registre import Registre

CHOSES: dict[ChoseReconstituee, str] = {
    "action": "l'action entière",
    "statut": "le statut",
    "criteres": "les niveaux visés des critères durables",
    "montants": "tout ou partie des montants",
    "evaluation": "les modalités d'évaluation",
}
CHAMPS: dict[ChampReconstitue, str] = {
    "axe": "l'axe",
    "porteur": "le porteur",
    "gestionnaire": "le gestionnaire",
    "calendrier": "le calendrier",
    "constats": "les constats auxquels elle répond",
    "objectifs": "les objectifs",
    "publics": "les publics",
    "partenaires": "les partenaires",
    "liens": "les liens",
}
MARQUE = "(R)"


def dire_choses(choses: Iterable[ChoseReconstituee | ChampReconstitue]) -> str:
    """Ce qu'une fiche reconstitue, en une phrase ; rien quand tout est établi."""
    mots = {str(nom): mot for nom, mot in (*CHOSES.items(), *CHAMPS.items())}
    dites = ", ".join(mots[chose] for chose in choses)
    return f"Reconstitué : {dites}." if dites else ""


def dire_l_origine(origine: OrigineDesActions) -> str:
    """Ce que les fiches d'une page reconstituent, pour le bas de cette page."""
    if not origine.actions:
        return ""
    if not origine.choses:
        return "Rien, dans ces fiches, n'est une reconstitution."
    if origine.actions == 1:
        return dire_choses(origine.choses)
    mots = {str(nom): mot for nom, mot in (*CHOSES.items(), *CHAMPS.items())}
    dites = ", ".join(f"{mots[chose]} ({combien})" for chose, combien in origine.choses.items())
    return f"Reconstitué, sur {origine.actions} actions : {dites}."


def dire_fictifs(registre: Registre) -> str:
    """Si les ménages comptés sont des exemples, sans dire combien : un seul vrai s'y devinerait."""
    if not registre.fictifs:
        return ""
    tous = registre.fictifs == len(registre.dossier.menages)
    return "Tous les ménages comptés sont fictifs." if tous else "Une partie des ménages comptés est fictive."


def marquer(est_reconstitue: bool) -> str:
    """La marque à mettre à la suite d'un nom, quand ce qu'il nomme est reconstitué."""
    return f" {MARQUE}" if est_reconstitue else ""


def abreger(dossier: Dossier, action: Action) -> str:
    """Le titre court d'une action, marqué quand l'action est reconstituée."""
    return action.titre_court + marquer(dossier.est_reconstitue(action.source))


def titrer(dossier: Dossier, action: Action) -> str:
    """Le titre d'une action, entier s'il n'en a pas de court, marqué quand l'action est reconstituée."""
    return intituler(action) + marquer(dossier.est_reconstitue(action.source))


def legender(dossier: Dossier, actions: Iterable[Action]) -> list[str]:
    """Ce que dit la marque, quand une de ces actions la porte."""
    toutes = list(actions)
    combien = sum(dossier.est_reconstitue(a.source) for a in toutes)
    if not combien:
        return []
    quoi = compter(combien, "action reconstituée", "actions reconstituées")
    return [f"{MARQUE} : {quoi}, sur {len(toutes)} ; ni l'existence, ni le statut, ni le porteur n'en est établi."]


def dire_reconstitues_aussi(actions: Iterable[Action], champ: ChampReconstitue, titre: str) -> Iterator[str]:
    """Les actions établies dont ce champ ne l'est pas, quand il y en a."""
    if noms := [action.titre_court for action in actions if champ in action.reconstitues]:
        yield f"{titre} : {' ; '.join(noms)}."

"""Retrouver ce que l'usager désigne d'un mot : une action, un axe, un statut, un financeur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from contrat.erreurs import ErreurDonnees, ErreurUsage
from contrat.proches import Noms, designer, plus_proche, replier

if TYPE_CHECKING:
    from contrat.modele.action import Action, Statut
    from contrat.modele.dossier import Dossier


def reconnaitre_action(dossier: Dossier, mot: str) -> Action:
    """L'action de cet identifiant ou de ce numéro, comme 3.1 ; lève `ErreurUsage` avec les actions possibles."""
    from contrat.calculs.actions.selection import noms_des_actions

    return dossier.actions[_reconnaitre_lu("l'action", mot, noms_des_actions(dossier), dossier, "actions")]


def reconnaitre_axe(dossier: Dossier, mot: str) -> str:
    """L'axe de cet identifiant ou de ce numéro ; lève `ErreurUsage` avec les axes possibles."""
    from contrat.calculs.actions.selection import noms_des_axes

    return _reconnaitre_lu("l'axe", mot, noms_des_axes(dossier), dossier, "axes")


def reconnaitre_statut(mot: str) -> Statut:
    """Un statut, accents permis ; lève `ErreurUsage` avec les statuts possibles."""
    from contrat.calculs.actions.selection import STATUTS

    if replier(mot) in ("reprise", "reprendre"):
        aide = "une action qui reprend redevient lancee ; reprise par un autre, elle est transferee (--repreneur)"
        raise ErreurUsage(f"le statut « {mot} » n'existe pas", aide)
    statuts: dict[str, Statut] = {statut: statut for statut in STATUTS}
    return statuts[_reconnaitre("le statut", mot, statuts.items(), statuts)]


def reconnaitre_financeur(dossier: Dossier, mot: str) -> str:
    """L'organisme de cet identifiant, sigle ou nom ; lève `ErreurUsage` avec les financeurs des fiches."""
    from contrat.calculs.actions.selection import noms_des_organismes, tous_les_financeurs

    return _reconnaitre("le financeur", mot, noms_des_organismes(dossier), tous_les_financeurs(dossier))


def reconnaitre_organisme(dossier: Dossier, mot: str) -> str:
    """L'organisme du contrat de cet identifiant, sigle ou nom ; lève `ErreurUsage` avec ceux qui sont possibles."""
    from contrat.calculs.actions.selection import noms_des_organismes

    return _reconnaitre_lu("l'organisme", mot, noms_des_organismes(dossier), dossier, "organismes")


def relever_illisibles(dossier: Dossier, genre: str) -> list[str]:
    """Ce qui est d'un genre, ou toute sa liste, et ne se lit pas : le dire inconnu serait faux."""
    illisibles = dossier.presents[genre].difference(getattr(dossier, genre))
    return sorted(illisibles) or [genre] * (genre not in dossier.genres)


def refuser_l_illisible(pourquoi: str, illisibles: Sequence[str], debut: str = "") -> None:
    """Lever `ErreurDonnees` quand ce que l'usager désigne est peut-être parmi ce qui ne se lit pas."""
    if illisibles:
        aide = f"{debut}contrat validate montre les fautes à corriger d'abord"
        raise ErreurDonnees(f"{pourquoi} ; ne se lit pas : {', '.join(illisibles)}", aide)


def reconnaitre_mot(quoi: str, mot: str, choix: Sequence[str]) -> str:
    """Un mot d'une liste fermée, accents permis ; lève `ErreurUsage` avec ceux qui sont possibles."""
    return _reconnaitre(quoi, mot, [(nom, nom) for nom in choix], choix)


def reconnaitre_parties(mots: Sequence[str], parties: Sequence[str]) -> tuple[str, ...]:
    """Ces parties d'une page, dans l'ordre de la page, ou toutes ; lève `ErreurUsage` avec les parties possibles."""
    voulues = {reconnaitre_mot("la partie", mot, parties) for mot in mots}
    return tuple(nom for nom in parties if nom in voulues or not mots)


def _reconnaitre_lu(quoi: str, mot: str, noms: Noms, dossier: Dossier, genre: str) -> str:
    return _reconnaitre(quoi, mot, noms, sorted(getattr(dossier, genre)), relever_illisibles(dossier, genre))


def _reconnaitre(quoi: str, mot: str, noms: Noms, choix: Iterable[str], illisibles: Sequence[str] = ()) -> str:
    trouve = designer(mot, noms)
    if trouve is not None:
        return trouve
    possibles = list(choix)
    if designer(mot, [(nom, nom) for nom in illisibles]):
        raise ErreurDonnees(f"{quoi} « {mot} » porte des fautes de forme", "contrat validate les montre")
    ressemblants = [possible for possible in possibles if replier(mot) in replier(possible)]
    proche = plus_proche(mot, possibles) or (ressemblants[0] if len(ressemblants) == 1 else None)
    debut = f"vouliez-vous dire « {proche} » ? " if proche else ""
    refuser_l_illisible(f"{quoi} « {mot} » n'est pas parmi ce qui se lit", illisibles, debut)
    suite = f"choisir parmi : {', '.join(possibles)}" if possibles else "le contrat n'en a aucun"
    raise ErreurUsage(f"{quoi} « {mot} » n'existe pas", f"{debut}{suite}")

"""Nommer une action, un organisme, une instance ; l'identifiant, quand la fiche ou l'annuaire ne les a pas."""

from __future__ import annotations

from contrat.diagnostics import oter_le_numero
from contrat.modele.action import Action, Axe
from contrat.modele.dossier import Dossier


def nommer_ville(dossier: Dossier) -> str:
    """Le nom du porteur du contrat dans un tableau : « Ville » pour une commune, sinon son sigle ou son nom."""
    porteur = dossier.organismes.get(dossier.contrat.porteur)
    if porteur is None or porteur.nature == "commune":
        return "Ville"
    return porteur.sigle or porteur.nom


def nommer_action(dossier: Dossier, identifiant: str) -> str:
    """Le titre court d'une action."""
    action = dossier.actions.get(identifiant)
    return action.titre_court if action else identifiant


def intituler(action: Action) -> str:
    """Le titre court que la fiche écrit, sinon le titre entier : ce qu'on vote ou signe n'est pas coupé."""
    return action.titre if action.titre_court.endswith("…") else action.titre_court


def libeller_axe(axe: Axe) -> str:
    """Le titre d'un axe, à écrire après son numéro."""
    return oter_le_numero(axe.titre, axe.numero)


def nommer_court(dossier: Dossier, identifiant: str) -> str:
    """Le sigle d'un organisme, sinon son nom."""
    organisme = dossier.organismes.get(identifiant)
    return (organisme.sigle or organisme.nom) if organisme else identifiant


def nommer_instance(dossier: Dossier, identifiant: str) -> str:
    """Le nom d'une instance du contrat."""
    return next((instance.nom for instance in dossier.contrat.gouvernance if instance.id == identifiant), identifiant)

"""B015 : la même notification sert à deux fiches."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une même subvention dans deux fiches"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les ressources d'un financeur dont la référence est déjà dans une autre fiche, sauf note qui l'explique."""
    premieres: dict[tuple[str, str], str] = {}
    for identifiant, action in dossier.actions.items():
        vues: set[tuple[str, str]] = set()
        for rang, ressource in enumerate(action.plan.ressources):
            if ressource.notification is None or ressource.est_perdue:
                continue
            cle = (ressource.organisme, ressource.notification.reference)
            autre = premieres.setdefault(cle, identifiant)
            if autre != identifiant and cle not in vues and not ressource.note:
                chemin = ("plan", "ressources", rang, "notification", "reference")
                message = f"la notification « {cle[1]} » de « {cle[0]} » est déjà dans la fiche « {autre} »"
                aide = "retirer le double, ou dire dans « note » comment la subvention se partage"
                yield Constat(Adresse("actions", identifiant, chemin), message, aide)
            vues.add(cle)

"""R012 : un lien entre deux contrats n'est pas rendu par l'autre."""

from __future__ import annotations

from typing import Literal

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.liens import FicheAilleurs
from contrat.proches import plus_proche

GRAVITE = Gravite.ERREUR
TITRE = "un lien entre contrats sans retour"
LIT = frozenset({"contrat", "actions"})

BoutDeLien = Literal["precedent", "suivant"]
RETOURS: dict[BoutDeLien, BoutDeLien] = {"precedent": "suivant", "suivant": "precedent"}


def constater(dossier: Dossier) -> Constats:
    """Les contrats et les fiches qui en disent d'autres, à côté, qui ne les disent pas en retour."""
    ici = dossier.contrat
    for sens, retour in RETOURS.items():
        if (autre := getattr(ici, sens)) is not None:
            yield from _juger_un_contrat(dossier, sens, retour, autre)
        for action in dossier.actions.values():
            lien: FicheAilleurs | None = getattr(action.liens, sens)
            if lien is not None:
                yield from _juger_une_fiche(dossier, action, sens, lien)


def _juger_un_contrat(dossier: Dossier, sens: BoutDeLien, retour: BoutDeLien, autre: str) -> Constats:
    adresse, ici = Adresse(*CONTRAT, (sens,)), dossier.contrat.id
    if autre == ici:
        yield Constat(adresse, f"le contrat « {autre} » se dit son propre {sens}", "donner l'autre contrat")
        return
    voisin = dossier.voisins.get(autre)
    if voisin is None or voisin.contrat is None:
        return
    rendu = getattr(voisin.contrat, retour)
    if rendu != ici:
        dit = "n'en dit aucun" if rendu is None else f"dit « {rendu} »"
        message = f"« {autre} » ne dit pas ce lien : pour {retour}, il {dit}"
        yield Constat(adresse, message, f"écrire {retour}: {ici} dans contrats/{autre}/data/contrat.yaml")


def _juger_une_fiche(dossier: Dossier, action: Action, sens: BoutDeLien, lien: FicheAilleurs) -> Constats:
    adresse = Adresse("actions", action.id, ("liens", sens, "fiche"))
    ici, retour = FicheAilleurs(contrat=dossier.contrat.id, fiche=action.id), RETOURS[sens]
    if lien.contrat == ici.contrat:
        aide = "donner l'autre contrat ; une fiche du même contrat se cite dans liens › actions"
        place = Adresse("actions", action.id, ("liens", sens, "contrat"))
        yield Constat(place, "ce contrat est celui de la fiche", aide)
        return
    voisin = dossier.voisins.get(lien.contrat)
    if voisin is None:
        return
    fichier = f"contrats/{lien.contrat}/data/actions/{lien.fiche}.yaml"
    if lien.fiche not in voisin.presentes:
        proche = plus_proche(lien.fiche, voisin.presentes)
        aide = f"vouliez-vous dire « {proche} » ?" if proche else f"corriger le lien ; {fichier} n'est pas là"
        yield Constat(adresse, f"« {lien.contrat} » n'a pas de fiche « {lien.fiche} »", aide)
    elif lien.fiche in voisin.fiches and getattr(voisin.fiches[lien.fiche].liens, retour) != ici:
        ecrire = f"{retour}: {{contrat: {ici.contrat}, fiche: {ici.fiche}}}"
        message = f"« {lien.fiche} » de « {lien.contrat} » ne dit pas ce lien"
        yield Constat(adresse, message, f"écrire dans {fichier}, sous liens: {ecrire}")

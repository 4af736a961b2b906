"""C047 : un fait est daté d'un jour qui n'est pas encore venu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contrat.calculs.moments import premier_jour
from contrat.controles.indicateurs import placer
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_du
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un fait à venir"
LIT = frozenset[str]()


class FaitDate(NamedTuple):
    """Ce qu'un fichier dit arrivé, quand, et où il le dit."""

    quoi: str
    moment: str | None
    adresse: Adresse


def constater(dossier: Dossier) -> Constats:
    """Les statuts, décisions, jalons faits, signatures, réponses et valeurs datés d'après le jour du contrôle."""
    for quoi, moment, adresse in _lister(dossier):
        if dossier.jour is not None and moment is not None and premier_jour(moment) > dossier.jour:
            aide = "corriger la date : un fait se note quand il est arrivé"
            yield Constat(adresse, f"{quoi} {dire_du(moment)} : ce jour n'est pas encore venu", aide)


def _lister(dossier: Dossier) -> Iterator[FaitDate]:
    for identifiant, action in dossier.actions.items():
        ici = Adresse("actions", identifiant)
        for rang, etape in enumerate(action.historique):
            yield FaitDate(f"« {etape.statut} »", etape.date, ici.sous("historique", rang, "date"))
        for rang, jalon in enumerate(action.calendrier.jalons):
            yield FaitDate(f"« {jalon.libelle} »", jalon.fait, ici.sous("calendrier", "jalons", rang, "fait"))
        yield from _communs(action, ici)
    for contrat in dossier.contrats.values():
        ici = Adresse(*CONTRAT)
        for rang, jalon in enumerate(contrat.jalons):
            yield FaitDate(f"« {jalon.libelle} »", jalon.fait, ici.sous("jalons", rang, "fait"))
        yield from _communs(contrat, ici)
    for place in placer(dossier):
        for rang, valeur in enumerate(place.indicateur.valeurs):
            yield FaitDate("valeur", valeur.date, place.situer("valeurs", rang, "date"))


def _communs(objet: Action | Contrat, ici: Adresse) -> Iterator[FaitDate]:
    for rang, deliberation in enumerate(objet.deliberations):
        yield FaitDate("décision", deliberation.date, ici.sous("deliberations", rang, "date"))
    for rang, convention in enumerate(objet.conventions):
        yield FaitDate("signature", convention.signe_le, ici.sous("conventions", rang, "signe_le"))
    for rang, reponse in enumerate(objet.evaluation.reponses if objet.evaluation else ()):
        yield FaitDate("réponse", reponse.date, ici.sous("evaluation", "reponses", rang, "date"))

"""Lire, des autres contrats d'un dépôt, ce que celui-ci en cite : de quoi vérifier un lien dans les deux sens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from contrat.depot.fiche import lire_fiche
from contrat.depot.racine import CONTRATS, PROPRE, REPERE, est_parmi_d_autres, tronc
from contrat.modele.dossier import Dossier, Voisin


def lire_voisins(racine: Path, dossier: Dossier) -> Mapping[str, Voisin]:
    """Les contrats que celui-ci cite, quand ils sont à côté ; un contrat tenu ailleurs ne se lit pas."""
    if not dossier.contrats or not est_parmi_d_autres(racine):
        return {}
    cites: dict[str, set[str]] = {}
    for contrat, fiche in _citer(dossier):
        cites.setdefault(contrat, set()).add(fiche)
    lieux = {nom: tronc(racine) / CONTRATS / nom for nom in sorted(cites)}
    return {nom: _lire(lieu, cites[nom] - {""}) for nom, lieu in lieux.items() if (lieu / REPERE).is_file()}


def _citer(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Les autres contrats, et celles de leurs fiches, que disent ce contrat et ses fiches."""
    for nom in (dossier.contrat.precedent, dossier.contrat.suivant):
        if nom is not None:
            yield nom, ""
    for action in dossier.actions.values():
        for lien in (action.liens.precedent, action.liens.suivant):
            if lien is not None:
                yield lien.contrat, lien.fiche


def _lire(lieu: Path, fiches: set[str]) -> Voisin:
    from contrat.modele.action import Action
    from contrat.modele.contrat import Contrat

    data = lieu / PROPRE

    def lire(nom: str, modele: Any) -> Any:
        return lire_fiche(data / nom, nom, modele, data).objet

    presentes = frozenset(fichier.stem for fichier in (data / "actions").glob("*.yaml"))
    lues = {nom: lire(f"actions/{nom}.yaml", Action) for nom in sorted(fiches & presentes)}
    return Voisin(lire("contrat.yaml", Contrat), {nom: lue for nom, lue in lues.items() if lue}, presentes)
